"""An event changed from two tabs: nobody overwrites what they have not seen, and what was typed stays."""

from datetime import date

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.training import TrainingEventFactory
from training.enums import EventStatus
from training.exports.calendar import training_calendar
from training.models import TrainingEvent

pytestmark = pytest.mark.django_db
TYPED = {"title": "Neglect, mine", "kind": "course", "place": "Room 1"}


@pytest.fixture
def event(client, partnership):
    client.force_login(UserFactory(group="Trainers"))
    return TrainingEventFactory(
        partnership=partnership, title="Neglect", place="", status=EventStatus.PLANNED, date_as_stated="3 March 2027"
    )


@pytest.fixture
def edit(client, event):
    """Sends what was typed, with the mark of the page it was typed on."""
    return lambda mark, **said: client.post(f"/training/events/{event.pk}/edit/", {**TYPED, "mark": mark, **said})


def mark(client, event):
    return client.get(f"/training/events/{event.pk}/edit/").context["mark"]


def test_what_another_tab_saved_is_not_overwritten_unseen(client, event, edit):
    opened = mark(client, event)
    assert edit(opened, title="Neglect, theirs").status_code == 302

    response = edit(opened)

    event.refresh_from_db()
    page = response.content.decode()
    assert (response.status_code, event.title) == (422, "Neglect, theirs")
    assert "Title (“Neglect, theirs”)" in page
    assert 'value="Neglect, mine"' in page


def test_saved_again_once_both_were_seen_it_is_taken(client, event, edit):
    opened = mark(client, event)
    edit(opened, title="Neglect, theirs")
    again = edit(opened).context["mark"]

    assert edit(again).status_code == 302
    event.refresh_from_db()
    assert event.title == "Neglect, mine"


def test_a_form_without_a_day_takes_none_from_an_event_held_meanwhile(client, event, edit):
    opened = mark(client, event)
    TrainingEvent.objects.filter(pk=event.pk).update(status=EventStatus.HELD)

    again = edit(opened)
    response = edit(again.context["mark"], date=again.context["form"]["date"].value())

    event.refresh_from_db()
    assert (again.status_code, response.status_code) == (422, 302)
    assert (event.date_as_stated, event.title) == ("3 March 2027", "Neglect, mine")


def test_a_form_of_before_without_a_mark_takes_no_day_either(client, event):
    TrainingEvent.objects.filter(pk=event.pk).update(status=EventStatus.HELD)

    client.post(f"/training/events/{event.pk}/edit/", TYPED)

    event.refresh_from_db()
    assert event.date_as_stated == "3 March 2027"


def test_the_last_day_there_is_breaks_no_calendar(partnership):
    event = TrainingEventFactory(partnership=partnership, date_as_stated="31 December 9999")

    assert event.date == date.max
    assert b"DTSTART;VALUE=DATE:99991231" in training_calendar(partnership, [event], "https://example.org")
