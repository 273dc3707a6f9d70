"""How often the pages of coverage ask the database, and that what they read together is what there is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from learning.models import Agency, AgencyKind
from learning.queries.agency_history import AgencyHistory
from learning.queries.prepared import Prepared
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    AgencyFactory,
    FindingFactory,
    LevelFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
)
from tests.factories.training import AttendanceFactory, CourseFactory
from training import filter_forms
from training.domain.agency_successions import merge_agencies, split_agency
from training.models import Attendance, SavedCoverageView, Workforce
from training.queries import round_figures as round_figures_module
from training.queries.round_figures import round_figures

pytestmark = pytest.mark.django_db
YEAR = "/coverage/?since=2000-01-01&until=2026-11-21"
AT_MOST = 10


@pytest.fixture
def person(client, partnership):
    person = UserFactory(group="Training managers")
    client.force_login(person)
    return person


@pytest.fixture
def everything(person, partnership, agency, pass_on):
    """An agency that was merged, one that was split, a guest, staff, views, and an invitation without a return."""
    kinds = AgencyKind.objects.exclude(pk=agency.kind_id)[:3]
    old, new, whole = (AgencyFactory(partnerships=[partnership], kind=kind) for kind in kinds)
    event = pass_on(came=3)
    for one in (old, AgencyFactory(name="A guest")):
        AttendanceFactory(event=event, agency=one, came=2)
    event.invited.add(AgencyFactory(name="Invited", partnerships=[partnership]))
    event.save()
    merge_agencies(old, into=new, on=date(2026, 4, 1), by=None)
    split_agency(whole, into=[agency, new], on=date(2026, 5, 1), by=None)
    Workforce.objects.create(partnership=partnership, agency=agency, people=40)
    SavedCoverageView.objects.create(partnership=partnership, owner=person, name="Mine", asked="kind=course")
    return event


@pytest.mark.parametrize("address", [YEAR, "/coverage/", f"{YEAR}&by=kind", f"{YEAR}&by=level", "/coverage/gaps/"])
@pytest.mark.parametrize("kept", [0, 60])
def test_a_page_asks_ten_times_at_most_with_everything_on_it(client, everything, settings, address, kept):
    settings.KEPT_PARTS_SECONDS = kept
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)

    assert response.status_code == 200
    assert len(queries) <= AT_MOST, [one["sql"][:200] for one in queries]


def test_attendance_saved_is_in_the_next_answer_with_parts_kept(client, everything, agency, point, settings):
    settings.KEPT_PARTS_SECONDS = 60

    def figure():
        matrix = client.get(YEAR).context["matrix"]
        return [layer.people for layer in matrix.cell(point, agency).layers]

    before = figure()
    row = everything.attendances.get(agency=agency)
    row.came = 9
    row.save()

    assert (before, figure()) == ([3], [9])


def test_a_guest_and_a_return_awaited_from_whom_there_was_no_answer_are_on_the_page(client, everything, point):
    matrix = client.get(YEAR).context["matrix"]
    by_name = {column.name: column for column in matrix.columns}

    assert [layer.people for layer in matrix.cell(point, by_name["A guest"]).layers] == [2]
    assert [layer.awaiting for layer in matrix.cell(point, by_name["Invited"]).layers] == [1]


def test_of_thousands_of_reviews_the_newest_can_be_chosen_and_the_one_asked_for(
    client, person, partnership, point, monkeypatch
):
    monkeypatch.setattr(round_figures_module, "_prepared", Prepared(round_figures_module._rows))
    monkeypatch.setattr(round_figures_module, "REVIEWS_TO_CHOOSE", 2)
    monkeypatch.setattr(filter_forms, "REVIEWS_TO_CHOOSE", 2)
    index = ReviewIndexPageFactory(parent=partnership.site.root_page)
    old, middle, new = (ReviewPageFactory(parent=index, title=f"Of {year}", year=year) for year in (2001, 2015, 2026))
    for review in (old, middle, new):
        FindingFactory(review=review, point=point)

    def offered(asked):
        page = html.fromstring(client.get(f"/coverage/{asked}").content)
        return page.xpath("//select[@name='review']/option[@value!='']/@value")

    assert offered("") == [str(middle.pk), str(new.pk)]
    assert offered(f"?review={old.pk}") == [str(old.pk), str(middle.pk), str(new.pk)]
    assert f"/coverage/?review={old.pk}" in client.get(old.url).content.decode()


def test_what_stands_round_the_figures_is_what_there_is(everything, person, partnership, agency):
    level, other = LevelFactory(name="Level A", sort_order=2), LevelFactory(name="Level B", sort_order=1)
    for one in (level, other):
        CourseFactory(partnership=partnership, level=one)
    Workforce.objects.create(partnership=partnership, agency=agency, level=level, people=7)
    owner = UserFactory(group="Trainers")
    for name, is_shared in (("Shared", True), ("Secret", False)):
        SavedCoverageView.objects.create(partnership=partnership, owner=owner, name=name, is_shared=is_shared)

    with CaptureQueriesContext(connection) as queries:
        found = round_figures(partnership, person.pk)

    assert len(queries) == 1
    assert found.choices["level"] == [(str(other.pk), "Level B"), (str(level.pk), "Level A")]
    assert found.staff == {(agency.pk, None): 40, (agency.pk, level.pk): 7}
    assert [(view.name, view.asked, view.is_own, view.is_shared) for view in found.views] == [
        ("Mine", "kind=course", True, False),
        ("Shared", "", False, True),
    ]
    loaded, days = AgencyHistory.load(), [date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 21)]
    for day in days:
        assert found.history.counts_for(day) == loaded.counts_for(day)
        assert found.history.still_there(day) == loaded.still_there(day)
        assert found.history.kind_counted_for(day) == loaded.kind_counted_for(day)
        for one in Agency.objects.all():
            assert found.history.told_of(one.pk, day) == loaded.told_of(one.pk, day)
        for kind in AgencyKind.objects.all():
            rows, expected = (
                Attendance.objects.filter(history.of_kind(kind.slug, day)) for history in (found.history, loaded)
            )
            assert set(rows) == set(expected)
