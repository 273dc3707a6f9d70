"""The data of schema.org on each kind of page."""

import pytest
from django.utils import timezone
from wagtail.rich_text import RichText

from briefings.models import PackSettings
from learning.enums import PublicationState
from learning.models import Campaign, ReviewDate
from tests.factories.accounts import UserFactory
from tests.factories.training import TrainingEventFactory
from tests.structured_data.conftest import HOSTILE
from tests.structured_data.vocabulary import wrong_in
from training.enums import EventStatus

pytestmark = pytest.mark.django_db

KINDS = {
    "home": "WebSite",
    "review": "Report",
    "point": "LearningResource",
    "briefing": "LearningResource",
    "summary": "LearningResource",
    "resource": "LearningResource",
    "series": "CreativeWorkSeries",
    "deck": ["PresentationDigitalDocument", "LearningResource"],
    "theme": "DefinedTerm",
    "themes": "DefinedTermSet",
    "course": "Course",
    "event": "EducationEvent",
    "information": "WebPage",
    "reviews": "CollectionPage",
    "briefings": "CollectionPage",
    "national": "CollectionPage",
    "training": "CollectionPage",
    "pack": "CollectionPage",
    "settings": "CollectionPage",
    "setting": "CollectionPage",
    "campaigns": "CollectionPage",
}


def test_each_page_says_what_it_is_in_words_that_schema_org_knows(client, world, told):
    said = {name: told(client.get(getattr(world, name))) for name in KINDS}

    assert {name: nodes[0]["@type"] for name, nodes in said.items()} == KINDS
    assert {name: list(wrong_in(nodes)) for name, nodes in said.items()} == {name: [] for name in KINDS}
    last = {name: nodes[-1]["@type"] for name, nodes in said.items()}
    assert last == dict.fromkeys(KINDS, "BreadcrumbList") | {"home": "Organization"}


def test_the_table_of_words_finds_what_schema_org_does_not_know():
    data = {"@type": "Report", "timeRequired": "PT7M", "teachez": "x", "about": [{"@type": "Thingy", "name": "x"}]}

    assert list(wrong_in(data)) == [
        "teachez is not said of ['Report']",
        "no type Thingy",
        "name is not said of ['Thingy']",
    ]


def test_a_review_is_a_report(client, world, told, partnership, deck):
    review, trail = told(client.get(world.review))

    assert review == {
        "@type": "Report",
        "@id": f"http://testserver{world.review}",
        "name": f"Child E1 {HOSTILE}",
        "description": "Local child safeguarding practice review: what was learned, and what there is to pass it on.",
        "url": f"http://testserver{world.review}",
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "about": [{"@type": "DefinedTerm", "name": "heed & care", "url": "http://testserver/themes/heed/"}],
        "keywords": "heed & care",
        "publisher": {"@type": "Organization", "name": partnership.name, "url": "https://example.org/"},
        "author": [{"@type": "Person", "name": "Jo Author"}],
        "datePublished": "2024-05",
        "reportNumber": "R7",
        "hasPart": [
            {
                "@type": "PresentationDigitalDocument",
                "name": "Deck",
                "url": f"http://testserver/decks/{deck.pk}/",
                "encodingFormat": deck.content_type,
            }
        ],
    }
    assert [step["name"] for step in trail["itemListElement"]] == ["Home", f"Child E1 {HOSTILE}"]


def test_a_date_that_is_not_known_is_not_said(client, world, told):
    ReviewDate.objects.update(date_as_stated="", date=None, date_precision="none")

    assert "datePublished" not in told(client.get(world.review))[0]


def test_a_review_published_anonymously_says_nothing_that_could_tell_which_it_is(client, world, told):
    record = "https://library.nspcc.org.uk/record/9876"
    review = world.pages.review
    type(review).objects.filter(pk=review.pk).update(
        publication_state=PublicationState.ANONYMOUS_NSPCC, external_url=record, search_description=f"See {record}"
    )

    response = client.get(world.review)

    assert set(told(response)[0]) == {
        *("@type", "@id", "name", "description", "url", "inLanguage", "isAccessibleForFree", "about", "keywords")
    }
    assert "nspcc.org.uk/record" not in response.content.decode().partition("</head>")[0]


def test_a_learning_point_says_what_it_teaches_and_whom(client, world, told):
    point = told(client.get(world.point))[0]

    assert (point["teaches"], point["educationalLevel"], point["learningResourceType"]) == (
        "Ask, and write down what was said.",
        ["Level 2"],
        "learning point",
    )
    assert [one["educationalRole"] for one in point["audience"]] == ["Rangers", "Head teachers"]


