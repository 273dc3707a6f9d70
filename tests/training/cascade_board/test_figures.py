"""What the figures of a cascade are, and in which words."""

from datetime import UTC, datetime

import pytest

from tests.factories.cascades import ReachedRecipientFactory, ReplyFactory
from training.cascade_board.told import headline, steps
from training.enums import ReplyKind
from training.queries.cascade_board import board_rows, overview
from training.queries.cascade_figures import Figures, by_kind

pytestmark = pytest.mark.django_db


def test_the_headline_says_agencies_people_and_days(cascade, answer):
    answer(ReplyKind.SHARED, people=2000, received_at=datetime(2026, 10, 3, 9, tzinfo=UTC))
    answer(ReplyKind.SHARED, people=140, received_at=datetime(2026, 10, 20, 9, tzinfo=UTC))
    answer(ReplyKind.NOT_RELEVANT, reason="Adults only.", received_at=datetime(2026, 10, 21, 9, tzinfo=UTC))
    answer(ReplyKind.RECEIVED)
    told = headline(Figures.of(board_rows(cascade)))
    assert told == "3 of 4 agencies have answered; shared with 2,140 people; 19 days at the median"


def test_nobody_known_is_not_nobody(cascade, answer):
    answer()
    assert headline(Figures.of(board_rows(cascade))) == "0 of 1 agency has answered"


def test_it_stops_where_it_stopped(cascade, answer):
    for kind in (None, None, ReplyKind.RECEIVED, ReplyKind.NOT_RELEVANT, ReplyKind.NEED_HELP, ReplyKind.SHARED):
        answer(kind)
    answer(mail=None, email="")
    told = {step.label: (step.count, step.stopped) for step in steps(Figures.of(board_rows(cascade)))}
    assert told == {
        "Sent to": (7, ()),
        "Reached": (6, ("1 could not be reached",)),
        "Acknowledged": (4, ("2 have not said a word",)),
        "Answered": (3, ("1 said that it came, and no more",)),
        "Shared with people": (1, ("1 said that it is not relevant to them", "1 asked for help")),
    }


def test_the_median_is_of_the_first_answer_that_was_more_than_a_receipt(cascade, answer):
    recipient = answer(ReplyKind.RECEIVED, received_at=datetime(2026, 10, 2, 9, tzinfo=UTC))
    recipient.replies.update(is_current=False)
    for version, day in ((2, 5), (3, 30)):
        when = datetime(2026, 10, day, 9, tzinfo=UTC)
        ReplyFactory(recipient=recipient, version=version, received_at=when, is_current=version == 3)
    assert Figures.of(board_rows(cascade)).days == 4


def test_a_team_counts_once_and_is_no_agency(cascade, answer):
    """The agency says 10 with its teams among them; they know of 12."""
    recipient = answer(ReplyKind.SHARED, people=10)
    team = ReachedRecipientFactory(cascade=cascade, agency=recipient.agency, parent=recipient, team="Night", mail=None)
    ReplyFactory(recipient=team, people=12)
    figures = Figures.of(board_rows(cascade))
    assert (figures.agencies, figures.people) == (1, 12)


def test_the_overview_says_of_each_cascade_what_its_board_says(partnership, cascade, answer):
    recipient = answer(ReplyKind.SHARED, people=10)
    team = ReachedRecipientFactory(cascade=cascade, agency=recipient.agency, parent=recipient, team="Night", mail=None)
    ReplyFactory(recipient=team, people=12)
    for kind in (None, ReplyKind.RECEIVED, ReplyKind.NEED_HELP):
        answer(kind)
    assert overview(partnership).figures() == {cascade.pk: Figures.of(board_rows(cascade))}


def test_by_kind_each_agency_is_in_one(cascade, answer):
    first, second = answer(ReplyKind.SHARED), answer()
    told = {kind: figures.answered for kind, figures in by_kind(board_rows(cascade))}
    assert told == {first.agency.kind.name: 1, second.agency.kind.name: 0}
