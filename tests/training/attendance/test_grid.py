"""The grid of an event's attendance: typed, corrected, and by two people at once."""

import pytest

from learning.models import Agency
from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.domain.attendance import Counts, record_attendance
from training.domain.attendance_grid import RowSaid
from training.enums import AttendanceState, EventStatus, RecordedHow
from training.models import Attendance
from training.validators import COUNT_FIELDS

pytestmark = pytest.mark.django_db


def address(event):
    return f"/training/events/{event.pk}/attendance/"


def shown(event, **typed):
    """What a browser would send of the grid as it is now, with `came_12=5` typed into it."""
    rows = {row.agency_id: RowSaid.of(row) for row in event.attendances.all()}
    agencies = {*event.invited.all(), *Agency.objects.filter(pk__in=rows)}
    data = {"agency": [agency.pk for agency in agencies], "do": "save"}
    for agency in agencies:
        said = rows.get(agency.pk, RowSaid())
        data[f"seen-{agency.pk}"] = said.mark
        data[f"state-{agency.pk}"] = said.state or ""
        for name in COUNT_FIELDS:
            figure = getattr(said.counts, name)
            data[f"{name}-{agency.pk}"] = "" if figure is None else figure
    return data | {"-".join(name.rsplit("_", 1)): value for name, value in typed.items()}


def figures_of(event):
    return {row.agency.name: (row.state, row.booked, row.came, row.walked_in) for row in event.attendances.all()}


def test_figures_typed_are_kept_and_an_untouched_row_is_left_alone(client, event, police, school, trainer):
    response = client.post(address(event), shown(event, **{f"booked_{police.pk}": " 6", f"came_{police.pk}": "5"}))

    assert (response.status_code, response.url) == (302, address(event))
    row = Attendance.objects.get()
    assert (row.agency, row.booked, row.came, row.state) == (police, 6, 5, AttendanceState.RETURNED)
    assert (row.how, row.recorded_by) == (RecordedHow.TYPED, trainer)


def test_figures_in_a_row_whose_return_was_awaited_are_that_return(client, event, police, school):
    for agency in (police, school):
        AttendanceFactory(event=event, agency=agency, came=None, state=AttendanceState.AWAITING)

    client.post(
        address(event),
        shown(event, **{f"came_{police.pk}": "0", f"state_{school.pk}": AttendanceState.WILL_NOT_BE_SENT}),
    )

    assert figures_of(event) == {
        "Kent Police": ("returned", None, 0, None),
        "North School": ("will_not_be_sent", None, None, None),
    }


def test_every_wrong_cell_is_told_and_nothing_typed_is_lost(client, event, police, school):
    AttendanceFactory(event=event, agency=school, came=3)
    typed = shown(
        event,
        **{
            f"came_{police.pk}": "-1",
            f"booked_{police.pk}": "six",
            f"state_{school.pk}": AttendanceState.AWAITING,
            f"walked_in_{school.pk}": "4",
        },
    )

    response = client.post(address(event), typed)

    wrong = {(row.agency.name, cell.label): cell.text for row, cell in response.context["errors"]}
    assert response.status_code == 422
    assert wrong == {
        ("Kent Police", "booked"): "six",
        ("Kent Police", "came"): "-1",
        ("North School", "state"): "awaiting",
    }
    assert b'value="six"' in response.content
    assert figures_of(event) == {"North School": ("returned", None, 3, None)}


def test_a_return_without_a_figure_is_refused(client, event, police):
    response = client.post(address(event), shown(event, **{f"state_{police.pk}": AttendanceState.RETURNED}))

    assert [cell.label for _row, cell in response.context["errors"]] == ["state"]
    assert not Attendance.objects.exists()


def test_more_than_the_room_holds_asks_and_is_kept_once_confirmed(client, event, police):
    typed = shown(event, **{f"came_{police.pk}": "21"})

    refused = client.post(address(event), typed)
    kept = client.post(address(event), typed | {"more-than-the-room": "1"})

    assert (refused.status_code, refused.context["needs_room"]) == (422, True)
    assert "the room holds 20" in refused.context["problem"]
    assert (kept.status_code, Attendance.objects.get().came) == (302, 21)


