"""Where it is required, nobody with a role gets past the set-up page without one; nobody is locked out of setting it up."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.accounts.conftest import PASSWORD
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code_for(secret: str, at: float | None = None) -> str:
    """The six digits an authenticator app shows (RFC 6238), worked out without the code under test."""
    counter = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.fixture
def confirmed(client, editor, sign_in):
    """The editor, signed in, having just given the password once more, as the set-up page asks."""
    sign_in()
    client.post(f"/accounts/reauthenticate/?next={SET_UP}", {"password": PASSWORD})
    return editor


@pytest.fixture
def secret(editor) -> str:
    """The editor's authenticator, already set up."""
    made = generate_totp_secret()
    TOTP.activate(editor, made)
    return made


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize(
    "address", ["/", "/admin/", "/admin/pages/", "/themes/", "/accounts/2fa/", "/accounts/password/change/"]
)
def test_a_person_with_a_role_is_sent_to_set_it_up(client, editor, address):
    client.force_login(editor)

    assert client.get(address)["Location"] == SET_UP


@pytest.mark.usefixtures("_required")
def test_a_form_posted_without_it_changes_nothing(client, editor):
    client.force_login(editor)

    response = client.post(reverse("wagtailadmin_account"), {"name_email-first_name": "Changed"})

    editor.refresh_from_db()
    assert (response["Location"], editor.first_name) == (SET_UP, "")


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("group", ["Trainers", "Agency leads", "Moderators", "Training managers"])
def test_every_role_is_asked(client, partnership, group):
    client.force_login(UserFactory(group=group))

    assert client.get("/themes/")["Location"] == SET_UP


@pytest.mark.usefixtures("_required")
def test_an_administrator_is_asked(client, partnership):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get("/admin/")["Location"] == SET_UP


@pytest.mark.usefixtures("_required")
def test_readers_and_people_without_a_role_are_not_asked(client, partnership):
    assert client.get("/accessibility/").status_code == 200
    client.force_login(UserFactory())

    assert client.get("/themes/").status_code == 200


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("address", ["/accounts/logout/", "/contrast/", "/healthz", "/robots.txt"])
def test_the_way_out_stays_open(client, editor, address):
    client.force_login(editor)

    assert client.get(address).get("Location") != SET_UP


@pytest.mark.usefixtures("_required")
def test_setting_it_up_works_from_the_first_sign_in_to_the_desk(client, confirmed):
    page = client.get(SET_UP)
    shown = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode()).group(1)

    response = client.post(SET_UP, {"code": code_for(shown)})

    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(response["Location"]).context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200


@pytest.mark.usefixtures("_required")
def test_setting_it_up_asks_for_the_password_once_more(client, editor, sign_in):
    sign_in()

    response = client.get(SET_UP)

    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert client.get(response["Location"]).status_code == 200


def test_the_square_to_scan_is_part_of_the_page_and_fetches_nothing(client, confirmed):
    html = client.get(SET_UP).content.decode()

    assert "<svg" in html
    assert 'fill="white"' in html  # a phone reads it on a dark page too
    assert "data:" not in html
    assert " style=" not in html


def test_where_it_is_not_required_nobody_is_asked(client, editor):
    client.force_login(editor)

    assert client.get("/admin/").status_code == 200


def test_the_password_alone_no_longer_signs_in(client, editor, secret, sign_in):
    response = sign_in()

    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_password_and_code_sign_in(client, editor, secret, sign_in):
    sign_in(address="/accounts/login/?next=/admin/pages/")

    response = client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert response["Location"] == "/admin/pages/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("drift", [-3600, 3600])
def test_an_old_or_future_code_does_not(client, editor, secret, sign_in, drift):
    sign_in()

    client.post(reverse("mfa_authenticate"), {"code": code_for(secret, time.time() + drift)})

    assert client.get("/admin/").status_code == 302


def test_a_code_works_once(client, editor, secret, sign_in):
    code = code_for(secret)
    sign_in()
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("account_logout"))
    sign_in()

    client.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get("/admin/").status_code == 302


def test_guessing_codes_is_stopped(client, editor, secret, sign_in):
    sign_in()
    for _ in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    response = client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert response.context["form"].errors == {"code": ["Too many failed login attempts. Try again later."]}


def test_a_lost_phone_is_put_right_from_the_command_line(client, editor, secret, sign_in):
    call_command("forget_second_factor", "Editor@example.org")

    assert not Authenticator.objects.filter(user=editor).exists()
    assert sign_in()["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("email", "words"), [("nobody@example.org", "Nobody here"), ("editor@example.org", "has no second factor")]
)
def test_the_command_says_when_there_is_nothing_to_forget(editor, email, words):
    with pytest.raises(CommandError, match=words):
        call_command("forget_second_factor", email)
