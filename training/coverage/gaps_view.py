"""What is still to be passed on, and from each of it a session to plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from training.coverage.access import asked_again, page_of_counts, plan_url, tabs
from training.coverage.looking_back import limits_of_as_at
from training.filter_forms import CoverageFilterForm
from training.permissions import can_run_events
from training.queries.coverage import OLD_AFTER_MONTHS, returns_awaited
from training.queries.gaps import GapKind, gap_lists
from training.views import partnership_of


class GapFilterForm(CoverageFilterForm):
    """The same filters without those that do not apply: never means never, and what is retired is no gap."""

    by = since = until = retired = None  # type: ignore[assignment]  # Django's way to leave a field out


@page_of_counts
def coverage_gaps(request: HttpRequest) -> HttpResponse:
    """Learning points that nobody has had, not lately, or not the agency chosen."""
    partnership = partnership_of(request)
    form = GapFilterForm(request, partnership)
    filters, as_at, history = form.filters, form.chosen_day or timezone.localdate(), form.round_figures.history
    agency = form.chosen_agency
    lists = gap_lists(partnership, filters=filters, as_at=as_at, agency=agency, history=history)
    count = {one.kind: one.count for one in lists}
    context: dict[str, Any] = {
        "partnership": partnership,
        "filter_form": form,
        "notes": form.notes,
        "as_at": as_at,
        "as_it_stood": limits_of_as_at() if form.chosen_day else "",
        "months": OLD_AFTER_MONTHS,
        "tabs": tabs(asked_again(request, form), "coverage_gaps"),
        "gap_lists": lists,
        "totals": {
            "never": count[GapKind.NEVER],
            "not_lately": count[GapKind.NOT_LATELY],
            "awaiting": returns_awaited(partnership, filters, as_at, history),
        },
        "returns_url": reverse("returns") if can_run_events(request) else "",
        **planning(request, form),
        "coverage_url": reverse("coverage"),
        "frame": "coverage",
    }
    return render(request, "training/coverage_gaps.html", context)


def planning(request: HttpRequest, form: CoverageFilterForm) -> dict[str, Any]:
    """`plan_url`, where a session is planned ("" for who plans none), and `plan_for`: for whom, as pairs and in a query."""
    agency, filters = form.chosen_agency, form.filters
    whom = {"agency": agency.pk if agency else None, "kind": filters.agency_kind, "level": filters.level}
    pairs = [(name, value) for name, value in whom.items() if value]
    return {
        "plan_url": plan_url(request),
        "plan_for": pairs,
        "plan_query": "".join(f"&{name}={value}" for name, value in pairs),
    }
