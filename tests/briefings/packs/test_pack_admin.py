"""Editions in the admin: a note can be written, nothing else; and the report of downloads."""

from datetime import date

import pytest

from briefings.models import DownloadCount, PackEdition
from learning.enums import PublicationState
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/snippets/briefings/packedition/"


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(group="Editors"))
    return client


def test_an_editor_writes_a_note_that_readers_find_and_the_zip_stays_the_same(desk, review, edition_now, downloaded):
    edition = edition_now(review)
    before = downloaded("/reviews/child-a/pack.zip").data

    desk.post(f"{LIST}edit/{edition.pk}/", {"note": "We corrected a date.", "readme": "mine", "number": "9"})

    edition.refresh_from_db()
    assert (edition.note, edition.number) == ("We corrected a date.", 1)
    assert "We corrected a date." in desk.get("/reviews/child-a/pack/").text
    assert downloaded("/reviews/child-a/pack.zip").data == before


def test_the_editor_is_told_what_the_pack_lacks(desk, review, briefing, edition_now):
    review.publication_state = PublicationState.NOT_PUBLISHED
    review.save()

    page = desk.get(f"{LIST}edit/{edition_now(review).pk}/").text

    assert "Full report not published." in page
    assert "has no note for whoever leads it." in page


def test_editions_are_listed_newest_first_with_what_changed(desk, review, edition_now):
    edition_now(review)
    review.title = "Child A1"
    review.save()
    edition_now(review)

    page = desk.get(LIST).text

    assert page.index("Replaced: About this review (PDF).") < page.index("The first edition.")


@pytest.mark.parametrize("action", ["add", "delete"])
@pytest.mark.parametrize("person", ["editor", "administrator"])
def test_nobody_adds_an_edition_or_deletes_one(client, review, edition_now, action, person):
    client.force_login(UserFactory(is_superuser=True) if person == "administrator" else UserFactory(group="Editors"))
    edition = edition_now(review)

    client.post(f"{LIST}{action}/" + (f"{edition.pk}/" if action == "delete" else ""), {"note": "x"})

    assert list(PackEdition.objects.values_list("number", flat=True)) == [1]


def counted(review, **fields):
    DownloadCount.objects.create(
        page=review, **{"item": "pack", "title": "Learning pack", "day": date(2026, 5, 12)} | fields
    )


def test_downloads_are_added_up_over_the_days_asked_for(desk, review):
    counted(review, audience="everything", count=3)
    counted(review, audience="everything", count=4, day=date(2026, 6, 1))
    counted(review, audience="trainer", count=1)

    everything = desk.get("/admin/reports/downloads/").context["object_list"]
    may = desk.get("/admin/reports/downloads/?until=2026-05-31").context["object_list"]

    assert [(row["audience"], row["total"]) for row in everything] == [("everything", 7), ("trainer", 1)]
    assert [(row["audience"], row["total"]) for row in may] == [("everything", 3), ("trainer", 1)]


def test_downloads_go_into_a_spreadsheet_that_runs_nothing(desk, review):
    counted(review, title="=1+1", count=2)

    lines = desk.get("/admin/reports/downloads/?export=csv").getvalue().decode().splitlines()

    assert lines == ["Review or briefing,What,Pack for,Downloads", "Child A,'=1+1,,2"]
