"""The matrix by kind of agency and by level, out of how many, and more agencies than a page holds."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, LearningPointFactory, LevelFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionPlanFactory
from training.coverage import views
from training.enums import AttendanceState
from training.models import Workforce
from training.queries.coverage import coverage
from training.queries.coverage_columns import By
from training.queries.coverage_filters import CoverageFilters

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture(autouse=True)
def trainer(client):
    client.force_login(UserFactory(group="Trainers"))


def told(matrix, point):
    (row,) = [row for row in matrix.rows if row.point == point]
    return {
        cell.column.name: [(layer.people, layer.events, layer.agencies, layer.awaiting) for layer in cell.layers]
        for cell in row.cells
    }


def test_a_kind_adds_its_agencies_and_counts_an_event_once(partnership, point, agency, pass_on, as_at):
    twin = AgencyFactory(partnerships=[partnership], kind=agency.kind)
    other = AgencyFactory(partnerships=[partnership])
    event = pass_on(came=3)
    AttendanceFactory(event=event, agency=twin, came=4)
    AttendanceFactory(event=event, agency=other, state=AttendanceState.AWAITING, came=None)

    matrix = coverage(partnership, as_at=as_at, by=By.KIND)

    assert told(matrix, point) == {agency.kind.name: [(7, 1, 2, 0)], other.kind.name: [(None, 0, 0, 1)]}


def test_a_level_is_the_courses_or_else_the_plans(partnership, point, agency, pass_on, as_at):
    two, three = (LevelFactory(partnership=partnership, name=name) for name in ("Level 2", "Level 3"))
    plan = SessionPlanFactory(partnership=partnership, level=three)
    pass_on(came=1, course=CourseFactory(partnership=partnership, level=two), plan=plan)
    pass_on(came=2, course=CourseFactory(partnership=partnership), plan=plan)
    pass_on(came=4, plan=plan)
    pass_on(came=8)

    matrix = coverage(partnership, as_at=as_at, by=By.LEVEL)

    expected = {"Level 2": [(1, 1, 1, 0)], "Level 3": [(6, 2, 1, 0)], "No level stated": [(8, 1, 1, 0)]}
    assert told(matrix, point) == expected
    only = coverage(partnership, CoverageFilters(level=three.pk), as_at).cell(point, agency)
    assert [layer.people for layer in only.layers] == [6]


def test_out_of_how_many_is_told_where_it_is_known(client, partnership, point, agency, pass_on):
    level = LevelFactory(partnership=partnership)
    CourseFactory(partnership=partnership, level=level)
    twin = AgencyFactory(partnerships=[partnership], kind=agency.kind)
    Workforce.objects.create(partnership=partnership, agency=agency, people=140)
    Workforce.objects.create(partnership=partnership, agency=agency, level=level, people=30)
    pass_on(came=23)

    def staff(query=""):
        return {column.name: column.staff for column in client.get(f"/coverage/?{query}").context["matrix"].columns}

    assert staff() == {agency.name: 140, twin.name: None}
    assert staff(f"level={level.pk}") == {agency.name: 30, twin.name: None}
    assert staff("by=kind") == {agency.kind.name: None}
    Workforce.objects.create(partnership=partnership, agency=twin, people=10)
    assert staff("by=kind") == {agency.kind.name: 150}
    html = client.get("/coverage/").content.decode()
    assert "<small>140 staff</small>" in html
    assert "somebody who was at two is in the number twice" in html


def test_more_agencies_than_a_page_holds_come_on_the_next(client, partnership, point, agency, pass_on, monkeypatch):
    monkeypatch.setattr(views, "COLUMNS_A_PAGE", 2)
    guest = AgencyFactory(kind=agency.kind)
    both = [agency, AgencyFactory(partnerships=[partnership], kind=agency.kind)]
    pass_on(came=3)
    pass_on(came=4, agency=guest)

    first, second = (client.get(f"/coverage/?columns={page}").context for page in (1, 2))

    everybody = sorted([*both, guest], key=lambda one: one.name)
    assert [first["matrix"].columns, second["matrix"].columns] == [everybody[:2], everybody[2:]]
    cells = [
        first["matrix"].cell(point, agency),
        second["matrix"].cell(point, guest),
        first["matrix"].cell(point, guest),
    ]
    people = {one: [layer.people for layer in cell.layers] for one, cell in zip("abc", cells, strict=True)}
    assert sorted(people.values()) == [[], [3], [4]] or people == {"a": [3], "b": [4], "c": [4]}


def test_the_files_have_the_columns_of_the_page(client, partnership, point, agency, pass_on):
    pass_on(came=3)

    response = client.get("/coverage.csv?by=kind")
    headings, line = csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))

    assert headings[2:5] == ["Kind of agency", "What is known", "Training: people"]
    assert line[2:5] == [agency.kind.name, "had it", "3"]
    workbook = openpyxl.load_workbook(io.BytesIO(client.get("/coverage.xlsx?by=level").getvalue()))
    assert [cell.value for cell in workbook.worksheets[0][1]][2:4] == ["Level", "What is known"]


def test_a_cell_leads_to_its_evidence_and_its_words_are_words(client, partnership, point, agency, pass_on):
    LearningPointFactory(partnership=partnership)
    pass_on(came=3, date_as_stated="<b>some</b> day")

    html = client.get("/coverage/?kind=course&by=agency").content.decode()

    link = f"/coverage/cell/?kind=course&amp;point={point.pk}&amp;agency={agency.pk}"
    assert html.count(f'<b>3</b><a href="{link}">Training</a><br>Taught &lt;b&gt;some&lt;/b&gt; day') == 1
    assert html.count("/coverage/cell/") == 1
