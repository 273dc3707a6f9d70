"""The public form: sent by anybody, once, and nothing is kept of who did."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.training import FeedbackRoundFactory
from training.domain.feedback import KIND
from training.domain.form_tokens import NOT_AFTER, NOT_BEFORE, FormToken
from training.enums import EventStatus, FeedbackMoment
from training.models import FeedbackResponse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def token(asked, ago=timedelta(minutes=1), kind=KIND):
    return str(FormToken.new(asked.pk, timezone.now() - ago, kind=kind))


@pytest.fixture
def filled_in(asked, points):
    def form(**changes):
        given = {f"point_{points[0].pk}": "4", f"point_{points[1].pk}": "2", "will_do": "Ring on the first day."}
        return {**given, "token": token(asked), **changes}

    return form


def kept():
    """What is in the database of each person: scores by title, what they did, and words by question."""
    return [
        (
            dict(one.confidences.values_list("point__title", "score")),
            one.has_done,
            dict(one.quotes.values_list("question", "text")),
        )
        for one in FeedbackResponse.objects.all()
    ]


def problems(response):
    html = response.content.decode()
    summary = re.search(r'role="alert".*?</div>', html, re.S).group()
    return [(field, unescape(words)) for field, words in re.findall(r'<a href="#(\w+)">([^<]+)</a>', summary)]


def test_answers_are_kept_with_the_day_and_nothing_of_who_sent_them(client, asked, filled_in):
    client.force_login(UserFactory(email="ada@example.org"))
    response = client.post(asked.get_absolute_url(), filled_in(), REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="Ada's")

    assert response["Location"] == f"{asked.get_absolute_url()}thanks/"
    assert kept() == [
        ({"Ask why": 4, "Ring the school": 2}, "", {"What will you do differently?": "Ring on the first day."})
    ]
    row = FeedbackResponse.objects.values().get()
    assert set(row) == {"id", "round_id", "form_key", "received_on", "has_done"}
    assert str(row["received_on"]) == "2026-03-12"


@pytest.mark.parametrize(
    ("moment", "asks"),
    [
        (FeedbackMoment.BEFORE, []),
        (FeedbackMoment.AFTER, ["will_do"]),
        (FeedbackMoment.LATER, ["has_done", "did", "barriers"]),
    ],
)
def test_each_moment_asks_its_own_questions(client, event, points, moment, asks):
    asked = FeedbackRoundFactory(event=event, moment=moment)

    form = client.get(asked.get_absolute_url()).context["form"]

    assert list(form.fields) == [f"point_{point.pk}" for point in points] + asks


def test_one_answer_is_enough(client, later):
    client.post(later.get_absolute_url(), {"has_done": "partly", "token": token(later)})

    assert kept() == [({}, "partly", {})]


def test_none_at_all_is_said(client, asked, points):
    response = client.post(asked.get_absolute_url(), {"token": token(asked), "will_do": "  "})

    first = f"id_point_{points[0].pk}_0"
    assert (response.status_code, problems(response)) == (
        422,
        [(first, "You have not answered anything yet. Answer at least one question.")],
    )
    assert f'id="{first}"' in response.content.decode()


@pytest.mark.parametrize("score", ["0", "6", "-1", "four", "4.5"])
def test_a_score_that_is_none_is_said_and_the_words_are_not_lost(client, asked, filled_in, points, score):
    response = client.post(asked.get_absolute_url(), filled_in(**{f"point_{points[0].pk}": score}))

    assert (response.status_code, len(problems(response))) == (422, 1)
    assert "Ring on the first day." in response.content.decode()
    assert kept() == []


def test_too_long_an_answer_is_said_and_not_cut(client, asked, filled_in):
    response = client.post(asked.get_absolute_url(), filled_in(will_do="x" * 1001))

    assert problems(response) == [("id_will_do", "Write it in 1000 characters or fewer; it has 1001.")]
    assert "x" * 1001 in response.content.decode()


def test_the_same_form_sent_twice_is_kept_once_and_thanked_twice(client, asked, filled_in):
    form = filled_in()
    answers = [client.post(asked.get_absolute_url(), form) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(kept()) == 1


def test_another_form_with_the_same_answers_is_another_person(client, asked, filled_in):
    for _person in range(2):
        client.post(asked.get_absolute_url(), filled_in())

    assert len(kept()) == 2


def test_a_form_sent_again_with_other_answers_is_not_taken_for_a_second_person(client, asked, filled_in):
    form = filled_in()
    client.post(asked.get_absolute_url(), form)
    response = client.post(asked.get_absolute_url(), {**form, "will_do": "Something else"})

    assert (response.status_code, len(kept())) == (422, 1)
    assert "You have sent this form once" in response.context["problem"]
    again = client.post(asked.get_absolute_url(), {**form, "will_do": "Else", "token": response.context["token"]})
    assert again.status_code == 422  # too fast, but with a form of its own


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda asked: "nonsense", "could not be checked"),
        (lambda asked: token(asked, kind="team_use"), "could not be checked"),
        (lambda asked: token(FeedbackRoundFactory(event=asked.event, moment="before")), "could not be checked"),
        (lambda asked: token(asked, NOT_BEFORE / 2), "very quick"),
        (lambda asked: token(asked, NOT_AFTER * 1.1), "open for a long time"),
    ],
    ids=["forged", "of another kind", "of another round", "too fast", "too old"],
)
def test_what_no_person_sends_is_held_up_and_nothing_is_lost(client, asked, filled_in, made, says):
    response = client.post(asked.get_absolute_url(), filled_in(token=made(asked)))

    assert (response.status_code, kept()) == (422, [])
    assert says in response.context["problem"]
    assert "Ring on the first day." in response.content.decode()


def test_the_field_that_people_never_see_keeps_nothing(client, asked, filled_in):
    assert client.post(asked.get_absolute_url(), filled_in(web_page="http://x.example")).status_code == 302
    assert kept() == []


@pytest.mark.parametrize("limit", ["FEEDBACK_PER_ADDRESS", "FEEDBACK_PER_ROUND"])
def test_of_five_hundred_from_one_telephone_as_many_are_kept_as_the_limit_says(
    client, asked, filled_in, settings, limit
):
    setattr(settings, limit, 3)
    answers = [client.post(asked.get_absolute_url(), filled_in()) for _time in range(5)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert (len(kept()), "Ring on the first day." in answers[-1].content.decode()) == (3, True)


# When it is not open ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "says"),
    [(11, "You can answer from 12 March 2026"), (27, "These questions are closed")],
    ids=["before", "after"],
)
def test_outside_its_days_there_is_a_calm_page_and_nothing_is_taken(client, asked, filled_in, time_machine, day, says):
    time_machine.move_to(datetime(2026, 3, day, 12, tzinfo=UTC))

    assert says in client.get(asked.get_absolute_url()).content.decode()
    assert client.post(asked.get_absolute_url(), filled_in()).status_code == 422
    assert kept() == []


def test_what_was_begun_before_midnight_of_the_last_day_is_taken(client, asked, time_machine, filled_in):
    time_machine.move_to(datetime(2026, 3, 26, 23, 50, tzinfo=UTC))
    form = filled_in(token=token(asked))
    time_machine.move_to(datetime(2026, 3, 27, 0, 20, tzinfo=UTC))

    assert client.post(asked.get_absolute_url(), form).status_code == 302
    assert len(kept()) == 1


def test_a_cancelled_event_asks_nothing(client, asked, event):
    event.status = EventStatus.CANCELLED
    event.save()

    assert "These questions are closed" in client.get(asked.get_absolute_url()).content.decode()


def test_an_event_without_learning_points_asks_nothing_before_it(client, event):
    event.points_taught.all().delete()
    event.save()
    asked = FeedbackRoundFactory(event=event, moment=FeedbackMoment.BEFORE)

    assert client.get(asked.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("address", ["", "thanks/", "qr.png"])
def test_an_address_that_is_not_known_or_another_partnerships_is_not_there(client, asked, other_partnership, address):
    assert client.get(f"/training/feedback/{'x' * 22}/{address}").status_code == 404
    asked.event.partnership = other_partnership
    asked.event.save()
    assert client.get(f"{asked.get_absolute_url()}{address}").status_code == 404


def test_it_asks_for_no_cookie_is_kept_by_no_cache_and_works_without_either(asked, filled_in):
    client = Client(enforce_csrf_checks=True)
    response = client.get(asked.get_absolute_url())

    assert (response.cookies, "no-store" in response["Cache-Control"]) == ({}, True)
    assert client.post(asked.get_absolute_url(), filled_in()).status_code == 302


def test_the_code_opens_the_form(client, asked):
    response = client.get(f"{asked.get_absolute_url()}qr.png")

    assert (response["Content-Type"], response.content[:4]) == ("image/png", b"\x89PNG")
