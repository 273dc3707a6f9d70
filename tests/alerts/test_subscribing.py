"""Nobody is written to who has not said yes from their own inbox; and one press lets them out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail, signing
from django.urls import reverse

from partnership.alerts.domain import subscriptions
from partnership.alerts.domain.subscriptions import (
    YOURS,
    NoSuchSubscriber,
    TooManyInterests,
    ask_for_alerts,
    link_value,
)
from partnership.alerts.models import Interest, Subscriber
from partnership.alerts.wanted import Wanted
from tests.factories.learning import ThemeFactory

pytestmark = pytest.mark.django_db
EMAIL = "dsl@school.example"
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
URL = "/alerts/"


@pytest.fixture(autouse=True)
def _site(site, partnership):
    """A site to ask on."""


def ask(client, committed, **said):
    with committed():
        return client.post(URL, {"email": EMAIL, "frequency": "weekly", **said})


def link_in(message, name):
    return next(line for line in message.body.splitlines() if f"/alerts/{name}/" in line).replace(
        "http://testserver", ""
    )


def yours(subscriber):
    return signing.dumps(link_value(subscriber), salt=YOURS)


def test_the_question_comes_and_its_link_confirms_by_a_press_only(client, committed):
    answered = ask(client, committed, what="briefing")
    (question,) = mail.outbox
    link = link_in(question, "confirm")

    assert answered.status_code == 200
    assert question.to == [EMAIL]
    assert "- 7-minute briefings" in question.body
    assert client.get(link).status_code == 200
    assert Subscriber.objects.get().confirmed_at is None

    assert client.post(link).status_code == 200
    assert Subscriber.objects.get().confirmed_at is not None
    assert list(Interest.objects.values_list("kind", "is_confirmed")) == [("briefing", True)]


def test_the_answer_is_the_same_for_an_address_that_was_known(client, committed):
    before = ask(client, committed).content
    again = ask(client, committed).content

    assert before == again
    assert len(mail.outbox) == 1  # nobody's inbox is filled from here


def test_a_further_wish_counts_only_once_it_is_confirmed_too(site):
    subscriber = ask_for_alerts(site, EMAIL, Wanted("review"), frequency="daily", now=NOW)
    subscriptions.confirm(signing.dumps(link_value(subscriber), salt=subscriptions.CONFIRM), now=NOW)
    later = NOW + timedelta(hours=2)

    assert ask_for_alerts(site, EMAIL, Wanted("review"), frequency="weekly", now=later) is None  # has it already
    again = ask_for_alerts(site, EMAIL.upper(), Wanted("event"), frequency="weekly", now=later)

    assert again == subscriber
    assert Subscriber.objects.get().frequency == "daily"  # a stranger changes nothing of it
    assert sorted(Interest.objects.values_list("kind", "is_confirmed")) == [("event", False), ("review", True)]


def test_nobody_has_more_than_twenty_wishes(site, client, committed):
    for number in range(20):
        ask_for_alerts(site, EMAIL, Wanted(words=f"word {number}"), frequency="daily", now=NOW)

    with pytest.raises(TooManyInterests):
        ask_for_alerts(site, EMAIL, Wanted(words="one more"), frequency="daily", now=NOW)
    assert ask(client, committed, words="one more").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"email": ""},
        {"email": "a\nBcc: b@example.org"},
        {"what": "nothing"},
        {"theme": "none"},
        {"agency_kind": "\x00"},
        {"words": "x" * 201},
        {"frequency": "hourly"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client, committed, said):
    answered = ask(client, committed, **{"words": "sleep", **said})

    assert (answered.status_code, Subscriber.objects.count()) == (422, 0)
    assert 'role="alert"' in answered.text
    assert "words" in said or 'value="sleep"' in answered.text


def test_machines_are_told_nothing_and_nothing_is_kept_of_them(client, committed):
    assert ask(client, committed, web_page="https://spam.example").status_code == 200
    assert (Subscriber.objects.count(), mail.outbox) == (0, [])


def test_an_office_may_ask_ten_times_an_hour(client, committed):
    statuses = [ask(client, committed, email=f"a{n}@school.example").status_code for n in range(11)]
    assert statuses == [200] * 10 + [429]


def test_links_that_lead_here_fill_the_form(client):
    ThemeFactory(name="hedgerow", slug="hedgerow")
    page = client.get(URL + "?theme=hedgerow&q=sleep&what=review").text

    assert '<option value="hedgerow" selected>' in page
    assert 'value="sleep"' in page
    assert "/feeds/reviews.atom?theme=hedgerow&amp;q=sleep" in page
    assert client.get(URL + "?theme=%00&q=%00&what=x&for=y").status_code == 200


class TestYours:
    @pytest.fixture
    def subscriber(self, site):
        subscriber = ask_for_alerts(site, EMAIL, Wanted("review"), frequency="daily", now=NOW)
        ask_for_alerts(site, EMAIL, Wanted("event"), frequency="daily", now=NOW)
        token = signing.dumps(link_value(subscriber), salt=subscriptions.CONFIRM)
        return subscriptions.confirm(token)

    def test_one_thing_is_dropped_and_how_often_is_changed(self, client, subscriber):
        url = reverse("your_alerts", args=[yours(subscriber)])
        first = subscriber.interests.get(kind="review")

        assert "Reviews" in client.get(url).text
        assert client.post(url, {"drop": first.pk}).status_code == 302
        assert client.post(url, {"frequency": "weekly"}).status_code == 302

        assert list(subscriber.interests.values_list("kind", flat=True)) == ["event"]
        assert Subscriber.objects.get().frequency == "weekly"

    def test_with_the_last_thing_the_address_goes(self, client, subscriber):
        url = reverse("your_alerts", args=[yours(subscriber)])
        for interest in subscriber.interests.all():
            client.post(url, {"drop": interest.pk})
        assert not Subscriber.objects.exists()
        assert client.get(url).status_code == 410

    def test_another_subscribers_wish_cannot_be_dropped(self, client, subscriber, site):
        other = ask_for_alerts(site, "b@example.org", Wanted("pack"), frequency="daily", now=NOW)
        client.post(reverse("your_alerts", args=[yours(subscriber)]), {"drop": other.interests.get().pk})
        assert other.interests.count() == 1

    @pytest.mark.parametrize("drop", ["-1", "x", "²", "9" * 30, ""])
    def test_what_is_no_number_drops_nothing(self, client, subscriber, drop):
        assert client.post(reverse("your_alerts", args=[yours(subscriber)]), {"drop": drop}).status_code == 302
        assert subscriber.interests.count() == 2

    def test_one_press_of_the_mail_program_lets_out_and_opening_does_not(self, subscriber):
        from django.test import Client

        url, program = reverse("stop_alerts", args=[yours(subscriber)]), Client(enforce_csrf_checks=True)
        assert program.get(url).status_code == 200
        assert Subscriber.objects.exists()
        assert program.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Subscriber.objects.exists()
        assert program.post(url).status_code == 410

    @pytest.mark.parametrize("name", ["confirm_alerts", "your_alerts", "stop_alerts"])
    @pytest.mark.parametrize("token", ["x", "WzFd:1abc:def", "%00", "é" * 50, "a" * 4000])
    def test_tokens_that_are_not_ours_lead_nowhere(self, client, subscriber, name, token):
        for method in (client.get, client.post):
            assert method(reverse(name, args=[token])).status_code == 410
        assert Subscriber.objects.exists()

    def test_a_link_of_one_kind_is_none_of_another(self, subscriber):
        with pytest.raises(NoSuchSubscriber):
            subscriptions.subscriber_of(yours(subscriber), to_confirm=True)
        cut = yours(subscriber)[:-2]
        with pytest.raises(NoSuchSubscriber):
            subscriptions.subscriber_of(cut)


def test_what_is_not_confirmed_in_a_week_is_forgotten(site):
    ask_for_alerts(site, EMAIL, Wanted("review"), frequency="daily", now=NOW)

    assert subscriptions.forget_the_unconfirmed(now=NOW + timedelta(days=6)) == 0
    assert subscriptions.forget_the_unconfirmed(now=NOW + timedelta(days=8)) == 1
    assert not Subscriber.objects.exists()
