"""How long a briefing holds good, and what whoever holds a copy is told."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from briefings.domain.keeping_current import months_after, notice_of, proposed_review_by
from briefings.exports.briefing_sheet import sheet_of
from briefings.models import BriefingPage, StandingQuestions
from briefings.queries.current import nobody_took_their_place
from learning.enums import PublicationState
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_counts_months_by_the_calendar(day, months, later):
    assert months_after(day, months) == later


def test_proposes_a_date_after_the_review_else_after_publication():
    assert proposed_review_by(date(2026, 5, 1), 24, on=date(2026, 11, 22)) == date(2028, 5, 1)
    assert proposed_review_by(None, 24, on=date(2026, 11, 22)) == date(2028, 11, 22)


@pytest.fixture
def index(home):
    return BriefingIndexPageFactory(parent=home)


def test_a_current_briefing_needs_no_notice(index):
    briefing = BriefingPageFactory(parent=index, review_by=date(2026, 5, 1))

    assert notice_of(briefing, None, on=date(2026, 5, 1)) == ""


@time_machine.travel("2026-05-02 12:00")
def test_every_file_of_a_stale_briefing_says_so(index):
    briefing = BriefingPageFactory(parent=index, review_by=date(2026, 5, 1))

    assert sheet_of(briefing).notice == (
        "This was to be looked at again by 1 May 2026. Practice may have moved on: check for a newer one before you use it."
    )


def test_every_file_of_a_superseded_briefing_names_the_newer_one_and_where_it_is(index):
    newer = BriefingPageFactory(parent=index, title="Neglect, 2027", slug="neglect-2027")
    older = BriefingPageFactory(parent=index, superseded_by=newer, review_by=date(2020, 1, 1))

    assert sheet_of(older).notice == (
        "Superseded: a newer briefing takes its place. Neglect, 2027, http://testserver/briefings/neglect-2027/"
    )


def test_a_draft_takes_nobodys_place_yet(index):
    older = BriefingPageFactory(
        parent=index, superseded_by=BriefingPageFactory(parent=index, title="Secret", live=False)
    )

    assert sheet_of(older).notice == ""


def test_only_a_briefing_that_everybody_may_read_takes_anothers_place(index):
    newer = {
        "draft": BriefingPageFactory(parent=index, live=False),
        "private": BriefingPageFactory(parent=index),
        "public": BriefingPageFactory(parent=index),
    }
    PageViewRestriction.objects.create(page=newer["private"], restriction_type=PageViewRestriction.LOGIN)
    older = {kind: BriefingPageFactory(parent=index, superseded_by=one) for kind, one in newer.items()}

    current = set(BriefingPage.objects.filter(nobody_took_their_place()))

    assert [kind for kind, one in older.items() if one in current] == ["draft", "private"]


def outside(name, url):
    return [("review", {"name": name, "publisher": "Otherton", "year": 2024, "url": url})]


def test_another_areas_review_is_linked_on_the_page_and_named_in_files(client, index):
    briefing = BriefingPageFactory(
        parent=index,
        slug="b",
        source_note="Seen at a regional event",
        outside_reviews=outside("Child Q", "https://otherton.example/q"),
    )

    page = client.get("/briefings/b/").content.decode()

    assert '<a href="https://otherton.example/q" rel="noreferrer">Child Q</a>' in page
    assert sheet_of(briefing).source == "Seen at a regional event; Child Q, Otherton, 2024, https://otherton.example/q"


@pytest.fixture
def briefing_on_review(index, home, partnership):
    """Tied to a review in the given state, and to another that has an address at the NSPCC."""

    def make(state):
        review = ReviewPageFactory(
            parent=ReviewIndexPageFactory(parent=home), publisher=partnership, publication_state=state
        )
        elsewhere = outside("Child Q", "https://library.nspcc.org.uk/HeritageScripts/Hapi.dll/search2?x=1")
        return BriefingPageFactory(parent=index, reviews=[review], outside_reviews=elsewhere, live=False)

    return make


def test_a_briefing_on_an_anonymous_review_may_not_link_to_the_nspcc(briefing_on_review):
    with pytest.raises(ValidationError) as refused:
        briefing_on_review(PublicationState.ANONYMOUS_NSPCC).full_clean()

    assert list(refused.value.message_dict) == ["outside_reviews"]


def test_a_briefing_on_any_other_review_may(briefing_on_review):
    assert briefing_on_review(PublicationState.FULL_REPORT).full_clean() is None


def asked(questions):
    return [("question", question) for question in questions]


def test_the_partnerships_questions_go_with_every_briefing(client, site, index):
    StandingQuestions.objects.create(site=site, questions=asked(["Who will do what?"]))
    BriefingPageFactory(parent=index, slug="b")

    assert "Who will do what?" in client.get("/briefings/b/").content.decode()


def test_a_briefings_own_questions_stand_in_their_place_on_the_page_and_in_files(client, site, index):
    StandingQuestions.objects.create(site=site, questions=asked(["Who will do what?"]))
    briefing = BriefingPageFactory(parent=index, slug="b", standing_questions=asked(["And you?"]))

    page = client.get("/briefings/b/").content.decode()

    assert ("And you?" in page, "Who will do what?" in page) == (True, False)
    assert sheet_of(briefing).standing_questions == ("And you?",)
