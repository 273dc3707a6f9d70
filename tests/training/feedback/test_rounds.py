"""Whoever runs an event opens and closes its rounds, reads all of it, and decides what others may read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from tests.factories.accounts import UserFactory
from tests.factories.training import SegmentFactory, SessionPlanFactory, TrainingEventFactory
from tests.media.pdf.read_aloud import read_aloud
from training.domain.feedback import close_round, decide_quote, open_round, usual_days
from training.enums import EventStatus, FeedbackMoment, QuoteState, SegmentKind
from training.errors import EventCancelled, RoundEndsBeforeItBegins
from training.models import FeedbackQuote, FeedbackRound
from training.queries.distributions import Distribution
from training.queries.feedback import points_asked_about, results_of
from training.queries.small_numbers import SUPPRESSED_UNDER, hidden_among

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
MOMENTS = {"before": FeedbackMoment.BEFORE, "after": FeedbackMoment.AFTER, "later": FeedbackMoment.LATER}


@pytest.fixture
def trainer(client):
    person = UserFactory(group="Trainers")
    client.force_login(person)
    return person


@pytest.mark.parametrize(
    ("moment", "first", "last"),
    [
        ("before", "2026-03-12", "2026-03-12"),
        ("after", "2026-03-12", "2026-03-26"),
        ("later", "2026-04-23", "2026-06-04"),
    ],
)
def test_the_usual_days_follow_the_event(event, moment, first, last):
    assert [str(day) for day in usual_days(event, MOMENTS[moment])] == [first, last]


def test_later_is_six_to_twelve_weeks_after(event):
    first, last = usual_days(event, FeedbackMoment.LATER)

    assert (first - event.date, last - event.date) == (timedelta(weeks=6), timedelta(weeks=12))


def test_a_round_is_opened_changed_and_closed_and_keeps_its_address(client, trainer, event, today):
    address = f"/training/events/{event.pk}/feedback/after/"
    client.post(address, {"opens_on": "2026-03-12", "closes_on": "2026-03-20"})
    asked = FeedbackRound.objects.get()
    client.post(address, {"opens_on": "12 March 2026", "closes_on": "20/04/2026"})
    longer = FeedbackRound.objects.get()
    client.post(address, {"do": "close"})
    closed = FeedbackRound.objects.get()

    assert (asked.is_open(), longer.closes_on, closed.is_open()) == (True, date(2026, 4, 20), False)
    assert asked.token == longer.token == closed.token
    actions = ModelLogEntry.objects.filter(user=trainer).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["training.open_feedback", "training.open_feedback", "training.close_feedback"]


def test_days_the_wrong_way_round_are_said_and_stand_as_they_were_typed(client, trainer, event):
    address = f"/training/events/{event.pk}/feedback/after/"
    response = client.post(address, {"opens_on": "2026-03-12", "closes_on": "2026-03-01"})

    html = response.content.decode()
    assert (response.status_code, FeedbackRound.objects.count()) == (422, 0)
    assert '<a href="#id_after_closes_on">The last day is before the first.</a>' in html
    assert 'value="2026-03-01"' in html


def test_a_cancelled_event_cannot_be_asked_about(event):
    event.status = EventStatus.CANCELLED
    event.save()
    days = {"opens_on": date(2026, 3, 12), "closes_on": date(2026, 3, 12)}

    with pytest.raises(EventCancelled):
        open_round(event, FeedbackMoment.AFTER, **days, by=None)
    with pytest.raises(RoundEndsBeforeItBegins):
        open_round(event, FeedbackMoment.AFTER, opens_on=date(2026, 3, 2), closes_on=date(2026, 3, 1), by=None)


def test_closing_twice_changes_nothing(asked, today):
    closed = close_round(close_round(asked, by=None), by=None)

    assert closed.closes_on == today - timedelta(days=1)


def test_another_partnerships_event_is_not_there(client, trainer, other_partnership):
    event = TrainingEventFactory(partnership=other_partnership)

    for page in ("", "results/", "after/sheet/"):
        assert client.get(f"/training/events/{event.pk}/feedback/{page}").status_code == 404


@pytest.mark.parametrize("moment", ["during", "sheet"])
def test_a_moment_that_is_none_is_not_there(client, trainer, event, moment):
    assert client.post(f"/training/events/{event.pk}/feedback/{moment}/").status_code == 404


def test_people_are_asked_about_the_plans_points_until_something_was_taught(partnership, points):
    plan = SessionPlanFactory(partnership=partnership)
    for point in (points[0], points[0], points[1]):
        SegmentFactory(plan=plan, kind=SegmentKind.POINT, point=point)
    event = TrainingEventFactory(partnership=partnership, plan=plan)

    assert points_asked_about(event) == points


# What came of it ---------------------------------------------------------------------------------------------
def test_results_count_every_answer_by_point_and_moment(event, asked, later, points, say):
    say(asked, 2, 5)
    say(asked, 4)
    say(later, 5, has_done="yes", Done="I rang.")

    results = results_of(event)

    ask_why, ring = results.points
    assert dict(results.answers) == {"before": 0, "after": 2, "later": 1}
    assert ask_why.by_moment == {"after": Distribution((0, 1, 0, 1, 0)), "later": Distribution((0, 0, 0, 0, 1))}
    assert ring.by_moment == {"after": Distribution((0, 0, 0, 0, 1))}
    assert [(state, count) for state, count in results.has_done if count] == [("yes", 1)]
    assert [(question, [quote.text for quote in said]) for question, said in results.quotes] == [("Done", ["I rang."])]


def test_median_mean_and_change():
    before, after = Distribution((2, 2, 0, 0, 0)), Distribution((0, 0, 1, 1, 2))

    assert (before.mean, before.median, after.mean, after.median) == (1.5, 1.5, 4.25, 4.5)
    assert (Distribution().mean, Distribution().median) == (None, None)


def test_the_trainer_sees_every_answer_and_each_quote(client, trainer, event, asked, say):
    say(asked, 4, 2, Question="Ring on the first day.")

    html = client.get(f"/training/events/{event.pk}/feedback/results/").content.decode()
    assert "Ring on the first day." in html
    assert 'aria-label="1 chose 4"' in html


# What others may read ------------------------------------------------------------------------------------------
def test_a_manager_decides_and_the_log_has_who_but_not_the_words(client, asked, say):
    manager = UserFactory(group="Training managers")
    client.force_login(manager)
    say(asked, 4, Question="Ring on the first day.")
    say(asked, 4, Question="Tell Mrs Smith.")
    shown, hidden = FeedbackQuote.objects.order_by("pk")
    client.post("/training/quotes/", {f"quote_{shown.pk}": "shown", f"quote_{hidden.pk}": "hidden"})

    states = FeedbackQuote.objects.order_by("pk").values_list("state", "decided_by")
    assert list(states) == [("shown", manager.pk), ("hidden", manager.pk)]
    entries = ModelLogEntry.objects.filter(action="training.decide_quote", user=manager)
    assert entries.count() == 2
    assert "Smith" not in str(list(entries.values()))


def test_leaving_a_quote_as_it_is_decides_nothing(asked, say):
    say(asked, 4, Question="Ring.")
    quote = decide_quote(FeedbackQuote.objects.get(), QuoteState.WAITING, by=None)

    assert (quote.decided_at, ModelLogEntry.objects.filter(action="training.decide_quote").count()) == (None, 0)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([5, 9, 0], set()),
        ([3, 9, 20], {0, 1}),
        ([1, 1, 9], {0, 1, 2}),
        ([4, 4, 9], {0, 1}),
        ([4, 0, None], {0}),
        ([2, 5, None, 5], {0, 1}),
    ],
    ids=str,
)
def test_a_total_never_gives_a_hidden_number_away(counts, hidden):
    assert hidden_among(counts) == hidden


@given(st.lists(st.none() | st.integers(0, 12), max_size=8))
def test_what_is_hidden_is_two_numbers_and_five_people_or_all_there_is(counts):
    hidden = hidden_among(counts)

    small = {place for place, count in enumerate(counts) if count in range(1, SUPPRESSED_UNDER)}
    shown = {place for place, count in enumerate(counts) if count} - hidden
    assert small <= hidden
    assert not hidden or not shown or (len(hidden) > 1 and sum(counts[place] for place in hidden) >= SUPPRESSED_UNDER)
    assert hidden == set() or small


def test_the_sheet_on_paper_asks_about_the_same_points_and_leads_to_the_same_form(client, trainer, event, asked):
    response = client.get(f"/training/events/{event.pk}/feedback/after/sheet.pdf")

    said = " ".join(read_aloud(response.content))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert [words in said for words in ("Ask why", "Ring the school", asked.get_absolute_url())] == [True] * 3
