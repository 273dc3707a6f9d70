"""A resource of a series: where it stands, what is shown to whom, and what does not leak."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from learning.enums import NotesFor
from learning.queries.series import place_of
from partnership.search.registry import sources
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
)

pytestmark = pytest.mark.django_db

SECRET = "Ask them about the night shift."


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.fixture
def series(home):
    return SeriesPageFactory(parent=home)


def test_a_resource_knows_its_place_among_those_that_everybody_reads(series):
    first, draft, kept, last = (
        ThemedResourcePageFactory(parent=series, live=live) for live in (True, False, True, True)
    )
    private(kept)

    place = place_of(last)

    assert (place.number, place.of, place.previous, place.next) == (2, 2, first, None)
    assert place_of(first).next == last
    assert place_of(draft).number == 0


def test_a_series_names_no_draft_and_no_private_resource(client, series):
    ThemedResourcePageFactory(parent=series, title="Shown")
    ThemedResourcePageFactory(parent=series, title="A draft", live=False)
    private(ThemedResourcePageFactory(parent=series, title="A private one"))

    html = client.get(series.url).content.decode()

    assert "Shown" in html
    assert "A draft" not in html
    assert "A private one" not in html


def test_reviews_behind_it_are_those_that_everybody_reads(client, home, series):
    index = ReviewIndexPageFactory(parent=home)
    shown, draft, kept = (
        ReviewPageFactory(parent=index, title=title, live=live)
        for title, live in (("Child Shown", True), ("Child Draft", False), ("Child Kept", True))
    )
    private(kept)
    resource = ThemedResourcePageFactory(parent=series)
    resource.reviews = [shown, draft, kept]
    resource.save()

    html = client.get(resource.url).content.decode()

    assert "Child Shown" in html
    assert "Child Draft" not in html
    assert "Child Kept" not in html


@pytest.mark.parametrize(
    ("notes_for", "group", "is_shown"),
    [
        (NotesFor.TRAINERS, None, False),
        (NotesFor.TRAINERS, "Agency leads", False),
        (NotesFor.TRAINERS, "Trainers", True),
        (NotesFor.TRAINERS, "Editors", True),
        (NotesFor.EVERYBODY, None, True),
    ],
)
def test_notes_for_trainers_are_read_by_whom_the_editor_says(series, notes_for, group, is_shown):
    resource = ThemedResourcePageFactory(parent=series, trainer_notes=f"<p>{SECRET}</p>", trainer_notes_for=notes_for)
    client = Client()
    if group:
        client.force_login(UserFactory(group=group))

    assert (SECRET in client.get(resource.url).content.decode()) is is_shown


@pytest.mark.parametrize(("notes_for", "is_found"), [(NotesFor.TRAINERS, False), (NotesFor.EVERYBODY, True)])
def test_notes_for_trainers_are_searched_only_where_everybody_reads_them(series, notes_for, is_found):
    resource = ThemedResourcePageFactory(parent=series, trainer_notes=f"<p>{SECRET}</p>", trainer_notes_for=notes_for)
    source = sources()["learning.themedresourcepage"]

    drafts = list(source.drafts(source.readable().get(pk=resource.pk)))

    assert any(SECRET in draft.body for draft in drafts) is is_found


@pytest.mark.parametrize(("group", "is_offered"), [(None, False), ("Trainers", True)])
def test_a_session_is_planned_from_it_by_those_who_plan(series, group, is_offered):
    resource = ThemedResourcePageFactory(parent=series, in_session="<p>Ten minutes.</p>")
    client = Client()
    if group:
        client.force_login(UserFactory(group=group))

    html = client.get(resource.url).content.decode()

    assert "Ten minutes." in html
    assert (f"/training/sessions/new/?resource={resource.pk}" in html) is is_offered


def test_a_half_empty_resource_is_shown(client, series):
    resource = ThemedResourcePageFactory(parent=series)
    resource.body = [
        ("video", {"title": "Film"}),
        ("poster", {"title": "Poster"}),
        ("audio", {"transcript": RichText("")}),
    ]
    resource.save(clean=False)

    assert client.get(resource.url).status_code == 200
