"""Events and courses in the admin: what is typed wrongly is said at the field, and nothing is lost."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, CourseFactory, TrainingEventFactory
from training.enums import EventKind, EventStatus
from training.models import Attendance, TrainingEvent

pytestmark = pytest.mark.django_db
EVENTS = "wagtailsnippets_training_trainingevent"


@pytest.fixture(autouse=True)
def manager(client):
    user = UserFactory(group="Training managers")
    client.force_login(user)
    return user


@pytest.fixture
def filled_in(partnership, point, agency):
    """The event form as a manager sends it, with one agency's figures."""

    def form(**changes):
        row = {"agency": agency.pk, "state": "returned", "came": "5"}
        row.update({name: changes.pop(name) for name in list(changes) if name in (*row, "walked_in", "booked")})
        taught = {"point": point.pk, "depth": "taught", "evidence": "", "assurance": "claimed"}
        fields = {
            "partnership": partnership.pk,
            "kind": "course",
            "status": "held",
            "title": "Neglect day",
            "mode": "in_person",
            "date_as_stated": "12 March 2026",
            "capacity": "20",
            "points_taught": inline_formset([taught]),
            "attendances": inline_formset([row]),
        }
        return nested_form_data(fields | changes)

    return form


def errors_of(response):
    form = response.context["form"]
    return dict(form.errors) | {
        name: found for row in form.formsets["attendances"] for name, found in row.errors.items()
    }


def test_an_event_is_kept_with_its_points_and_attendance(client, filled_in, point, agency):
    response = client.post(reverse(f"{EVENTS}:add"), filled_in())

    assert response.status_code == 302
    event = TrainingEvent.objects.get()
    assert (str(event.date), event.points_taught.get().point) == ("2026-03-12", point)
    assert (event.attendances.get().agency, event.attendances.get().people) == (agency, 5)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"came": "-1"}, "came"),
        ({"came": "five"}, "came"),
        ({"walked_in": "1.5"}, "walked_in"),
        ({"booked": "9" * 30}, "booked"),
        ({"state": "awaiting"}, "state"),
        ({"came": ""}, "state"),
        ({"starts_at": "2026-03-12 12:00", "ends_at": "2026-03-12 09:00"}, "ends_at"),
        ({"capacity": "-3"}, "capacity"),
    ],
    ids=[
        "negative",
        "text",
        "half a person",
        "more people than there are",
        "figures, and yet awaited",
        "returned without a figure",
        "ends before it starts",
        "negative capacity",
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(changes, field, client, filled_in):
    response = client.post(reverse(f"{EVENTS}:add"), filled_in(**changes))

    assert (response.status_code, set(errors_of(response))) == (200, {field})
    assert b"Neglect day" in response.content
    assert not TrainingEvent.objects.exists()


def test_more_people_than_the_room_holds_asks_to_confirm(client, filled_in):
    response = client.post(reverse(f"{EVENTS}:add"), filled_in(came="18", walked_in="3"))

    assert errors_of(response)["more_than_the_room"] == [
        "21 people came and the room holds 20. If that is right (walk-ins happen), tick this box and save again."
    ]
    assert b'name="more_than_the_room"' in response.content
    assert not TrainingEvent.objects.exists()


def test_more_people_than_the_room_holds_is_kept_once_confirmed(client, filled_in):
    client.post(reverse(f"{EVENTS}:add"), filled_in(came="18", walked_in="3", more_than_the_room="on"))

    assert Attendance.objects.get().people == 21


def test_an_agency_cannot_have_two_returns_of_one_event(client, filled_in, agency):
    row = {"agency": agency.pk, "state": "returned", "came": "5"}

    response = client.post(
        reverse(f"{EVENTS}:add"), filled_in() | nested_form_data({"attendances": inline_formset([row, row])})
    )

    assert response.status_code == 200
    assert not TrainingEvent.objects.exists()


def test_a_learning_point_is_chosen_and_not_scrolled_for(client, point):
    html = client.get(reverse(f"{EVENTS}:add")).content.decode()

    assert reverse("wagtailsnippetchoosers_learning_learningpoint:choose") in html
    assert f'<option value="{point.pk}">' not in html


def test_events_are_listed_by_kind_status_and_date(client, partnership):
    held = TrainingEventFactory(partnership=partnership, kind=EventKind.CASCADE, date_as_stated="1 May 2026")
    TrainingEventFactory(partnership=partnership, kind=EventKind.CASCADE, date_as_stated="1 May 2025")
    TrainingEventFactory(partnership=partnership, status=EventStatus.PLANNED, date_as_stated="1 May 2026")

    response = client.get(reverse(f"{EVENTS}:list"), {"kind": "cascade", "status": "held", "date_from": "2026-01-01"})

    assert list(response.context["object_list"]) == [held]


def test_courses_are_listed_by_mode(client, partnership):
    CourseFactory(partnership=partnership)
    online = CourseFactory(partnership=partnership, mode="live_online")

    response = client.get(reverse("wagtailsnippets_training_course:list"), {"mode": "live_online"})

    assert list(response.context["object_list"]) == [online]


@pytest.mark.parametrize("group", ["Trainers", "Editors"])
def test_others_do_not_change_events(group, client, partnership):
    client.force_login(UserFactory(group=group))
    event = TrainingEventFactory(partnership=partnership)

    response = client.post(reverse(f"{EVENTS}:edit", args=[event.pk]), {"title": "Mine"})

    event.refresh_from_db()
    assert (response.status_code, event.title) == (302, event.title)
    assert event.title != "Mine"


def test_an_event_with_many_agencies_is_edited_as_a_whole(client, partnership, filled_in):
    event = TrainingEventFactory(partnership=partnership)
    rows = [AttendanceFactory(event=event, agency=AgencyFactory()) for _ in range(3)]

    response = client.get(reverse(f"{EVENTS}:edit", args=[event.pk]))

    assert [form.instance for form in response.context["form"].formsets["attendances"].forms] == rows
