"""What the API must never say, in a world where everything that is closed is tied to something that is not."""

import pytest
from django.urls import reverse

from learning.enums import PersonRole, PublicationState
from learning.models import PackItem, ReviewDate, ReviewPerson
from partnership.api.v1 import LISTS
from tests.factories.learning import FindingFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.security.closed_world import SECRET, open_and_closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(home, partnership, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return open_and_closed(home, partnership)


RECORD = "https://library.nspcc.org.uk/HeritageScripts/Hapi.dll/search2?RecordNumber=C9876"


def everything_said(client) -> str:
    """Every list of the API with every thing in it, and each thing by itself."""
    said = [client.get("/api/v1/").content.decode(), client.get("/api/").content.decode()]
    for name in (*LISTS, "themes"):
        response = client.get(reverse(f"api_{name}"), {"limit": 100})
        said.append(response.content.decode())
        said += [client.get(one["api"]).content.decode() for one in response.json()["results"]]
    return "\n".join(said)


@pytest.mark.usefixtures("public")
def test_nothing_that_is_closed_is_said_anywhere_nor_to_somebody_who_may_see_it(client, admin_client):
    said = everything_said(client)

    assert SECRET.lower() not in said.lower()
    assert admin_client.get("/api/v1/reviews/").json() == client.get("/api/v1/reviews/").json()


def test_each_list_has_what_is_public_here_and_counts_no_more(client, public):
    told = {name: client.get(reverse(f"api_{name}")).json() for name in LISTS}

    titles = {name: {one["title"] for one in answer["results"]} for name, answer in told.items()}
    assert titles == {
        "reviews": {"Open review"},
        "points": {"Open point", "Older point"},
        "briefings": {"Open briefing", "Older briefing"},
        "national": {"Open summary"},
        "packs": {"Open review"},
        "series": {public.pages.series.title},
        "resources": {"Open resource"},
        "events": {"Open held event", "Open planned event", "Open talk"},
        "courses": {"Open course"},
    }
    assert {name: answer["count"] for name, answer in told.items()} == {name: len(of) for name, of in titles.items()}
    assert [one["slug"] for one in client.get("/api/v1/themes/").json()["results"]] == [public.theme]
    assert client.get(f"/api/v1/themes/{public.word_of_the_closed.slug}/").status_code == 404


def test_ties_to_closed_things_are_not_told(client, public):
    ReviewPerson.objects.create(review=public.pages.review, name=SECRET, role=PersonRole.PUBLISHER_CONTACT)

    talk, event = (client.get(f"/api/v1/events/{one.pk}/").json() for one in (public.events[2], public.events[0]))
    briefing = client.get(f"/api/v1/briefings/{public.pages.briefing.pk}/").json()
    older = client.get(f"/api/v1/briefings/{public.older.pk}/").json()
    review = client.get(f"/api/v1/reviews/{public.pages.review.pk}/").json()

    assert [one["title"] for one in event["reviews"]] == ["Open review"]
    assert [one["title"] for one in event["learning_points"]] == ["Open point"]
    assert talk["course"] is None
    assert [one["title"] for one in briefing["reviews"]] == ["Open review"]
    assert older["replaced_by"] is None
    assert (review["related_reviews"], review["people"]) == ([], [])


def test_no_filter_tells_what_is_closed_from_what_is_not_there(client, public):
    private = next(page for page in public.closed.review if page.slug.endswith("private"))
    closed = {
        "reviews": ("theme", public.word_of_the_closed.slug, "no-such"),
        "points": ("review", str(private.pk), "999999"),
        "events": ("course", str(public.events[2].course_id), "999999"),
    }

    for name, (parameter, secret, nothing) in closed.items():
        answers = [client.get(f"/api/v1/{name}/", {parameter: value}) for value in (secret, nothing)]

        assert [one.status_code for one in answers] == [400, 400]
        assert answers[0].content.replace(secret.encode(), b"") == answers[1].content.replace(nothing.encode(), b"")


def test_of_an_anonymous_review_nothing_leads_to_its_record(client, home, partnership):
    review = ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home),
        publisher=partnership,
        title="An anonymous review",
        publication_state=PublicationState.ANONYMOUS_NSPCC,
    )
    PackItem.objects.create(review=review, title="The report", url=RECORD, note=f"See {RECORD}")
    ReviewPerson.objects.create(review=review, name="C9876 Author")
    ReviewDate.objects.create(review=review, date_as_stated=f"2019 {RECORD}", note=RECORD)
    texts = ("external_url", "summary", "what_next", "publication_note", "also_by", "local_reference")
    type(review).objects.filter(pk=review.pk).update(**dict.fromkeys(texts, RECORD))
    FindingFactory(review=review, point__partnership=partnership)

    said = everything_said(client)

    assert "An anonymous review" in said
    assert "C9876" not in said
    assert "nspcc.org" not in said.lower()


def test_what_is_withdrawn_is_gone_on_the_next_request(client, home, partnership, django_capture_on_commit_callbacks):
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home))
    address = f"/api/v1/reviews/{review.pk}/"
    etag = client.get(address)["ETag"]

    with django_capture_on_commit_callbacks(execute=True):
        review.live = False
        review.save()

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 404
    assert client.get("/api/v1/reviews/").json()["count"] == 0
