"""Planned against held: what the programme will pass on, to whom, what it will still miss; and gaps that start a session."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, LearningPointFactory
from tests.factories.training import PointTaughtFactory, TrainingEventFactory
from training.enums import EventStatus
from training.queries.planned import end_of_next_term

pytestmark = pytest.mark.django_db
PLANNED = EventStatus.PLANNED


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture(autouse=True)
def trainer(client):
    client.force_login(UserFactory(group="Trainers"))


@pytest.mark.parametrize(
    ("on", "end"),
    [
        (date(2026, 11, 21), date(2027, 4, 30)),
        (date(2026, 12, 31), date(2027, 4, 30)),
        (date(2027, 1, 1), date(2027, 8, 31)),
        (date(2027, 5, 1), date(2027, 12, 31)),
    ],
)
def test_next_term_ends(on, end):
    assert end_of_next_term(on) == end


def test_what_is_planned_is_told_apart_from_what_is_missing(client, partnership, point, agency, pass_on):
    other, had = (AgencyFactory(partnerships=[partnership]) for _ in range(2))
    missing = LearningPointFactory(partnership=partnership)
    event = pass_on(status=PLANNED, date_as_stated="10 January 2027", has_row=False)
    event.invited.through.objects.create(trainingevent=event, agency=agency)
    again = LearningPointFactory(partnership=partnership)
    PointTaughtFactory(event=event, point=again)
    pass_on(point=again, agency=had)
    for stated, status in (("1 May 2027", PLANNED), ("", PLANNED), ("10 January 2027", EventStatus.CANCELLED)):
        PointTaughtFactory(
            event=TrainingEventFactory(partnership=partnership, status=status, date_as_stated=stated), point=missing
        )

    context = client.get("/coverage/planned/").context

    found = {one.point: one for one in context["planned"]}
    assert set(found) == {point, again}
    assert [(one.invited, one.is_open) for one in found.values()] == [([agency], False)] * 2
    assert (set(found[point].not_yet), found[point].had_by) == ({other, had}, 0)
    assert (set(found[again].not_yet), found[again].had_by) == ({other}, 1)
    never = context["gap_lists"][0]
    assert ([gap.point for gap in never.gaps], [gap.point for gap in never.planned]) == ([missing], [point])
    assert context["totals"] == {"events": 1, "points": 2, "closing": 1, "missing": 1}
    assert context["programme"].undated == 1
    later = client.get("/coverage/planned/?until=2027-05-01").context["totals"]
    assert later == {"events": 2, "points": 3, "closing": 2, "missing": 0}


def test_a_day_that_is_past_is_said(client, partnership):
    html = client.get("/coverage/planned/?until=2026-11-20").content.decode()

    assert "That day is past" in html


@pytest.mark.parametrize("address", ["/coverage/gaps/", "/coverage/planned/"])
def test_a_gap_starts_a_session_for_those_asked_after(address, client, point, agency):
    html = client.get(f"{address}?agency={agency.pk}&agency_kind={agency.kind.slug}").content.decode()

    plan = f"/training/sessions/new/?point={point.pk}&amp;agency={agency.pk}&amp;kind={agency.kind.slug}"
    assert html.count(f'<a href="{plan}">Plan a session') == 2  # never passed on, and not to this agency
    assert f'<input type="hidden" name="agency" value="{agency.pk}">' in html
    assert f'<input type="checkbox" name="point" value="{point.pk}"' in html
