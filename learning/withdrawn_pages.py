"""Answers at the address of a withdrawn page with what it was and what replaced it, in place of a bare "not found"."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, Site

from learning.domain.withdrawals import stub_at

GONE = 410  # "gone": https://www.rfc-editor.org/rfc/rfc9110#name-410-gone


class WithdrawnPagesMiddleware:
    """Asks only when nothing else was found at an address. What belonged to the page, such as its PDF, answers the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        site = Site.find_for_request(request)
        stub = stub_at(site, request.path_info) if site and "\x00" not in request.path_info else None
        if stub is None:
            return response
        context = {"stub": stub, "replacement": _shown(stub.replacement)}
        return render(request, "learning/withdrawn.html", context, status=GONE)


def _shown(page: Page | None) -> Page | None:
    """The page, if everybody may read it."""
    if page is None or not page.live or page.specific.get_view_restrictions().exists():
        return None
    return page
