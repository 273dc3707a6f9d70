"""What every response says about trust."""

import pytest

from partnership.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/accessibility/",
    "/themes/",
    "/accounts/login/",
    "/robots.txt",
    "/healthz",
    "/no-such-page/",
    "/contrast/",
]


def policy_of(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_run_nothing_inline_and_reach_no_other_origin(client, partnership, address):
    policy = policy_of(client.get(address))

    assert policy["default-src"] == ["'none'"]
    assert {source for sources in policy.values() for source in sources} == {"'self'", "'none'"}
    assert policy["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/no-such-page/"])
def test_the_admin_reaches_no_other_origin_either(client, partnership, address):
    client.force_login(UserFactory(is_superuser=True))

    policy = policy_of(client.get(address))

    assert {source for sources in policy.values() for source in sources} == {
        "'self'",
        "'none'",
        "'unsafe-inline'",
        "blob:",
    }
    assert policy["default-src"] == ["'none'"]


def test_a_preview_shows_in_the_editors_frame_and_is_otherwise_as_strict_as_the_page(client, home):
    client.force_login(UserFactory(is_superuser=True))

    response = client.get(f"/admin/pages/{home.pk}/view_draft/")

    assert policy_of(response)["frame-ancestors"] == ["'self'"]
    assert policy_of(response)["script-src"] == ["'self'"]


def test_an_address_that_only_looks_like_the_admin_gets_the_strict_policy(client, partnership):
    assert policy_of(client.get("/administration/"))["script-src"] == ["'self'"]


@pytest.mark.parametrize("address", PUBLIC)
def test_every_response_carries_the_other_headers(client, partnership, address):
    response = client.get(address)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_session_and_form_cookies_are_kept_from_scripts_and_other_sites(client, partnership):
    UserFactory(email="editor@example.org", group="Editors")
    client.post("/accounts/login/", {"login": "editor@example.org", "password": "correct horse battery staple"})

    cookie = client.cookies["sessionid"]

    assert User.objects.get().is_authenticated
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("address", ["/accounts/login/", "/admin/"])
def test_pages_for_signing_in_and_working_are_kept_by_no_cache(client, partnership, address):
    assert "no-store" in client.get(address)["Cache-Control"]
