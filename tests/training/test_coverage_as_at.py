"""Who has had what, as it stood on a day: what the page says, and what its files hold."""

from datetime import UTC, datetime

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.learning import LearningPointFactory
from training.enums import AttendanceState

pytestmark = pytest.mark.django_db
FILES = ["/coverage.csv", "/coverage.xlsx"]


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture(autouse=True)
def trainer(client):
    client.force_login(UserFactory(group="Trainers"))


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("?as_at=2022-04-30", "never"),
        ("?as_at=01/05/2022", "reached"),
        ("?as_at=2024-05-01", "reached"),
        ("?as_at=2024-05-02", "old"),
        ("", "old"),
    ],
)
def test_ages_are_counted_from_that_day(query, state, client, point, agency, pass_on):
    pass_on(date_as_stated="1 May 2022")

    context, missing = (client.get(f"{address}{query}").context for address in ("/coverage/", "/coverage/gaps/"))

    assert str(context["matrix"].cell(point, agency).state) == state
    assert missing["totals"] == {"never": state == "never", "not_lately": state == "old", "awaiting": 0}


def test_returns_of_events_held_later_are_not_awaited_yet(client, pass_on):
    pass_on(date_as_stated="1 May 2026", state=AttendanceState.AWAITING, came=None)

    assert client.get("/coverage/gaps/?as_at=2026-04-30").context["totals"]["awaiting"] == 0
    assert client.get("/coverage/gaps/?as_at=2026-05-01").context["totals"]["awaiting"] == 1


def test_a_point_retired_since_was_current_then(client, partnership):
    retired = LearningPointFactory(partnership=partnership, retired_on="2026-04-01")

    assert client.get("/coverage/?as_at=2026-03-31").context["matrix"].points == [retired]
    assert client.get("/coverage/?as_at=2026-04-01").context["matrix"].points == []


def test_the_page_says_which_day_it_is_and_what_it_cannot_know(client, partnership):
    asked = client.get("/coverage/?as_at=2026-03-31").content.decode()
    not_asked = client.get("/coverage/").content.decode()

    assert "As it stood on 31 March 2026, from what is recorded today</strong>" in asked
    assert "also where they or their returns were recorded or corrected later" in asked
    assert "As it stood on 31 March" not in not_asked
    assert "recorded or corrected later" not in not_asked


def test_what_was_recorded_later_about_an_earlier_event_is_included(client, point, agency, pass_on, time_machine):
    time_machine.move_to(datetime(2026, 11, 30, 12, tzinfo=UTC))
    pass_on(date_as_stated="1 March 2026", came=7)

    (layer,) = client.get("/coverage/?as_at=2026-03-31").context["matrix"].cell(point, agency).layers

    assert layer.people == 7


@pytest.mark.parametrize(
    ("day", "why"),
    [("31.02.2026", "It is not a date."), ("2026-11-22", "That day has not come yet.")],
    ids=["no day", "tomorrow"],
)
def test_a_day_that_cannot_be_used_is_said_in_its_field_and_nothing_is_lost(day, why, client, partnership):
    response = client.get(f"/coverage/?as_at={day}&kind=course&since=2026-01-01&page=1")

    form = response.context["filter_form"]
    assert form.errors == {"as_at": [why]}
    assert (form["as_at"].value(), form["kind"].value(), form["since"].value()) == (day, "course", "2026-01-01")
    assert f'<span class="error" id="id_as_at_error">{why}' in response.content.decode()


@pytest.mark.parametrize("name", ["csv_url", "xlsx_url"])
def test_the_files_have_the_filters_of_the_page(name, client, partnership):
    query = "kind=course&since=2026-01-01&as_at=2026-03-31"

    url = client.get(f"/coverage/?{query}&page=2").context[name]

    assert url == f"/coverage.{name.removesuffix('_url')}?{query}"


@pytest.mark.parametrize("name", ["csv_url", "xlsx_url"])
def test_the_files_leave_out_what_the_page_left_out(name, client, partnership):
    url = client.get("/coverage/?kind=course&as_at=tomorrow").context[name]

    assert url == f"/coverage.{name.removesuffix('_url')}?kind=course"


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize("query", ["as_at=31.02.2026&kind=course", "review=%D7%A9%00", "theme=%2F%2Fexample.org"])
def test_a_file_is_not_made_with_a_filter_missing(query, address, client, partnership):
    response = client.get(f"{address}?{query}")

    assert (response.status_code, response["Location"]) == (302, f"/coverage/?{query}")
