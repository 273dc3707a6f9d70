"""What is kept of a reply, and what coverage makes of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from tests.factories.cascades import CascadeRecipientFactory
from training.cascade_errors import (
    AnswerTooLong,
    HelpNotSaid,
    NotTakingReplies,
    PeopleNotGiven,
    PeopleOutOfRange,
    ReasonNeeded,
)
from training.domain.cascade_passing_on import TeamToTell, hand_on, pass_on_to_teams, stop_team
from training.domain.cascade_replies import ReplyAnswers, acknowledge, record_reply, replies_since
from training.enums import CascadeState, Depth, EventStatus, ReplyKind
from training.models import CascadeReply, TrainingEvent
from training.queries.coverage import coverage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
SHARED = ReplyAnswers(kind=ReplyKind.SHARED, people=40, role="safeguarding lead")


def layer_of(partnership, point, agency):
    return coverage(partnership, as_at=date(2026, 12, 31)).cell(point, agency).layer("cascade")


def versions(recipient):
    found = CascadeReply.objects.filter(recipient=recipient).order_by("version")
    return [(reply.version, reply.kind, reply.people, reply.is_current) for reply in found]


def test_every_version_is_kept_and_the_latest_counts(recipient):
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.RECEIVED))
    record_reply(recipient, SHARED)
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=52))

    assert versions(recipient) == [
        (1, "received", None, False),
        (2, "shared", 40, False),
        (3, "shared", 52, True),
    ]


def test_the_same_form_twice_is_one_version_even_after_another_came_between(recipient):
    first = record_reply(recipient, SHARED, form_key="a")
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=52), form_key="b")

    assert record_reply(recipient, SHARED, form_key="a") == first
    assert versions(recipient) == [(1, "shared", 40, False), (2, "shared", 52, True)]


def test_the_same_form_with_other_answers_is_an_answer_changed(recipient):
    record_reply(recipient, SHARED, form_key="a")
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=52), form_key="a")

    assert versions(recipient) == [(1, "shared", 40, False), (2, "shared", 52, True)]


def test_the_same_words_again_are_no_new_version(recipient):
    first = record_reply(recipient, SHARED, form_key="a")

    assert record_reply(recipient, SHARED, form_key="b") == first


def test_two_people_at_once_are_both_kept_and_the_second_can_be_told_what_the_first_said(recipient):
    seen = 0
    first = record_reply(recipient, SHARED, form_key="a")
    second = record_reply(recipient, ReplyAnswers(kind=ReplyKind.NOT_RELEVANT, reason="We see no babies."))

    assert replies_since(second, seen) == [first]
    assert replies_since(first, seen) == []


@pytest.mark.parametrize("state", [CascadeState.DRAFT, CascadeState.WITHDRAWN, CascadeState.CLOSED])
def test_nothing_is_taken_for_a_cascade_that_is_not_out(recipient, state):
    recipient.cascade.state = state
    recipient.cascade.save()

    with pytest.raises(NotTakingReplies):
        record_reply(recipient, SHARED)
    with pytest.raises(NotTakingReplies):
        acknowledge(recipient)
    assert versions(recipient) == []


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"kind": ReplyKind.SHARED}, PeopleNotGiven),
        ({"kind": ReplyKind.SHARED, "people": -1}, PeopleOutOfRange),
        ({"kind": ReplyKind.SHARED, "people": 10**9}, PeopleOutOfRange),
        ({"kind": ReplyKind.NOT_RELEVANT, "reason": " \n"}, ReasonNeeded),
        ({"kind": ReplyKind.NEED_HELP, "reason": "of another kind"}, HelpNotSaid),
        ({"kind": ReplyKind.NEED_HELP, "help_wanted": "x" * 2_001}, AnswerTooLong),
        ({"kind": ReplyKind.RECEIVED, "role": "x" * 121}, AnswerTooLong),
    ],
)
def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(recipient, answers, error):
    with pytest.raises(error):
        record_reply(recipient, ReplyAnswers(**answers))
    assert versions(recipient) == []


def test_only_what_goes_with_the_reply_is_kept_on_one_line_where_it_is_a_line(recipient):
    answers = ReplyAnswers(
        kind=ReplyKind.NOT_RELEVANT,
        people=40,
        teams="North",
        how=("training",),
        reason="We see\r\nno babies.\x00",
        will_change="nothing",
        role="lead\r\nBcc: a@b.example\u2028x",
    )
    reply = record_reply(recipient, answers)

    assert (reply.people, reply.teams, reply.how, reply.will_change) == (None, "", [], "")
    assert reply.reason == "We see\nno babies."
    assert reply.role == "lead Bcc: a@b.example x"


def test_one_press_says_received_once_and_never_instead_of_what_was_said(recipient):
    first, is_new = acknowledge(recipient, form_key="a")
    assert (first.kind, is_new) == (ReplyKind.RECEIVED, True)

    shared = record_reply(recipient, SHARED)
    assert acknowledge(recipient, form_key="b") == (shared, False)
    assert len(versions(recipient)) == 2


def test_shared_is_in_the_cascade_layer_of_coverage_and_in_no_other(recipient, partnership, point, agency):
    record_reply(recipient, SHARED, now=NOW)
    recipient.refresh_from_db()
    layer = layer_of(partnership, point, agency)

    assert (layer.people, layer.events, layer.depth, layer.last) == (40, 1, Depth.MENTIONED, date(2026, 11, 21))
    assert (recipient.event.is_public, recipient.event.status) == (False, EventStatus.HELD)
    cell = coverage(partnership, as_at=date(2026, 12, 31)).cell(point, agency)
    assert [one.name for one in cell.layers if one.people] == ["cascade"]


def test_what_was_only_received_is_in_no_layer(recipient, partnership, point, agency):
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.RECEIVED), now=NOW)

    assert layer_of(partnership, point, agency) is None
    assert not TrainingEvent.objects.exists()


def test_a_figure_put_right_changes_the_one_event_and_not_its_day(recipient, partnership, point, agency):
    record_reply(recipient, SHARED, now=NOW)
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=12), now=NOW + timedelta(days=9))

    layer = layer_of(partnership, point, agency)
    assert (layer.people, layer.events, layer.last) == (12, 1, date(2026, 11, 21))


def test_declined_after_it_was_shared_takes_it_out_and_shared_again_brings_it_back(
    recipient, partnership, point, agency
):
    record_reply(recipient, SHARED, now=NOW)
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.NOT_RELEVANT, reason="It was another review."))

    assert layer_of(partnership, point, agency) is None
    event = TrainingEvent.objects.get()
    assert (event.status, event.attendances.get().came) == (EventStatus.CANCELLED, 40)

    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=3), now=NOW)
    assert (layer_of(partnership, point, agency).people, TrainingEvent.objects.get().status) == (3, EventStatus.HELD)


def test_the_day_it_was_shared_counts_where_it_is_given(recipient, partnership, point, agency):
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=3, shared_on=date(2026, 11, 2)), now=NOW)

    assert layer_of(partnership, point, agency).last == date(2026, 11, 2)


def test_a_depth_that_somebody_has_put_right_stays(recipient):
    record_reply(recipient, SHARED)
    TrainingEvent.objects.get().points_taught.update(depth=Depth.TAUGHT)
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=41))

    assert TrainingEvent.objects.get().points_taught.get().depth == Depth.TAUGHT


@pytest.mark.parametrize(
    ("own", "includes", "teams", "people"),
    [
        (40, True, [10, 5], 40),
        (40, False, [10, 5], 55),
        (12, True, [10, 5], 15),
        (None, True, [10, 5], 15),
        (0, False, [0], 0),
        (None, True, [], None),
    ],
    ids=["among them", "besides", "teams know of more", "agency has not said", "nobody", "nothing"],
)
def test_people_of_an_agency_and_its_teams_are_counted_once(recipient, own, includes, teams, people):
    for number, count in enumerate(teams):
        one = CascadeRecipientFactory(parent=recipient, team=f"Team {number}")
        record_reply(one, ReplyAnswers(kind=ReplyKind.SHARED, people=count))
    if own is not None:
        record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=own, includes_teams=includes))

    event = TrainingEvent.objects.filter(cascade_recipient=recipient).first()
    assert (event.attendances.get().came if event else None) == people
    assert TrainingEvent.objects.count() == (0 if people is None else 1)


def test_what_is_logged_holds_no_word_of_theirs(recipient):
    said = ReplyAnswers(kind=ReplyKind.SHARED, people=3, teams="Ward 7", role="matron")
    record_reply(recipient, said)
    (team,) = pass_on_to_teams(recipient, [TeamToTell("Jo's team", "jo@agency.example")])
    record_reply(team, said)
    hand_on(team, "jack@agency.example")
    stop_team(recipient, team.pk)

    logged = str(list(ModelLogEntry.objects.values_list("label", "data", "action")))
    for action in ("cascade_reply", "cascade_hand_on", "cascade_pass_on", "cascade_stop_team"):
        assert f"training.{action}'" in logged
    assert [word for word in ("Ward 7", "matron", "Jo", "jo@", "jack@") if word in logged] == []
