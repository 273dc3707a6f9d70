"""How allauth behaves here: accounts are made by an administrator, never by signing up."""

from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage

from partnership.accounts.client_address import client_address
from partnership.accounts.permissions import can_open_admin


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Sign-in only: the sign-up page says that accounts are made by the partnership."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody lands who was not on the way to a page: editors at their desk, trainers on the site."""
        return reverse("wagtailadmin_home") if can_open_admin(request.user) else "/"


class SecondFactorAdapter(DefaultMFAAdapter):
    """The square to scan stands on white of its own, so that a phone can read it on a dark page and in high contrast."""

    def build_totp_svg(self, url: str) -> str:
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")


def attempted_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The e-mail address somebody tried to sign in with (allauth passes `email`, other callers `username`)."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username") or (credentials or {}).get("login")
    return str(given).strip().lower()[:254] if given else None
