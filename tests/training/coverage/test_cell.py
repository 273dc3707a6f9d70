"""The evidence for a figure: every event it is made of, and who said who was there."""

from datetime import UTC, date, datetime

import pytest
from django.utils.html import escape

from learning.models import Agency
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, AgencySuccessionFactory, LevelFactory
from tests.factories.training import AttendanceFactory, CourseFactory, TrainingEventFactory
from training.enums import Assurance, AttendanceState, EventStatus, RecordedHow
from training.models import Attendance, PointTaught

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture(autouse=True)
def trainer(client):
    client.force_login(UserFactory(group="Trainers"))


def trail(client, point, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    context = client.get(f"/coverage/cell/?point={point.pk}&{query}").context
    told = [
        (one.event.title, [(row.agency.name, row.row and row.row.people, row.counts) for row in one.returns])
        for one in context["events"]
    ]
    return context, told


def test_a_return_says_how_it_came_in_who_recorded_it_and_when(client, point, agency, pass_on):
    person = UserFactory(first_name="Ann", last_name="Manager")
    event = pass_on(came=3, title="Learning event", deck_edition="2025-26", evidence="Sign-in sheet")
    PointTaught.objects.update(assurance=Assurance.EVIDENCED)
    Attendance.objects.filter(event=event).update(
        how=RecordedHow.PASTED, recorded_by=person, recorded_at=datetime(2026, 4, 2, 9, tzinfo=UTC)
    )

    html = client.get(f"/coverage/cell/?point={point.pk}&agency={agency.pk}").content.decode()

    told = [
        "2025-26",
        "Evidenced",
        "Sign-in sheet",
        "Pasted from a spreadsheet, 2 April 2026",
        str(person),
        agency.name,
    ]
    assert [words for words in told if escape(words) not in html] == []


def test_it_lists_what_the_figure_is_made_of_and_nothing_else(
    client, partnership, other_partnership, point, agency, pass_on
):
    pass_on(title="Had it", came=3, date_as_stated="1 May 2026")
    pass_on(title="Earlier", came=4, date_as_stated="2024")
    pass_on(title="Awaited", state=AttendanceState.AWAITING, came=None, date_as_stated="1 April 2026")
    invited = pass_on(title="Invited", has_row=False, date_as_stated="1 March 2026")
    invited.invited.through.objects.create(trainingevent=invited, agency=agency)
    pass_on(title="Cancelled", status=EventStatus.CANCELLED)
    pass_on(title="Another agency's", agency=AgencyFactory(partnerships=[partnership]))
    pass_on(title="Another partnership's", partnership=other_partnership)

    context, told = trail(client, point, agency=agency.pk)

    name = agency.name
    assert told == [
        ("Had it", [(name, 3, True)]),
        ("Awaited", [(name, None, True)]),
        ("Invited", [(name, None, True)]),
        ("Earlier", [(name, 4, True)]),
    ]
    assert [(layer.people, layer.events, layer.awaiting) for layer in context["cell"].layers] == [(7, 2, 2)]
    assert [title for title, _ in trail(client, point, agency=agency.pk, since="2026-03-15")[1]] == [
        "Had it",
        "Awaited",
    ]


def test_a_successors_trail_tells_of_those_before_it_and_which_count(client, partnership, point, agency, pass_on):
    trust, whole = (AgencyFactory(name=name, partnerships=[partnership]) for name in ("The trust", "The whole"))
    event = pass_on(title="Both", came=3)
    AttendanceFactory(event=event, agency=trust, came=4)
    AttendanceFactory(event=event, agency=whole, came=9)
    AgencySuccessionFactory(predecessor=agency, successor=trust, on=date(2026, 4, 1))
    AgencySuccessionFactory(kind="split", predecessor=whole, successor=trust, on=date(2026, 5, 1))

    context, told = trail(client, point, agency=trust.pk)

    assert told == [("Both", [(agency.name, 3, True), ("The trust", 4, True), ("The whole", 9, False)])]
    assert [(layer.people, layer.events) for layer in context["cell"].layers] == [(7, 1)]
    assert context["became"] == [
        f"On 1 April 2026 {agency.name} was merged into The trust. What it had counts for The trust from then on.",
        "On 1 May 2026 The whole was split, and The trust came of it. What it had is told here and counts for neither.",
    ]
    assert trail(client, point, agency=trust.pk, as_at="2026-03-31")[1] == [("Both", [("The trust", 4, True)])]


def test_a_kind_and_a_level_have_a_trail_too(client, partnership, point, agency, pass_on):
    level = LevelFactory(partnership=partnership)
    other = AgencyFactory(partnerships=[partnership], kind=agency.kind)
    event = pass_on(title="Level 2", came=3, course=CourseFactory(partnership=partnership, level=level))
    AttendanceFactory(event=event, agency=other, came=2)
    pass_on(title="No level", came=4, agency=AgencyFactory(partnerships=[partnership]))

    of_kind, told = trail(client, point, agency_kind=agency.kind.slug)
    assert [title for title, _ in told] == ["Level 2"]
    assert [(layer.people, layer.events, layer.agencies) for layer in of_kind["cell"].layers] == [(5, 1, 2)]
    for asked, people, titles in ((level.pk, 5, ["Level 2"]), (0, 4, ["No level"])):
        context, told = trail(client, point, of_level=asked)
        assert ([layer.people for layer in context["cell"].layers], [title for title, _ in told]) == ([people], titles)


@pytest.mark.parametrize("query", ["", "point=x", "point=0&agency={agency}", "point={point}&agency=0", "point={point}"])
def test_what_is_not_there_is_not_found(query, client, point, agency):
    assert client.get(f"/coverage/cell/?{query.format(point=point.pk, agency=agency.pk)}").status_code == 404


def test_an_agency_of_elsewhere_is_not_found(client, other_partnership, point, agency):
    elsewhere = AgencyFactory(partnerships=[other_partnership])
    TrainingEventFactory(partnership=other_partnership)

    assert client.get(f"/coverage/cell/?point={point.pk}&agency={elsewhere.pk}").status_code == 404
    assert Agency.objects.count() == 2
