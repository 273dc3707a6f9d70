"""A national review asks a course to change: whoever runs it sees it until somebody says that it has."""

from datetime import UTC, datetime

import pytest
from wagtail.models import ModelLogEntry

from tests.factories.accounts import UserFactory
from tests.factories.briefings import NationalIndexPageFactory, NationalSummaryPageFactory
from tests.factories.training import CourseFactory
from training.domain.courses_to_change import ask_to_change
from training.models import CourseToChange

pytestmark = pytest.mark.django_db
URL = "/national/night/courses/"
ASKED = "This course must change."


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 12, tzinfo=UTC))


@pytest.fixture
def summary(home):
    return NationalSummaryPageFactory(parent=NationalIndexPageFactory(parent=home), title="The night", slug="night")


@pytest.fixture
def course(partnership):
    return CourseFactory(partnership=partnership, title="Neglect", slug="neglect")


@pytest.fixture
def manager(client):
    client.force_login(UserFactory(group="Training managers"))
    return client


def test_a_course_is_picked_seen_and_changed(manager, client, summary, course):
    picked = manager.post(URL, {"course": course.pk, "what": "Ask\nwhere the baby sleeps"}, follow=True)
    assert "“Neglect” is asked to change." in picked.text
    on_course = manager.get(course.get_absolute_url()).text
    assert ASKED in on_course
    assert "Ask where the baby sleeps" in on_course

    manager.post(f"/training/courses/changes/{CourseToChange.objects.get().pk}/", {"back": "course"})
    client.logout()
    assert "Changed on 22 November 2026." in client.get(summary.url).text
    assert list(ModelLogEntry.objects.values_list("action", flat=True).order_by("pk")) == [
        "training.ask_to_change",
        "training.changed",
    ]


def test_readers_see_it_with_the_summary_and_not_on_the_course(client, summary, course):
    ask_to_change(summary, course, what="", by=None)

    assert "Not changed yet." in client.get(summary.url).text
    assert ASKED not in client.get(course.get_absolute_url()).text


def test_a_summary_that_is_withdrawn_asks_nothing(manager, summary, course):
    ask_to_change(summary, course, what="", by=None)
    summary.unpublish()

    assert ASKED not in manager.get(course.get_absolute_url()).text
    assert manager.get(URL).status_code == 410


def test_asked_again_it_is_open_again_and_there_once(summary, course, manager):
    first = ask_to_change(summary, course, what="This", by=None)
    manager.post(f"/training/courses/changes/{first.pk}/", {"done": "1"})
    ask_to_change(summary, course, what="That", by=None)

    assert list(CourseToChange.objects.values_list("what", "done_on")) == [("That", None)]


def test_it_can_be_taken_out(manager, summary, course):
    asked = ask_to_change(summary, course, what="", by=None)
    manager.post(f"/training/courses/changes/{asked.pk}/", {"take_back": "1"})
    assert not CourseToChange.objects.exists()


@pytest.mark.parametrize("chosen", ["", "x", "999999", "\x00"])
def test_what_is_no_course_of_ours_is_said(manager, summary, course, chosen):
    answered = manager.post(URL, {"course": chosen, "what": "Kept"})
    assert (answered.status_code, 'value="Kept"' in answered.text) == (422, True)
    assert not CourseToChange.objects.exists()


def test_another_partnerships_course_is_none_of_ours(manager, summary, partnership, other_partnership):
    elsewhere = CourseFactory(partnership=other_partnership, title="Elsewhere", slug="elsewhere")
    asked = ask_to_change(summary, elsewhere, what="", by=None)

    assert manager.post(URL, {"course": elsewhere.pk}).status_code == 422
    assert manager.post(f"/training/courses/changes/{asked.pk}/", {"done": "1"}).status_code == 404
