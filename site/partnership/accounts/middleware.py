"""The second factor, asked of everybody who can see or change more than a reader can."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from partnership.accounts.permissions import holds_a_role

SET_UP_PAGE = "mfa_activate_totp"
# What somebody needs who has not set it up yet: the set-up itself, the way out, and how the page looks.
REACHABLE_WITHOUT = frozenset(
    {
        SET_UP_PAGE,
        "account_reauthenticate",
        "account_logout",
        "wagtailadmin_logout",
        "contrast",
        "accessibility",
        "leaving",
        "healthz",
        "robots",
    }
)


class SecondFactorMiddleware:
    """Sends people with a role to the set-up page until they have an authenticator, where `SECOND_FACTOR_REQUIRED` is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if request.resolver_match and request.resolver_match.url_name in REACHABLE_WITHOUT:
            return None
        if is_mfa_enabled(request.user) or not holds_a_role(request.user):
            return None
        return redirect(SET_UP_PAGE)
