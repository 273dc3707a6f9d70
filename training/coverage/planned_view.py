"""Planned against held: what the programme to come will pass on, and what it will still miss."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import LearningPoint
from training.coverage.access import asked_again, page_of_counts, tabs
from training.coverage.gaps_view import planning
from training.filter_forms import CoverageFilterForm, day_field
from training.queries.coverage import OLD_AFTER_MONTHS, Question
from training.queries.gaps import gap_lists
from training.queries.planned import end_of_next_term, planned_points, programme
from training.views import partnership_of

POINTS_A_PAGE = 50


class PlannedFilterForm(CoverageFilterForm):
    """The same filters over what is to come: up to a day, and not as it once stood."""

    until = day_field(gettext_lazy("Programme up to"), gettext_lazy("If empty, the end of next term."))
    by = since = as_at = retired = None  # type: ignore[assignment]  # Django's way to leave a field out

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("until") and cleaned["until"] < timezone.localdate():
            self.add_error("until", _("That day is past: what was held by then is under “Who has had what”."))
        return cleaned

    @property
    def last_day(self) -> date:
        return self.asked["until"] or end_of_next_term(timezone.localdate())


@page_of_counts
def coverage_planned(request: HttpRequest) -> HttpResponse:
    """Learning points that events to come are to pass on, and those that nobody has had and nobody plans."""
    partnership = partnership_of(request)
    form = PlannedFilterForm(request, partnership)
    asked = Question.of(partnership, replace(form.filters, until=None), None, form.round_figures.history)
    plan = programme(asked, form.last_day)
    lists = gap_lists(
        partnership, filters=asked.filters, agency=form.chosen_agency, history=asked.history, planned=plan.points
    )
    points = LearningPoint.objects.filter(pk__in=list(plan.points)).order_by("title", "pk")
    page = Paginator(points.prefetch_related("for_kinds"), POINTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "partnership": partnership,
        "filter_form": form,
        "notes": form.notes,
        "as_at": asked.as_at,
        "until": form.last_day,
        "months": OLD_AFTER_MONTHS,
        "tabs": tabs(asked_again(request, form, "until"), "coverage_planned"),
        "programme": plan,
        "points_page": page,
        "planned": planned_points(asked, plan, list(page)),
        "gap_lists": lists,
        "totals": {
            "events": len(plan.events),
            "points": len(plan.points),
            "closing": lists[0].planned_count,
            "missing": lists[0].count,
        },
        **planning(request, form),
        "coverage_url": reverse("coverage"),
        "frame": "coverage",
    }
    return render(request, "training/coverage_planned.html", context)
