"""The report of what needs an editor's attention: each rule, whose work it is, and what it costs to ask."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from briefings.enums import Attention
from briefings.models import BriefingPoint
from briefings.queries.attention import concerns
from learning.models import ReviewPage
from media.enums import AccessibilityStatus, CopyState
from media.models import Document
from tests.factories.accounts import UserFactory
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
    seven_sections,
)
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    PackItemFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.media import DocumentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture
def editor(home):
    return UserFactory(group="Editors")


@pytest.fixture
def reviews(home):
    return ReviewIndexPageFactory(parent=home)


@pytest.fixture
def briefings(home):
    return BriefingIndexPageFactory(parent=home)


def sound(page):
    """The page with a theme and a learning point: nothing to say of it but what a test makes wrong."""
    page.themes.add(ThemeFactory(name=f"Theme of {page.pk}"))
    page.save()
    point = LearningPointFactory()
    if isinstance(page, ReviewPage):
        FindingFactory(review=page, point=point)
    else:
        BriefingPoint.objects.create(briefing=page, point=point)
    return page


def found(editor, kind=""):
    return [(one.attention, one.title) for one in concerns(editor, on=TODAY, kind=kind)]


def test_what_is_sound_is_not_listed(editor, reviews, briefings):
    review = sound(ReviewPageFactory(parent=reviews, title="Sound", next_look=TODAY))
    briefing = sound(BriefingPageFactory(parent=briefings, title="Sound", review_by=TODAY, reviews=[review]))
    BriefingPageFactory(parent=briefings, title="Superseded", superseded_by=briefing, review_by=date(2020, 1, 1))
    ReviewPageFactory(parent=reviews, title="A draft", live=False)

    assert found(editor) == []


def test_what_is_past_its_date_comes_first_the_longest_past_before_the_rest(editor, reviews, briefings):
    sound(BriefingPageFactory(parent=briefings, title="Late", review_by=date(2026, 11, 21)))
    sound(BriefingPageFactory(parent=briefings, title="Very late", review_by=date(2020, 1, 1)))
    sound(ReviewPageFactory(parent=reviews, title="Review", next_look=date(2026, 1, 1)))

    assert found(editor) == [
        (Attention.STALE, "Very late"),
        (Attention.STALE, "Review"),
        (Attention.STALE, "Late"),
        (Attention.NO_BRIEFING, "Review"),
    ]


def test_a_review_has_no_briefing_while_its_briefing_is_a_draft(editor, reviews, briefings):
    started = sound(ReviewPageFactory(parent=reviews, title="Started"))
    BriefingPageFactory(parent=briefings, reviews=[started], live=False)
    sound(ReviewPageFactory(parent=reviews, title="Nothing"))

    listed = concerns(editor, on=TODAY)

    assert [(one.title, one.to_do) for one in listed] == [
        ("Nothing", "Start a briefing from it: the button is on its page."),
        ("Started", "Finish and publish it."),
    ]


def test_what_has_no_theme_or_point_is_listed_whatever_it_is(editor, home, reviews, briefings):
    review = ReviewPageFactory(parent=reviews, title="Review")
    BriefingPageFactory(parent=briefings, title="Briefing", reviews=[review])
    NationalSummaryPageFactory(parent=NationalIndexPageFactory(parent=home), title="Summary")

    titles = ["Briefing", "Review", "Summary"]
    assert found(editor) == [(kind, title) for kind in (Attention.NO_POINT, Attention.NO_THEME) for title in titles]


def test_a_long_briefing_says_how_many_words_to_cut(editor, briefings):
    sound(BriefingPageFactory(parent=briefings, title="Long", sections=seven_sections(words=110)))

    (long,) = concerns(editor, on=TODAY)

    assert (long.attention, long.why, long.to_do) == (
        Attention.LONG,
        "787 words, about 5.6 minutes aloud.",
        "Cut 87 words or more.",
    )


def test_a_file_that_not_everybody_can_read_is_listed_while_something_published_has_it(editor, reviews, briefings):
    review = sound(ReviewPageFactory(parent=reviews))
    sound(BriefingPageFactory(parent=briefings, reviews=[review]))
    for title, published in (("Hard to read", True), ("In the library", False)):
        document = DocumentFactory(title=title)
        problems = [{"slide": 1, "sentence": "Slide 1 has no title: write one."}]
        Document.objects.filter(pk=document.pk).update(
            copy_state=CopyState.AS_IT_CAME,
            accessibility=AccessibilityStatus.NEEDS_WORK,
            accessibility_problems=problems,
            slide_count=1,
        )
        if published:
            PackItemFactory(review=review, document=document)

    (one,) = concerns(editor, on=TODAY, kind="file")

    assert (one.title, one.why, one.to_do) == ("Hard to read", "1 thing to mend.", "Slide 1 has no title: write one.")
    assert found(editor) == [(Attention.FILE, "Hard to read")]


@pytest.mark.parametrize(
    ("points", "why"),
    [
        (True, "Its only slides are those made from its learning points."),
        (False, "There are no slides, and no learning points to make any from."),
    ],
)
def test_a_pack_without_slides(editor, reviews, points, why):
    review = ReviewPageFactory(parent=reviews)
    PackItemFactory(review=review)
    if points:
        sound(review)

    assert [one.why for one in concerns(editor, on=TODAY, kind="no_deck")] == [why]


def test_an_editor_of_one_site_is_not_told_of_anothers(editor, home, reviews, briefings):
    ReviewPageFactory(parent=reviews, title="Mine")
    BriefingPageFactory(parent=briefings, title="Not mine")
    GroupPagePermission.objects.filter(group=Group.objects.get(name="Editors")).update(page=reviews)

    assert {title for _kind, title in found(editor)} == {"Mine"}


def test_somebody_with_no_page_to_work_on_has_no_report(client, reviews):
    client.force_login(UserFactory(group="Training managers"))

    assert client.get(reverse("needs_attention")).status_code in (302, 403)


def test_it_costs_the_same_for_ten_as_for_one(editor, home, reviews, briefings):
    def several(count):
        for _number in range(count):
            review = ReviewPageFactory(parent=reviews, next_look=date(2020, 1, 1))
            PackItemFactory(review=review)
            BriefingPageFactory(parent=briefings, review_by=date(2020, 1, 1), sections=seven_sections(words=110))

    several(1)
    with CaptureQueriesContext(connection) as one:
        assert concerns(editor, on=TODAY)
    several(9)
    editor = type(editor).objects.get(pk=editor.pk)
    with CaptureQueriesContext(connection) as ten:
        assert len(concerns(editor, on=TODAY)) > 50

    assert len(ten) == len(one)


@pytest.fixture
def report(client, editor, reviews, briefings):
    """As the browser asks for it: a review with nothing, and a long briefing with a formula for a title."""
    ReviewPageFactory(parent=reviews, title="Child A")
    sound(BriefingPageFactory(parent=briefings, title="=1+1", sections=seven_sections(words=110)))
    client.force_login(editor)
    return lambda query="": client.get(reverse("needs_attention") + query)


def test_the_page_lists_them_with_links_to_where_they_are_mended(report, reviews):
    page = report().content.decode()

    review = reviews.get_children().get()
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[review.pk])}"' in page
    assert "Start a briefing from it" in page


def test_it_can_be_asked_for_one_kind(report):
    page = report("?kind=long").content.decode()

    assert ("Cut 87 words or more." in page, "Start a briefing from it" in page) == (True, False)


def test_a_kind_that_does_not_exist_is_no_error(report):
    assert report("?kind=hats").status_code == 200


def test_the_spreadsheet_runs_no_title(report):
    lines = b"".join(report("?export=csv").streaming_content).decode().splitlines()

    assert lines[0] == "Kind,Title,What it is,Why,What to do,Where"
    assert any(",'=1+1," in line for line in lines)
    assert report("?export=xlsx").status_code == 200


def test_the_dashboard_says_how_many(client, editor, reviews):
    ReviewPageFactory(parent=reviews)
    client.force_login(editor)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert f'href="{reverse("needs_attention")}"' in page
    assert "<span>3</span>" in page
