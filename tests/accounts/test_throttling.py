"""Guessing is stopped by the address it comes from, before a password is hashed."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth import hashers
from django.utils import timezone

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

TRIES = 8


@pytest.fixture(autouse=True)
def _throttled(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Grows by one for each password that is hashed."""
    seen: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counting(self, password, salt):
        seen.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counting)
    return seen


def fail(sign_in, times: int, **extra):
    return [sign_in(f"somebody{n}@example.org", "wrong", **extra) for n in range(times)]


def test_seven_wrong_tries_are_ordinary_mistakes(editor, sign_in):
    assert [response.status_code for response in fail(sign_in, TRIES - 1)] == [200] * (TRIES - 1)


def test_the_ninth_wrong_try_is_refused_with_a_clear_page(editor, sign_in):
    response = fail(sign_in, TRIES + 1)[-1]

    assert response.status_code == 429
    assert "stopped for 15 minutes" in response.content.decode()


def test_the_right_password_does_not_open_a_stopped_network(client, editor, sign_in):
    fail(sign_in, TRIES)

    assert sign_in().status_code == 429
    assert "_auth_user_id" not in client.session


def test_no_password_is_hashed_for_a_stopped_network(editor, sign_in, hashed):
    fail(sign_in, TRIES)
    hashed.clear()

    sign_in()

    assert hashed == []


def test_every_wrong_try_before_that_hashes_once_so_that_time_tells_nothing(editor, sign_in, hashed):
    sign_in("editor@example.org", "wrong")
    known = len(hashed)
    sign_in("nobody@example.org", "wrong")

    assert (known, len(hashed) - known) == (1, 1)


def test_another_network_is_not_stopped(editor, sign_in):
    fail(sign_in, TRIES, REMOTE_ADDR="203.0.113.1")

    assert sign_in(REMOTE_ADDR="203.0.113.2").status_code == 302


def test_behind_a_proxy_it_is_the_readers_network_that_is_stopped(settings, editor, sign_in):
    settings.TRUSTED_PROXY_COUNT = 1
    fail(sign_in, TRIES, HTTP_X_FORWARDED_FOR="203.0.113.1")

    assert sign_in(HTTP_X_FORWARDED_FOR="203.0.113.1").status_code == 429
    assert sign_in(HTTP_X_FORWARDED_FOR="203.0.113.2").status_code == 302


def test_a_made_up_forwarding_header_does_not_get_round_it(editor, sign_in):
    for n in range(TRIES):
        sign_in(f"somebody{n}@example.org", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")

    assert sign_in(HTTP_X_FORWARDED_FOR="203.0.113.99").status_code == 429


def test_it_opens_again_a_quarter_of_an_hour_after_the_last_counted_try(editor, sign_in):
    fail(sign_in, TRIES + 1)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))

    assert sign_in().status_code == 302


def test_one_account_guessed_at_from_many_networks_is_slowed_down(client, editor, sign_in):
    for n in range(10):
        sign_in(password="wrong", REMOTE_ADDR=f"203.0.113.{n}")

    response = sign_in(REMOTE_ADDR="203.0.113.200")

    assert response.context["form"].non_field_errors() == ["Too many failed login attempts. Try again later."]
    assert "_auth_user_id" not in client.session


def test_success_forgets_the_mistakes_before_it_and_keeps_no_record_of_itself(editor, sign_in):
    fail(sign_in, TRIES - 1)

    sign_in()

    assert not AccessAttempt.objects.exists()
    assert not AccessLog.objects.exists()


def test_what_is_kept_of_a_failed_try_holds_no_password_and_no_posted_address(editor, sign_in):
    sign_in("editor@example.org", "almost the right one")

    attempt = AccessAttempt.objects.get()

    assert attempt.username == "editor@example.org"
    assert "almost" not in attempt.post_data
    assert "editor@" not in attempt.post_data


def test_asking_for_new_passwords_is_throttled_with_a_page_of_ours(client, partnership):
    UserFactory(email="editor@example.org")
    responses = [client.post("/accounts/password/reset/", {"email": "editor@example.org"}) for _ in range(21)]

    assert responses[-1].status_code == 429
    assert "Too many tries in a short time" in responses[-1].content.decode()
