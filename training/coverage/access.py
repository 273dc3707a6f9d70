"""Who is let in to the pages of coverage, and what all of these pages share."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from training.filter_forms import FilterForm
from training.permissions import VIEW_ATTENDANCE, can_plan_sessions

View = Callable[..., Any]


def may_see_counts(view: View) -> View:
    """For those who may see figures by agency; kept by no cache that others share."""
    guarded = permission_required(VIEW_ATTENDANCE, raise_exception=True)(view)
    return cache_control(private=True)(login_required(guarded))


def page_of_counts(view: View) -> View:
    """The same, of a page that is only read."""
    return require_safe(may_see_counts(view))


def asked_again(request: HttpRequest, form: FilterForm, *left_out: str) -> str:
    """What was asked, as it stands in an address; without what could not be read, numbers of pages, and `left_out`."""
    asked: Any = request.GET.copy()
    for name in ("page", "columns", *left_out, *form.errors):
        asked.pop(name, None)
    for name in list(asked):
        if name not in form.fields or not asked[name]:
            asked.pop(name)
    return str(asked.urlencode())


def with_query(url: str, query: str) -> str:
    return f"{url}?{query}" if query else url


def tabs(query: str, here: str) -> list[dict[str, Any]]:
    """The pages of coverage, each with the same filters, and which of them this is."""
    pages = {
        "coverage": _("Who has had what"),
        "coverage_gaps": _("What is missing"),
        "coverage_planned": _("What is planned"),
    }
    return [
        {"title": title, "url": with_query(reverse(name), query), "is_here": name == here}
        for name, title in pages.items()
    ]


def plan_url(request: HttpRequest, **asked: Any) -> str:
    """Where a session is planned, filled in with what is `asked`; nothing for those who plan none."""
    if not can_plan_sessions(request):
        return ""
    return with_query(
        reverse("session_plan_new"), urlencode({name: value for name, value in asked.items() if value}, doseq=True)
    )
