"""People in a room count themselves by their phones."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.domain import self_counts
from training.domain.attendance import Counts
from training.domain.attendance_grid import RowSaid
from training.domain.self_counts import close_self_count, open_self_count, row_with
from training.enums import AttendanceState, EventStatus, RecordedHow, RoleInTheRoom
from training.models import SelfCount, SelfCountTally

pytestmark = pytest.mark.django_db
ROLE = RoleInTheRoom.FRONT_LINE
RETURNED = AttendanceState.RETURNED


@pytest.fixture
def count(event, trainer):
    return open_self_count(event, by=trainer)


@pytest.fixture
def room(count):
    return f"/training/count/{count.token}/"


def choose(phone, room, agency, role=ROLE, seat=None):
    if seat is None:
        seat = phone.get(room).context["seat"]
    return phone.post(room, {"seat": seat, "agency": getattr(agency, "pk", agency), "role": role})


def tallies(count):
    rows = SelfCountTally.objects.filter(count=count, people__gt=0).order_by("pk")
    return [(row.agency and row.agency.name, row.role, row.people) for row in rows]


def close(count):
    SelfCount.objects.filter(pk=count.pk).update(
        opens_at=timezone.now() - timedelta(hours=2), closes_at=timezone.now() - timedelta(hours=1)
    )


def test_one_phone_counts_once_however_often_it_sends_the_form(count, room, police, school):
    phone = Client()
    for _time in range(20):
        assert choose(phone, room, police, seat="").status_code in (200, 422)
    seat = phone.get(room).context["seat"]
    for _time in range(20):
        assert choose(phone, room, police, seat=seat).status_code == 200
    assert tallies(count) == [("Kent Police", ROLE, 1)]

    without_cookies = Client().get(room).context["seat"]
    for _time in range(20):
        choose(Client(), room, school, seat=without_cookies)
    assert tallies(count) == [("Kent Police", ROLE, 1), ("North School", ROLE, 1)]


def test_a_changed_mind_moves_the_count(count, room, police, school):
    phone = Client()
    choose(phone, room, police)
    first = dict(phone.cookies)
    changed = choose(phone, room, school, RoleInTheRoom.MANAGER)

    assert tallies(count) == [("North School", RoleInTheRoom.MANAGER, 1)]
    assert "North School" in changed.content.decode()
    assert phone.get(room).context["is_counted"]

    choose(Client(), room, school, RoleInTheRoom.MANAGER)
    for _time in range(3):  # an old cookie, played back, takes nobody else's place
        replaying = Client()
        replaying.cookies.load({name: morsel.value for name, morsel in first.items()})
        choose(replaying, room, "other")
    assert tallies(count) == [("North School", RoleInTheRoom.MANAGER, 1), (None, ROLE, 1)]


@pytest.mark.parametrize(
    ("agency", "role", "wrong"),
    [("", ROLE, {"agency"}), ("999999", ROLE, {"agency"}), ("other", "", {"role"}), ("x", "boss", {"agency", "role"})],
)
def test_an_answer_that_is_none_is_told(agency, role, wrong, count, room):
    response = choose(Client(), room, agency, role)

    assert (response.status_code, set(response.context["errors"])) == (422, wrong)
    assert tallies(count) == []


def test_no_cookie_before_anything_is_chosen_and_nothing_is_cached(count, room, police):
    phone = Client(enforce_csrf_checks=True)
    response = phone.get(room)

    assert (dict(response.cookies), "no-store" in response["Cache-Control"]) == ({}, True)
    sent = choose(phone, room, police, seat=response.context["seat"])
    cookie = sent.cookies["seat"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (room, True, "Lax")


def test_as_many_are_counted_as_can_be_there_and_then_it_says_so(count, room, police, monkeypatch):
    monkeypatch.setattr(self_counts, "FEWEST_AT_MOST", 0)
    count.event.capacity = 1
    count.event.save()
    answers = [choose(Client(), room, police).status_code for _phone in range(3)]

    assert answers == [200, 200, 429]
    assert tallies(count) == [("Kent Police", ROLE, 2)]


def test_after_its_window_the_address_says_so_and_counts_nothing(count, room, police):
    phone = Client()
    seat = phone.get(room).context["seat"]
    close(count)

    assert (phone.get(room).status_code, choose(phone, room, police, seat=seat).status_code) == (410, 410)
    assert tallies(count) == []


def test_before_its_window_it_says_when(count, room, police):
    SelfCount.objects.update(
        opens_at=timezone.now() + timedelta(hours=1), closes_at=timezone.now() + timedelta(hours=2)
    )
    response = Client().get(room)

    assert response.status_code == 200
    assert "has not begun" in response.content.decode()


def test_a_token_that_nobody_made_or_of_another_site_is_not_there(room, other_partnership, trainer):
    elsewhere = open_self_count(TrainingEventFactory(partnership=other_partnership), by=trainer)

    assert Client().get("/training/count/22222222/").status_code == 404
    assert Client().get(f"/training/count/{elsewhere.token}/").status_code == 404
    typed = Client().get(room.upper().replace("/TRAINING/COUNT/", "/training/count/"))
    assert (typed.status_code, typed.url) == (302, room)


@pytest.mark.parametrize(
    ("seen", "people", "said"),
    [
        (RowSaid(), 4, RowSaid(RETURNED, Counts(came=4))),
        (RowSaid(AttendanceState.AWAITING), 4, RowSaid(RETURNED, Counts(came=4))),
        (RowSaid(RETURNED, Counts(booked=3)), 4, RowSaid(RETURNED, Counts(booked=3, came=3, walked_in=1))),
        (RowSaid(RETURNED, Counts(booked=0)), 4, RowSaid(RETURNED, Counts(booked=0, came=0, walked_in=4))),
        (RowSaid(RETURNED, Counts(booked=6, came=1, cancelled=1)), 4,
         RowSaid(RETURNED, Counts(booked=6, came=4, walked_in=0, cancelled=1))),
        (RowSaid(RETURNED, Counts(came=3, walked_in=1)), 4, RowSaid(RETURNED, Counts(came=3, walked_in=1))),
    ],
    ids=["nothing there", "awaited", "more than booked", "none booked", "fewer than booked", "as many already"],
)  # fmt: skip
def test_those_in_the_room_came_of_those_booked_and_the_rest_walked_in(seen, people, said):
    assert row_with(seen, people) == said


def test_what_was_counted_is_corrected_confirmed_and_written_once(client, event, count, room, police, school):
    guest = AgencyFactory(name="Zoo", partnerships=[event.partnership])
    AttendanceFactory(event=event, agency=school, came=9)
    for agency in (police, police, school, "other"):
        choose(Client(), room, agency)
    close_self_count(count)
    page = f"/training/events/{event.pk}/count/"

    rows = {row.agency: row.text for row in client.get(page).context["rows"]}
    added = client.post(page, {"do": "add", "add": guest.pk, f"people-{police.pk}": "3"})
    confirmed = {
        "do": "confirm",
        "agency": [police.pk, school.pk, guest.pk],
        f"people-{police.pk}": "3",
        f"people-{school.pk}": "",
        f"people-{guest.pk}": "1",
    }
    first = client.post(page, confirmed)
    again = client.post(page, confirmed | {f"people-{police.pk}": "5"})

    assert rows == {police: "2", school: "9"}
    assert {row.agency: row.text for row in added.context["rows"]} == {police: "3", school: "9", guest: ""}
    assert (first.status_code, again.status_code) == (302, 409)
    assert [(row.agency, row.came, row.how) for row in event.attendances.order_by("agency__name")] == [
        (police, 3, RecordedHow.SELF_COUNT),
        (school, 9, ""),
        (guest, 1, RecordedHow.SELF_COUNT),
    ]


def test_a_session_not_held_or_too_full_asks_before_it_is_confirmed(client, event, count, room, police):
    event.status = EventStatus.PLANNED
    event.save()
    close_self_count(count)
    page, said = f"/training/events/{event.pk}/count/", {"agency": [police.pk], f"people-{police.pk}": "30"}

    answers = [
        client.post(page, said | {"do": "confirm", "more-than-the-room": "1"}).status_code,
        client.post(page, said | {"do": "hold"}).status_code,
        client.post(page, said | {"do": "hold", f"people-{police.pk}": "many"}).status_code,
    ]
    assert (answers, event.attendances.count(), SelfCount.objects.get().confirmed_at) == ([409, 422, 422], 0, None)

    assert client.post(page, said | {"do": "hold", "more-than-the-room": "1"}).status_code == 302
    assert event.attendances.get(agency=police).came == 30


def test_a_trainer_opens_shows_closes_opens_again_and_drops(client, event, police):
    page = f"/training/events/{event.pk}/count/"
    assert client.post(page, {"do": "open", "minutes": "0"}).status_code == 422
    client.post(page, {"do": "open", "minutes": "30"})
    count = SelfCount.objects.get()
    shown = client.get(page).content.decode()

    assert (count.closes_at - count.opens_at, client.post(page, {"do": "open", "minutes": "9"}).status_code) == (
        timedelta(minutes=30),
        409,
    )
    assert "<svg" in shown
    assert f"testserver/training/count/{count.token}" in shown
    assert not re.search(r"""\sstyle=|http-equiv="refresh""", shown)
    assert 'http-equiv="refresh"' in client.get(page + "?live=1").content.decode()

    choose(Client(), f"/training/count/{count.token}/", police)
    assert "<strong>1</strong> Kent Police" in client.get(page).content.decode()
    client.post(page, {"do": "close"})
    client.post(page, {"do": "open", "minutes": "10"})
    assert (SelfCount.objects.get().token, SelfCount.objects.get().is_open()) == (count.token, True)
    client.post(page, {"do": "close"})
    client.post(page, {"do": "drop"})
    assert not SelfCount.objects.exists()
