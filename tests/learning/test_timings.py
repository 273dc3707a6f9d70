"""When to publish by, and when a report may be taken down: worked out, shown, never acted on."""

from datetime import date

import pytest

from learning.domain.timings import add_months, may_be_taken_down_from, publish_by
from learning.enums import PublicationState, StatedDateKind
from learning.models import PublicationTimings, ReviewDate, ReviewPage

pytestmark = pytest.mark.django_db  # a page in memory, too, asks which kind of content it is
TIMINGS = PublicationTimings(publish_within_months=6, keep_available_months=12)


def review_with(kind, *texts, state=PublicationState.FULL_REPORT):
    review = ReviewPage(title="Child A", publication_state=state)
    review.stated_dates = [ReviewDate(kind=kind, date_as_stated=text) for text in texts]
    return review


@pytest.mark.parametrize("texts", [[], ["2019"], ["not known"]], ids=["none", "only a year", "no date"])
def test_works_nothing_out_from_what_is_not_known(texts):
    assert publish_by(review_with(StatedDateKind.DECISION, *texts), TIMINGS) is None


@pytest.mark.parametrize(
    ("text", "expected", "exact"),
    [("31 August 2022", date(2023, 2, 28), True), ("May 2023", date(2023, 11, 1), False)],
)
def test_publish_by_is_six_months_from_the_decision(text, expected, exact):
    timing = publish_by(review_with(StatedDateKind.DECISION, text), TIMINGS)

    assert (timing.on, timing.is_exact) == (expected, exact)


def test_the_figures_are_the_partnerships_own():
    timing = publish_by(review_with(StatedDateKind.DECISION, "1 May 2023"), PublicationTimings(publish_within_months=9))

    assert (timing.on, timing.months) == (date(2024, 2, 1), 9)


def test_a_report_may_be_taken_down_a_year_after_its_latest_publication():
    timing = may_be_taken_down_from(review_with(StatedDateKind.PUBLISHED, "14.12.2017", "15.05.2018"), TIMINGS)

    assert timing.on == date(2019, 5, 15)


def test_what_was_never_published_in_full_has_nothing_to_take_down():
    review = review_with(StatedDateKind.PUBLISHED, "15.05.2018", state=PublicationState.SUMMARY_ONLY)

    assert may_be_taken_down_from(review, TIMINGS) is None


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 12, 31), 12, date(2023, 12, 31)),
        (date(2023, 1, 15), 0, date(2023, 1, 15)),
    ],
)
def test_adds_calendar_months(start, months, expected):
    assert add_months(start, months) == expected