def test_people_who_change_rows_of_one_full_room_are_added_up_as_they_will_be(client, event, police, school):
    AttendanceFactory(event=event, agency=police, came=15)
    AttendanceFactory(event=event, agency=school, came=5)
    typed = shown(event, **{f"came_{police.pk}": "5", f"came_{school.pk}": "15", f"pasted_{school.pk}": "1"})

    client.post(address(event), typed)

    assert figures_of(event) == {
        "Kent Police": ("returned", None, 5, None),
        "North School": ("returned", None, 15, None),
    }


def test_what_somebody_else_saved_meanwhile_is_told_row_by_row_and_what_was_typed_stays(
    client, event, police, school, trainer
):
    typed = shown(event, **{f"came_{police.pk}": "5", f"came_{school.pk}": "2"})
    record_attendance(event, {police: Counts(came=7)}, by=trainer)

    told = client.post(address(event), typed)

    rows = {row.agency: row for row in told.context["grid"].rows}
    assert told.status_code == 409
    assert (rows[police].clash, rows[police].cells["came"].text, rows[school].clash) == ("came 7", "5", "")
    assert figures_of(event) == {"Kent Police": ("returned", None, 7, None)}

    again = typed | {f"seen-{police.pk}": rows[police].seen.mark}
    client.post(address(event), again)
    assert figures_of(event) == {
        "Kent Police": ("returned", None, 5, None),
        "North School": ("returned", None, 2, None),
    }


def test_a_row_somebody_else_changed_and_this_person_did_not_touch_stays_as_it_is(
    client, event, police, school, trainer
):
    typed = shown(event, **{f"came_{school.pk}": "2"})
    record_attendance(event, {police: Counts(came=7)}, by=trainer)

    client.post(address(event), typed)

    assert figures_of(event) == {
        "Kent Police": ("returned", None, 7, None),
        "North School": ("returned", None, 2, None),
    }


@pytest.mark.parametrize("do", ["save", "hold"])
def test_an_event_not_held_takes_who_came_once_it_is_marked_so(do, client, event, police):
    event.status = EventStatus.PLANNED
    event.save()

    response = client.post(address(event), shown(event, **{f"came_{police.pk}": "5"}) | {"do": do})

    event.refresh_from_db()
    if do == "save":
        assert (response.status_code, event.status, figures_of(event)) == (422, EventStatus.PLANNED, {})
        assert b"mark as held and save" in response.content
    else:
        assert (response.status_code, event.status) == (302, EventStatus.HELD)
        assert figures_of(event) == {
            "Kent Police": ("returned", None, 5, None),
            "North School": ("awaiting", None, None, None),
        }


def test_a_cancelled_event_takes_nothing_and_says_so(client, event, police):
    typed = shown(event, **{f"came_{police.pk}": "5"})
    event.status = EventStatus.CANCELLED
    event.save()

    response = client.post(address(event), typed)

    assert (response.status_code, Attendance.objects.count()) == (409, 0)
    assert b"was cancelled" in response.content


def test_an_agency_of_the_partnership_is_added_and_no_other(client, event, partnership, other_partnership, police):
    guest = AgencyFactory(name="Zoo", partnerships=[partnership])
    stranger = AgencyFactory(partnerships=[other_partnership])
    typed = shown(event, **{f"came_{police.pk}": "5"}) | {"do": "add"}

    added = client.post(address(event), typed | {"add": guest.pk})
    refused = client.post(address(event), typed | {"add": stranger.pk})
    forged = client.post(address(event), {"agency": [stranger.pk], f"came-{stranger.pk}": "3", "do": "save"})

    assert [row.agency.name for row in added.context["grid"].rows][-1] == "Zoo"
    assert b'value="5"' in added.content
    assert refused.status_code == 422
    assert (forged.status_code, Attendance.objects.count()) == (302, 0)


def test_a_correction_keeps_the_old_figure_and_who_changed_it(client, event, police, trainer):
    client.post(address(event), shown(event, **{f"came_{police.pk}": "5"}))
    client.post(address(event), shown(event, **{f"came_{police.pk}": "7"}))

    history = client.get(address(event)).context["history"]

    assert [(line.agency, line.words, line.is_correction) for line in history] == [
        ("Kent Police", "came 5 → 7", True),
        ("Kent Police", "came – → 5", False),
    ]
    assert {line.by for line in history} == {str(trainer)}


def test_an_event_of_another_partnership_is_not_there(client, event, other_partnership):
    assert client.get(address(TrainingEventFactory(partnership=other_partnership))).status_code == 404
