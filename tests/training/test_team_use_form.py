"""“We have used this briefing”: sent by anybody, by no machine, once; and nothing that was typed is ever lost."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from briefings.models import BriefingPage
from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingPageFactory
from tests.factories.learning import AgencyFactory
from training.domain.form_tokens import NOT_AFTER, NOT_BEFORE, FormToken
from training.enums import TeamUseState
from training.models import TeamUse

pytestmark = pytest.mark.django_db
THANKS = "/briefings/neglect/used/thanks/"
TYPED = ("setting", "led_by", "struck", "will_change", "barriers", "agency_as_given")


def token(briefing, ago=timedelta(minutes=3)):
    return str(FormToken.new(briefing.pk, timezone.now() - ago))


@pytest.fixture
def address(briefing):
    return "/briefings/neglect/used/"


@pytest.fixture
def filled_in(briefing, agency):
    """The form as somebody sends it three minutes after it was opened."""

    def form(**changes):
        return {
            "agency": str(agency.pk),
            "agency_as_given": "",
            "setting": "North team",
            "date": "12 March 2026",
            "led_by": "team manager",
            "present": "8",
            "minutes": "10",
            "struck": "How often we write “did not attend”.",
            "will_change": "We ring.",
            "barriers": "",
            "token": token(briefing),
            **changes,
        }

    return form


def problems(response):
    """What is said: over the form, and at each field."""
    html = response.content.decode()
    summary = re.search(r'role="alert".*?</div>', html, re.S)
    links = re.findall(r'<a href="#(\w+)">([^<]+)</a>', summary.group()) if summary else []
    return [(field, unescape(words)) for field, words in links]


def still_there(response, form):
    """Which of the typed answers stand in the form that came back."""
    values = {field.name: field.value() for field in response.context["form"]}
    return {name for name, value in form.items() if values.get(name) == value}


# What is kept ------------------------------------------------------------------------------------------
def test_a_form_that_was_sent_waits_to_be_looked_at(client, address, filled_in, agency, briefing, partnership):
    response = client.post(address, filled_in())

    use = TeamUse.objects.get()
    assert (response.status_code, response["Location"]) == (302, THANKS)
    assert (use.briefing_id, use.partnership, use.agency) == (briefing.pk, partnership, agency)
    assert (str(use.date), use.present, use.minutes, use.led_by) == ("2026-03-12", 8, 10, "team manager")
    assert (use.struck, use.state) == ("How often we write “did not attend”.", TeamUseState.WAITING)


def test_an_agency_that_is_not_in_the_list_is_kept_in_their_words(client, address, filled_in):
    client.post(address, filled_in(agency="other", agency_as_given="Samplebridge Scouts"))

    use = TeamUse.objects.get()
    assert (use.agency, use.agency_as_given) == (None, "Samplebridge Scouts")


@pytest.mark.parametrize("day", ["2026-03-12", "12/03/2026", "12.3.2026", "12th March 2026", "Thursday 12 Mar 2026"])
def test_a_day_may_be_written_as_people_write_it(day, client, address, filled_in):
    client.post(address, filled_in(date=day))

    assert str(TeamUse.objects.get().date) == "2026-03-12"


def test_nothing_is_kept_of_who_sent_it(client, address, filled_in):
    client.force_login(UserFactory(email="ada@example.org"))
    client.post(address, filled_in(), REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="Ada's telephone")

    kept = str(TeamUse.objects.values().get())
    assert [word for word in ("192.0.2.77", "Ada", "ada@") if word in kept] == []


def test_the_form_asks_for_no_cookie_and_is_not_kept_by_any_cache(client, address):
    response = client.get(address)

    assert response.cookies == {}
    assert "no-store" in response["Cache-Control"]


def test_it_is_taken_from_a_browser_without_cookies(address, filled_in):
    response = Client(enforce_csrf_checks=True).post(address, filled_in())

    assert (response["Location"], TeamUse.objects.count()) == (THANKS, 1)


def test_the_form_asks_for_today_and_for_the_agencies_of_this_partnership(client, address, agency):
    elsewhere, closed = AgencyFactory(name="Elsewhere"), AgencyFactory(name="Closed", is_active=False)
    closed.partnerships.set(agency.partnerships.all())

    html = client.get(address).content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in html
    assert (agency.name in html, elsewhere.name in html, closed.name in html) == (True, False, False)


# What is said, and not lost ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"agency": ""}, "agency", "Choose your agency, or “Another, not in this list”."),
        ({"agency": "999999"}, "agency", "Choose your agency from the list, or “Another, not in this list”."),
        ({"agency": "other"}, "agency_as_given", "Say what your agency is called, so that we know where to count it."),
        ({"setting": " "}, "setting", "Say which team or setting it was."),
        ({"setting": "x" * 201}, "setting", "Write it in 200 characters or fewer; it has 201."),
        ({"date": ""}, "date", "Say on which day."),
        ({"date": "last Tuesday"}, "date", "Give a day, month and year, like 21 November 2026."),
        ({"date": "March 2026"}, "date", "Give a day, month and year, like 21 November 2026."),
        ({"date": "2099-01-01"}, "date", "This day is still to come. Tell us once you have used the briefing."),
        ({"date": "12.03.0206"}, "date", "Check the year."),
        ({"led_by": ""}, "led_by", "Say in which role: “team manager”, for example. No name."),
        ({"present": "about 12"}, "present", "Give the number of people as a whole number, like 8."),
        ({"present": "0"}, "present", "How many people were there? Give a number from 1 to 500."),
        ({"present": "501"}, "present", "How many people were there? Give a number from 1 to 500."),
        ({"present": "9" * 5000}, "present", "Give the number of people as a whole number, like 8."),
        ({"minutes": "-7"}, "minutes", "How many minutes did you spend on it? Give a number from 1 to 480."),
        ({"minutes": ""}, "minutes", "Give the minutes as a whole number, like 10."),
        ({"struck": "x" * 2001}, "struck", "Write it in 2000 characters or fewer; it has 2001."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(changes, field, says, client, address, filled_in):
    form = filled_in(**changes)
    response = client.post(address, form)

    assert (response.status_code, problems(response)) == (422, [(f"id_{field}", says)])
    assert still_there(response, form) >= {name for name in TYPED if name != field}
    assert TeamUse.objects.count() == 0


def test_every_field_at_once(client, address, briefing):
    response = client.post(address, {"token": token(briefing)})

    fields = ["agency", "setting", "date", "led_by", "present", "minutes"]
    assert [field for field, _words in problems(response)] == [f"id_{name}" for name in fields]
    assert "<title>Error:" in response.content.decode()


def test_a_wrong_number_stands_where_it_was_typed(client, address, filled_in):
    html = client.post(address, filled_in(present="about 12")).content.decode()

    assert 'value="about 12"' in html
    assert 'aria-invalid="true"' in html


def test_what_looks_like_markup_is_text(client, address, filled_in):
    html = client.post(address, filled_in(present="", struck="<script>alert(1)</script>{{ 1 }}")).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 1 }}" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "text", ["a\x00b", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "اختبار", "\u202e"]
)
def test_odd_characters_never_break_it(text, client, address, filled_in):
    response = client.post(address, filled_in(struck=text, setting=text))

    assert response.status_code in (302, 422)


# What keeps machines out ---------------------------------------------------------------------------------
def sentence(response):
    return response.context["problem"]


@pytest.mark.parametrize(
    ("ago", "says"),
    [
        (NOT_BEFORE / 2, "That was very quick."),
        (NOT_AFTER + timedelta(minutes=1), "This page had been open for a long time."),
        (timedelta(hours=-1), "This page had been open for a long time."),
    ],
    ids=["too fast", "too old", "from the future"],
)
def test_a_form_sent_too_soon_or_too_late_comes_back_filled(ago, says, client, address, filled_in, briefing):
    form = filled_in(token=token(briefing, ago))
    response = client.post(address, form)

    assert response.status_code == 422
    assert sentence(response).startswith(says)
    assert still_there(response, form) >= set(TYPED)
    assert TeamUse.objects.count() == 0


def test_the_form_that_came_back_too_old_can_be_sent_again(client, address, filled_in, briefing):
    again = client.post(address, filled_in(token=token(briefing, timedelta(days=1)))).context["token"]
    assert client.post(address, filled_in(token=again)).status_code == 422  # at once: too fast

    with_time = timezone.now() + NOT_BEFORE
    with time_machine.travel(with_time, tick=False):
        assert client.post(address, filled_in(token=again))["Location"] == THANKS


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", "é", "x" * 100_000, "[1, 2, 3]"])
def test_a_token_that_is_not_ours_keeps_nothing(forged, client, address, filled_in):
    form = filled_in(token=forged)
    response = client.post(address, form)

    assert (response.status_code, TeamUse.objects.count()) == (422, 0)
    assert sentence(response) == "This form could not be checked. Nothing is lost: send it again."
    assert still_there(response, form) >= set(TYPED)


def test_a_token_changed_by_one_letter_or_made_for_another_briefing_keeps_nothing(client, address, filled_in, briefing):
    other = BriefingPageFactory(parent=briefing.get_parent())
    good = token(briefing)
    for bad in (good[:-1] + ("A" if good[-1] != "A" else "B"), token(other), good.replace(":", "", 1)):
        client.post(address, filled_in(token=bad))

    assert TeamUse.objects.count() == 0


def test_a_double_click_is_kept_once_and_thanked_twice(client, address, filled_in):
    form = filled_in()
    answers = [client.post(address, form)["Location"] for _ in range(2)]

    assert (answers, TeamUse.objects.count()) == ([THANKS, THANKS], 1)


def test_one_form_sent_again_with_other_answers_is_not_lost_and_not_kept_unasked(client, address, filled_in):
    form = filled_in()
    client.post(address, form)
    response = client.post(address, form | {"present": "9"})

    assert (response.status_code, TeamUse.objects.count()) == (422, 1)
    assert sentence(response).startswith("You have sent this form once")
    assert response.context["token"] != form["token"]


def test_the_field_that_people_never_see_gets_thanks_and_keeps_nothing(client, address, filled_in):
    response = client.post(address, filled_in(web_page="https://spam.example/"))

    assert (response["Location"], TeamUse.objects.count()) == (THANKS, 0)


def test_the_hidden_field_is_hidden_from_everybody(client, address):
    html = client.get(address).content.decode()

    wrapped = re.search(r'<div class="unseen" aria-hidden="true">(.*?)</div>', html).group(1)
    assert "Leave this empty" in wrapped
    assert 'name="web_page"' in wrapped
    assert 'tabindex="-1"' in wrapped


def test_of_many_posts_from_one_address_the_first_are_kept_and_none_is_an_error(client, address, filled_in, briefing):
    """Each with a token of its own and other answers. A thousand: tests/training/test_team_use_domain.py."""
    limit = django_settings.TEAM_USE_PER_ADDRESS
    posts = [filled_in(token=token(briefing), setting=f"Team {n}") for n in range(limit + 30)]
    statuses = [client.post(address, form).status_code for form in posts]

    assert statuses == [302] * limit + [429] * 30
    assert TeamUse.objects.count() == limit


def test_a_post_that_is_one_too_many_asks_for_no_more_than_an_empty_form(client, address, filled_in, settings):
    settings.TEAM_USE_PER_ADDRESS = 0
    with CaptureQueriesContext(connection) as empty:
        client.get(address)
    with CaptureQueriesContext(connection) as refused:
        client.post(address, filled_in())

    assert len(refused) <= len(empty) + 1  # whose look the answer has comes with the site only where a page is read


def test_beyond_the_limit_nothing_typed_is_lost(client, address, filled_in, settings):
    settings.TEAM_USE_PER_ADDRESS = 0
    form = filled_in()
    response = client.post(address, form)

    assert response.status_code == 429
    assert "send it again in an hour" in sentence(response)
    assert still_there(response, form) >= set(TYPED)


def test_a_sender_is_remembered_for_an_hour_in_a_cache_of_files_too(client, address, filled_in, settings, tmp_path):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    }
    settings.TEAM_USE_PER_ADDRESS = 2
    with time_machine.travel(timezone.now().replace(minute=1), tick=False) as clock:
        for team in range(3):
            opened = client.get(address).context["token"]
            clock.shift(timedelta(minutes=6))
            client.post(address, filled_in(setting=f"Team {team}", token=opened))

    assert TeamUse.objects.count() == 2


def test_others_are_taken_while_one_address_is_stopped(client, address, filled_in, settings):
    settings.TEAM_USE_PER_ADDRESS = 1
    for n, sender in enumerate(("192.0.2.1", "192.0.2.1", "192.0.2.2")):
        client.post(address, filled_in(setting=f"Team {n}"), REMOTE_ADDR=sender)

    assert set(TeamUse.objects.values_list("setting", flat=True)) == {"Team 0", "Team 2"}


def test_the_address_is_read_nowhere_in_the_cache(client, address, filled_in):
    client.post(address, filled_in(), REMOTE_ADDR="192.0.2.77")

    keys = list(cache._cache)
    assert [key for key in keys if "form-team-use" in key] != []
    assert [key for key in keys if "192.0.2.77" in key] == []


# Whose form it is ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["used/", "used/thanks/"])
@pytest.mark.parametrize("hidden", ["draft", "private", "elsewhere"])
def test_a_briefing_that_readers_cannot_read_has_no_form(path, hidden, client, briefing, filled_in):
    if hidden == "draft":
        BriefingPage.objects.update(live=False)
    elif hidden == "private":
        PageViewRestriction.objects.create(page=briefing, restriction_type=PageViewRestriction.LOGIN)
    else:
        briefing.move(briefing.get_root(), "last-child")

    assert client.get(f"/briefings/neglect/{path}").status_code == 404
    if path == "used/":
        assert client.post(f"/briefings/neglect/{path}", filled_in()).status_code == 404
    assert TeamUse.objects.count() == 0


def test_of_a_withdrawn_briefing_the_form_says_that_it_is_gone(client, briefing, address, filled_in):
    briefing.unpublish()

    assert client.get(address).status_code == 410
    assert client.post(address, filled_in()).status_code in (404, 410)
    assert TeamUse.objects.count() == 0


def test_the_thanks_say_what_happens_next(client, briefing):
    html = client.get(THANKS).content.decode()

    assert "Somebody at the partnership reads it" in html
    assert 'href="/briefings/neglect/used/"' in html
