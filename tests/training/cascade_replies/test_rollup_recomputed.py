"""Any history of answers of agencies and their teams: coverage says what a slow, plain count of it says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.cascades import CascadeRecipientFactory
from tests.factories.learning import AgencyFactory
from training.cascade_errors import NotTakingReplies
from training.domain.cascade_replies import ReplyAnswers, record_reply
from training.enums import CascadeState, EventKind, EventStatus, ReplyKind
from training.models import TrainingEvent
from training.queries.cascade_rollup import rollup_of, rollups
from training.queries.coverage import coverage

pytestmark = pytest.mark.django_db

AGENCIES, TEAMS = 2, 3
BEGIN = datetime(2026, 11, 21, 10, tzinfo=UTC)

ANSWERS = st.one_of(
    st.builds(ReplyAnswers, kind=st.just(ReplyKind.RECEIVED)),
    st.builds(ReplyAnswers, kind=st.just(ReplyKind.NOT_RELEVANT), reason=st.just("No babies.")),
    st.builds(ReplyAnswers, kind=st.just(ReplyKind.NEED_HELP), help_wanted=st.just("A talk.")),
    *[
        st.builds(
            ReplyAnswers,
            kind=st.just(ReplyKind.SHARED),
            people=st.sampled_from([0, 1, 5, 12, 1_000_000]),
            includes_teams=st.booleans(),
            shared_on=st.sampled_from([None, date(2026, 11, 3)]),
        )
    ]
    * 3,
)
# Who answers (an agency, and a team of it or None), with which of a few forms, what.
STEPS = st.lists(
    st.tuples(
        st.integers(0, AGENCIES - 1),
        st.sampled_from([None, None, *range(TEAMS)]),
        st.sampled_from(["", "a", "b"]),
        ANSWERS,
    ),
    min_size=1,
    max_size=7,
)


def slowly_counted(said, agency):
    """The issue's rule, word for word, over what everybody said last. None: nobody has shared it."""
    own = said.get((agency, None))
    shared_own = own is not None and own.kind == ReplyKind.SHARED
    of_teams = [said[agency, team] for team in range(TEAMS) if (agency, team) in said]
    of_teams = [one.people for one in of_teams if one.kind == ReplyKind.SHARED]
    if not shared_own:
        return sum(of_teams) if of_teams else None
    if not own.includes_teams:
        return own.people + sum(of_teams)
    return own.people if own.people >= sum(of_teams) else sum(of_teams)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS, closes=st.booleans())
def test_coverage_says_what_a_plain_count_says_after_any_answers(partnership, point, cascade, steps, closes):
    with transaction.atomic():
        _play(partnership, point, cascade, steps, closes)
        transaction.set_rollback(True)


def _play(partnership, point, cascade, steps, closes):
    agencies = [AgencyFactory(partnerships=[partnership]) for _number in range(AGENCIES)]
    rows = {(number, None): CascadeRecipientFactory(cascade=cascade, agency=one) for number, one in enumerate(agencies)}
    rows |= {
        (number, team): CascadeRecipientFactory(parent=rows[number, None], team=f"Team {team}")
        for number in range(AGENCIES)
        for team in range(TEAMS)
    }
    said, taken = {}, set()
    for number, (agency, team, form, answers) in enumerate(steps):
        who, on_form = (agency, team), (agency, team, form, answers)
        record_reply(rows[who], answers, form_key=form, now=BEGIN + timedelta(days=number))
        if said.get(who) != answers and not (form and on_form in taken):  # the same form again changes nothing
            said[who] = answers
            taken.add(on_form)
    _compare(partnership, point, agencies, rows, said)
    if closes:
        cascade.state = CascadeState.CLOSED
        cascade.save()
        with pytest.raises(NotTakingReplies):
            record_reply(rows[0, None], ReplyAnswers(kind=ReplyKind.SHARED, people=3))
        _compare(partnership, point, agencies, rows, said)


def _compare(partnership, point, agencies, rows, said):
    expected = [slowly_counted(said, number) for number in range(AGENCIES)]
    matrix = coverage(partnership, as_at=date(2027, 6, 1))
    layers = [matrix.cell(point, agency).layer("cascade") for agency in agencies]
    assert [layer.people if layer else None for layer in layers] == expected

    all_rows = rollups([rows[number, None].pk for number in range(AGENCIES)])
    told = [all_rows.get(rows[number, None].pk) for number in range(AGENCIES)]
    assert [one.people if one else None for one in told] == expected
    assert [rollup_of(rows[number, None]).people for number in range(AGENCIES)] == expected

    held = TrainingEvent.objects.filter(kind=EventKind.CASCADE, status=EventStatus.HELD)
    assert held.count() == sum(people is not None for people in expected)
