"""The doors to the editing pages: one way in, through the sign-in page and its second factor."""

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from partnership.accounts.permissions import can_open_admin


@never_cache
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Stands where Wagtail has its own sign-in form, which knows no second factor.

    Somebody signed in without admin access is told so (403): sending them to sign in again would go round for ever.
    """
    if request.user.is_authenticated and not can_open_admin(request.user):
        raise PermissionDenied
    if request.user.is_authenticated:
        return HttpResponseRedirect(_next_address(request) or reverse("wagtailadmin_home"))
    return _to_sign_in(request)


@never_cache
def page_sign_in(request: HttpRequest) -> HttpResponse:
    """Stands where Wagtail has a second sign-in form, for pages shown only to people with an account."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(_next_address(request) or "/")
    return _to_sign_in(request)


@never_cache
def your_account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, what the account is for, and how to change it or leave."""
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    roles = request.user.groups.order_by("name").values_list("name", flat=True)
    return render(request, "account/your_account.html", {"roles": roles})


@never_cache
def email_address(request: HttpRequest) -> HttpResponse:
    """People do not change the address they sign in with: it says that an administrator does."""
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    return render(request, "account/email.html")


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    address = _next_address(request)
    query = f"?{urlencode({REDIRECT_FIELD_NAME: address})}" if address else ""
    return HttpResponseRedirect(resolve_url(settings.LOGIN_URL) + query)


def _next_address(request: HttpRequest) -> str:
    """Where the person was going, if it is on this site; "" otherwise."""
    address = request.GET.get(REDIRECT_FIELD_NAME, "")
    here = {request.get_host()}
    return address if url_has_allowed_host_and_scheme(address, here, require_https=request.is_secure()) else ""
