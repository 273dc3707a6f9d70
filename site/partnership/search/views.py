"""The search page."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from learning.models import Partnership
from partnership.search.domain.find import SHOWN, Found, Matches, find
from partnership.search.enums import PLURALS, EntryKind

RESULTS_A_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=&kind=&page=`: everything of this site that everybody may read. Any text is answered with a page."""
    partnership = Partnership.for_request(request)
    if partnership is None or partnership.site is None:
        raise Http404
    matches = find(request.GET.get("q", ""), partnership.site, request.GET.get("kind", ""))
    results: Page[Found] = Paginator(cast(Sequence[Found], matches), RESULTS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "search/results.html",
        {
            "query": matches.query.text,
            "is_asked": matches.query.is_asked,
            "results": results,
            "count": matches.count(),
            "count_label": count_label(matches.total),
            "kinds": _kinds(matches),
            "kind": matches.kind,
            "kind_label": str(PLURALS[EntryKind(matches.kind)]) if matches.kind else "",
            "is_loose": matches.is_loose,
            "suggestion": _suggestion(matches),
            "page_query": _parameters(matches.query.text, matches.kind),
            "breadcrumbs": [],
        },
    )


def count_label(total: int) -> str:
    """ "1 result", "37 results", "more than 200 results": past that the exact figure helps nobody."""
    if total > SHOWN:
        return _("more than %(shown)d results") % {"shown": SHOWN}
    return ngettext("%(count)d result", "%(count)d results", total) % {"count": total}


def _parameters(text: str, kind: str = "") -> str:
    return urlencode({"q": text} | ({"kind": kind} if kind else {}))


def _kinds(matches: Matches) -> list[dict[str, Any]]:
    """Everything, then each kind that has results: choosing one never leads to an empty page."""
    rows = [("", _("Everything"), sum(matches.counts.values()))]
    rows += [(kind.value, str(PLURALS[kind]), matches.counts[kind]) for kind in EntryKind if matches.counts.get(kind)]
    return [
        {
            "value": value,
            "label": label,
            "count": count,
            "count_label": str(count) if count <= SHOWN else _("%(shown)d+") % {"shown": SHOWN},
            "url": f"{reverse('search')}?{_parameters(matches.query.text, value)}",
            "current": value == matches.kind,
        }
        for value, label, count in rows
        if count
    ]


def _suggestion(matches: Matches) -> dict[str, str] | None:
    """Where else to look when this kind has nothing."""
    if matches.total or not matches.counts:
        return None
    label = _("Look in everything: %(results)s") % {"results": count_label(sum(matches.counts.values()))}
    return {"label": label, "url": f"{reverse('search')}?{_parameters(matches.query.text)}"}