def test_a_work_says_what_people_may_do_with_it_and_how_it_is_taken_in(client, world, told, partnership, home):
    PackSettings.objects.create(site=partnership.site, licence="{publisher}, https://example.org/licence/3/. Share it.")
    resource = world.pages.resource
    resource.body = [
        ("video", {"title": "A day", "url": "https://vimeo.com/1", "transcript": RichText("<p>A day.</p>")})
    ]
    resource.save()

    said = {name: told(client.get(getattr(world, name)))[0] for name in ("briefing", "point", "resource", "review")}

    words = {"accessMode": ["textual"], "accessibilityFeature": ["structuralNavigation"]}
    heard = {"accessMode": ["textual", "visual", "auditory"]}
    heard |= {"accessibilityFeature": ["structuralNavigation", "transcript"]}
    licence = {"copyrightNotice": f"{partnership.name}, https://example.org/licence/3/. Share it."}
    licence |= {"license": "https://example.org/licence/3/"}
    names = {*words, *licence}
    assert {name: {key: one[key] for key in names & set(one)} for name, one in said.items()} == {
        "briefing": words | licence,
        "point": words | licence,
        "resource": heard | licence,
        "review": {},
    }


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("reviews", ["review"]),
        ("briefings", ["briefing"]),
        ("national", ["summary"]),
        ("training", ["event"]),
        ("settings", ["setting"]),
        ("setting", ["point", "review"]),
    ],
)
def test_a_list_names_what_it_shows_in_its_order(name, listed, client, world, told):
    items = told(client.get(getattr(world, name)))[0]["mainEntity"]

    assert [one["url"] for one in items["itemListElement"]] == [
        f"http://testserver{getattr(world, one)}" for one in listed
    ]
    assert items["numberOfItems"] == len(listed)


def test_the_campaign_calendar_lists_its_months_at_where_each_stands(client, world, told, partnership):
    today = timezone.localdate()
    for year in (today.year - 1, today.year, today.year + 1):
        Campaign.objects.create(partnership=partnership, year=year, month=today.month, title=f"Ask in {year}")
    page = client.get(world.campaigns)

    items = told(page)[0]["mainEntity"]["itemListElement"]

    assert [one["name"] for one in items] == [f"Ask in {today.year + years}" for years in (0, 1, -1)]
    for one in items:
        address, _sign, place = one["url"].partition("#")
        assert address == f"http://testserver{world.campaigns}"
        assert f'<li id="{place}"' in page.content.decode()


def test_a_briefing_takes_seven_minutes(client, world, told):
    briefing = told(client.get(world.briefing))[0]

    assert (briefing["timeRequired"], briefing["datePublished"]) == ("PT7M", "2025")


def test_a_summary_names_the_report_it_outlines(client, world, told):
    assert told(client.get(world.summary))[0]["isBasedOn"] == {
        "@type": "Report",
        "name": "Hidden men",
        "publisher": {"@type": "Organization", "name": "The Panel"},
        "datePublished": "2021",
    }


def test_a_series_lists_its_resources_in_order_and_each_says_which_it_is_of(client, world, told):
    series = told(client.get(world.series))[0]
    resource = told(client.get(world.resource))[0]

    assert [(one["url"], one["position"]) for one in series["hasPart"]] == [(f"http://testserver{world.resource}", 1)]
    assert resource["isPartOf"]["url"] == f"http://testserver{world.series}"


def test_a_deck_says_what_our_check_found_and_nothing_where_it_was_not_checked(client, world, told, deck):
    checked = told(client.get(world.deck))[0]
    deck.accessibility = "not_checked"
    deck.save()

    assert checked["accessibilityFeature"] == ["alternativeText", "structuralNavigation"]
    assert {"accessibilityFeature", "accessibilitySummary"} & set(told(client.get(world.deck))[0]) == set()


def test_the_home_page_says_how_to_search_the_site(client, world, told):
    website, whose = told(client.get("/"))

    assert website["potentialAction"]["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"
    assert (whose["@type"], whose["areaServed"]) == ("Organization", "Exampleshire")


@pytest.mark.parametrize("name", ["review", "point", "briefing", "course"])
def test_no_title_gets_out_of_the_head(name, client, world, told):
    response = client.get(getattr(world, name))
    head = response.content.decode().partition("</head>")[0]

    assert HOSTILE[:150] in told(response)[0]["name"] or HOSTILE.startswith(told(response)[0]["name"][4:])
    assert "<svg" not in head
    assert head.count("<script") == 2  # the block, and the way out of the site


# What must not be said ----------------------------------------------------------------------------------------------------


def test_a_private_page_says_nothing_to_those_who_may_read_it(client, world, told, make_private):
    make_private(world.pages.reviews)
    client.force_login(UserFactory())

    response = client.get(world.review)

    assert (response.status_code, told(response)) == (200, [])
    assert "og:title" not in response.content.decode()
    assert told(client.get(world.briefing)) != []


def test_a_preview_of_a_page_that_is_half_empty_says_nothing(rf, home, world, told):
    for model in {type(page) for page in vars(world.pages).values()}:
        page = model(title="", slug="half", path=home.path + "0009", depth=home.depth + 1, url_path="/home/half/")
        response = page.make_preview_request(rf.get("/"), "")
        assert (response.status_code, told(response)) == (200, []), model


def test_a_withdrawn_page_and_one_that_never_was_say_nothing(client, world, told):
    world.pages.briefing.unpublish()

    for address in (world.briefing, "/no/such/page/", "/learning/999999/"):
        response = client.get(address)
        assert (response.status_code >= 404, told(response)) == (True, []), address


def test_an_event_that_is_not_shown_to_everybody_is_in_no_courses_data(client, world, told):
    before = len(told(client.get(world.course))[0]["hasCourseInstance"])
    TrainingEventFactory(
        partnership=world.things.course.partnership,
        course=world.things.course,
        title="Only for us",
        status=EventStatus.PLANNED,
        date_as_stated="3 May 2097",
        is_public=False,
    )

    assert len(told(client.get(world.course))[0]["hasCourseInstance"]) == before == 1
