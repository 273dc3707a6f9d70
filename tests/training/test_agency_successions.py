"""An agency that is merged or split after the fact: its history follows, and nothing is counted twice."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.enums import SuccessionKind
from learning.models import AgencySuccession
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, AgencySuccessionFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.domain.agency_successions import merge_agencies, split_agency, take_back_succession
from training.enums import EventStatus
from training.errors import TrainingError
from training.queries.coverage import coverage, returns_awaited
from training.queries.coverage_filters import CoverageFilters
from training.queries.gaps import gap_lists
from training.queries.reach import agencies_not_yet, passed_on

pytestmark = pytest.mark.django_db
ON = date(2026, 4, 1)
BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def trust(partnership):
    return AgencyFactory(name="New Trust", partnerships=[partnership])


def people(partnership, point, agency, as_at):
    return [layer.people for layer in coverage(partnership, as_at=as_at).cell(point, agency).layers]


def test_what_a_merged_agency_had_counts_for_its_successor_from_that_day(partnership, point, agency, trust, pass_on):
    event = pass_on(came=3)
    AttendanceFactory(event=event, agency=trust, came=4)
    merge_agencies(agency, into=trust, on=ON, by=None)

    before, after = (coverage(partnership, as_at=day) for day in (BEFORE, AFTER))

    assert (set(before.agencies), after.agencies) == ({agency, trust}, [trust])
    assert [layer.people for layer in before.cell(point, agency).layers] == [3]
    assert [(layer.people, layer.events) for layer in after.cell(point, trust).layers] == [(7, 1)]
    assert after.cell(point, agency).layers == ()


def test_a_chain_is_followed_whichever_link_was_made_first(partnership, point, agency, trust, pass_on):
    middle = AgencyFactory(partnerships=[partnership])
    pass_on(came=3)
    merge_agencies(middle, into=trust, on=date(2026, 3, 20), by=None)
    merge_agencies(agency, into=middle, on=ON, by=None)

    assert people(partnership, point, trust, BEFORE) == []
    assert people(partnership, point, trust, AFTER) == [3]


def test_what_a_split_agency_had_counts_for_none_of_its_parts(partnership, point, agency, trust, pass_on):
    pass_on(came=3)
    other = AgencyFactory(partnerships=[partnership])
    split_agency(agency, into=[trust, other], on=ON, by=None)

    after = coverage(partnership, as_at=AFTER)

    assert [after.cell(point, one).layers for one in (trust, other)] == [(), ()]
    assert people(partnership, point, agency, AFTER) == [3]


def test_gaps_reach_and_a_points_page_follow_the_merger(partnership, point, agency, trust, pass_on):
    pass_on(came=3)
    pass_on(came=3, agency=trust)
    third = AgencyFactory(partnerships=[partnership], kind=agency.kind)
    merge_agencies(agency, into=trust, on=ON, by=None)
    merge_agencies(third, into=trust, on=ON, by=None)

    gaps = gap_lists(partnership, agency=trust)[-1]
    (layer,) = passed_on(partnership, point=point.pk).reach["layers"]

    assert (gaps.count, agencies_not_yet(partnership, point), layer["agencies"]) == (0, [], 1)


def test_a_kind_of_agency_is_that_of_the_successor(partnership, point, agency, trust, pass_on, as_at):
    pass_on(came=3)
    pass_on(came=None, state="awaiting")
    merge_agencies(agency, into=trust, on=ON, by=None)

    def asked(kind):
        filters = CoverageFilters(agency_kind=kind.slug)
        cells = coverage(partnership, filters, as_at).figures
        return (
            len(cells),
            gap_lists(partnership, filters=filters)[0].count,
            returns_awaited(partnership, filters, as_at),
        )

    assert (asked(agency.kind), asked(trust.kind)) == ((0, 1, 0), (1, 0, 1))


def test_it_is_logged_and_invitations_to_come_go_to_the_successor(partnership, agency, trust):
    by = UserFactory()
    coming = TrainingEventFactory(partnership=partnership, status=EventStatus.PLANNED)
    held = TrainingEventFactory(partnership=partnership)
    for event in (coming, held):
        event.invited.through.objects.create(trainingevent=event, agency=agency)

    row = merge_agencies(agency, into=trust, on=ON, by=by, note="One trust")

    assert (row.recorded_by, row.note, agency.is_active) == (by, "One trust", False)
    assert [set(event.invited_to.all()) for event in (agency, trust)] == [{held}, {coming}]
    entry = ModelLogEntry.objects.get(action="training.merge_agency")
    assert (entry.user, entry.object_id, entry.data["into"]) == (by, str(agency.pk), trust.pk)

    take_back_succession(row, by=by)
    agency.refresh_from_db()
    assert (agency.is_active, AgencySuccession.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("kind", "old", "new", "on", "words"),
    [
        ("merged", "a", "c", ON, "was merged into B on 1 April 2026 already"),
        ("split", "a", "c", ON, "was merged into B on 1 April 2026 already"),
        ("merged", "b", "a", date(2020, 1, 1), "A has become B before"),
        ("merged", "c", "c", ON, "cannot become itself"),
        ("merged", "c", "a", date(2026, 11, 22), "has not come yet"),
        ("merged", "d", "c", ON, "D was split on"),
        ("split", "d", "e", ON, "D was split on"),
    ],
)
def test_what_cannot_be_is_said_in_words_and_nothing_is_kept(kind, old, new, on, words, client):
    named = {name: AgencyFactory(name=name.upper()) for name in "abcde"}
    AgencySuccessionFactory(predecessor=named["a"], successor=named["b"], on=ON)
    AgencySuccessionFactory(predecessor=named["d"], successor=named["e"], on=ON, kind=SuccessionKind.SPLIT)
    verb = {"merged": merge_agencies, "split": lambda old, into, **more: split_agency(old, into=[into], **more)}[kind]

    with pytest.raises(TrainingError, match=words):
        verb(named[old], into=named[new], on=on, by=None)

    client.force_login(UserFactory(group="Training managers"))
    sent = {"kind": kind, "predecessor": named[old].pk, "successor": named[new].pk, "on": on.isoformat(), "note": ""}
    html = client.post(reverse("wagtailsnippets_learning_agencysuccession:add"), sent).content.decode()
    assert words in html
    assert AgencySuccession.objects.count() == 2


def test_a_training_manager_enters_corrects_and_takes_back_a_merger(client, partnership, agency, trust):
    client.force_login(UserFactory(group="Training managers"))
    urls = {name: f"wagtailsnippets_learning_agencysuccession:{name}" for name in ("add", "edit", "delete", "list")}
    sent = {"kind": "merged", "predecessor": agency.pk, "successor": trust.pk, "on": "2026-04-01", "note": ""}
    client.post(reverse(urls["add"]), sent)
    row = AgencySuccession.objects.get()
    agency.refresh_from_db()
    assert (row.successor, agency.is_active) == (trust, False)
    assert trust.name in client.get(reverse(urls["list"])).content.decode()

    refused = client.post(reverse(urls["edit"], args=[row.pk]), {"on": "2026-11-22", "note": ""}).content.decode()
    assert "That day has not come yet" in refused

    client.post(reverse(urls["edit"], args=[row.pk]), {**sent, "successor": agency.pk, "on": "2026-05-01"})
    row.refresh_from_db()
    assert (row.successor, row.on) == (trust, date(2026, 5, 1))

    assert "becomes active again" in client.get(reverse(urls["delete"], args=[row.pk])).content.decode()
    client.post(reverse(urls["delete"], args=[row.pk]))
    agency.refresh_from_db()
    assert (agency.is_active, AgencySuccession.objects.count()) == (True, 0)
