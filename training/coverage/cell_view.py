"""One cell of the matrix: the events it is made of, and how anybody knows."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.enums import SuccessionKind
from learning.models import Agency, AgencyKind, AgencySuccession, Level, Partnership
from learning.queries.agency_history import AgencyHistory
from training.coverage.access import asked_again, page_of_counts, plan_url, with_query
from training.coverage.looking_back import limits_of_as_at
from training.enums import EventKind
from training.filter_forms import FilterForm, choice_of, day_field
from training.models import Attendance
from training.queries.coverage import Question, coverage
from training.queries.coverage_columns import NO_LEVEL, By, Column
from training.queries.coverage_filters import CoverageFilters
from training.queries.coverage_trail import Whose, taught_in_cell, trail
from training.queries.workforce import staff_of, staff_said
from training.views import partnership_of

EVENTS_A_PAGE = 50


class CellForm(FilterForm):
    """A learning point; an agency, a kind or a level; and what else narrowed the matrix."""

    point = forms.IntegerField()
    agency = forms.IntegerField(required=False)
    agency_kind = forms.SlugField(required=False)
    of_level = forms.IntegerField(required=False)
    kind = choice_of(gettext_lazy("Kind of event"), EventKind.choices)
    level = forms.IntegerField(required=False)
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("To"))
    as_at = day_field(gettext_lazy("As it stood on"))

    @property
    def filters(self) -> CoverageFilters:
        asked, of_level = self.asked, self.cleaned_data.get("of_level")
        return CoverageFilters(
            kind=asked["kind"] or "",
            agency_kind=asked["agency_kind"] or "",
            level=asked["level"] if of_level is None else of_level,
            since=asked["since"],
            until=asked["until"],
            include_retired=True,
        )


@dataclass(frozen=True)
class CellAsked:
    """What stands at the top of the column, and which agencies are looked at."""

    by: By
    column: Column
    whose: Whose
    became: tuple[AgencySuccession, ...] = ()


@page_of_counts
def coverage_cell(request: HttpRequest) -> HttpResponse:
    """The evidence trail of a learning point and an agency, a kind of agency or a level."""
    partnership = partnership_of(request)
    form = CellForm(request)
    if "point" in form.errors:
        raise Http404
    as_at = form.asked["as_at"] or timezone.localdate()
    asked = Question.of(partnership, form.filters, as_at, None)
    point = get_object_or_404(asked.points(), pk=form.cleaned_data["point"])
    cell = _cell_asked(form, asked)
    asked = replace(asked, by=cell.by)
    if cell.whose.counted:  # an agency is asked after as it was: its kind may have been another
        asked = replace(asked, filters=replace(asked.filters, agency_kind=""))
    matrix = coverage(
        partnership, asked.filters, as_at, points=[point], columns=[cell.column], by=cell.by, history=asked.history
    )
    page = Paginator(taught_in_cell(asked, point, cell.whose), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    agencies = [] if cell.by == By.AGENCY else list(asked.agencies())
    staff = staff_of(staff_said(partnership), cell.by, [cell.column], agencies, form.asked["level"])
    context = {
        "partnership": partnership,
        "point": point,
        "column": cell.column,
        "by": str(cell.by),
        "cell": matrix.cell(point, cell.column),
        "staff": staff.get(cell.column.pk),
        "became": [_told(row, cell.column.pk, asked.history) for row in cell.became],
        "events_page": page,
        "events": trail(asked, list(page), cell.whose),
        "as_at": as_at,
        "as_it_stood": limits_of_as_at() if form.asked["as_at"] else "",
        "narrowed": _narrowed(form),
        "notes": form.notes,
        "back_url": with_query(reverse("coverage"), asked_again(request, form, "point", "agency", "of_level")),
        "plan_url": _plan_url(request, point.pk, cell),
        "breadcrumbs": [{"title": _("Who has had what"), "url": reverse("coverage")}],
    }
    return render(request, "training/coverage_cell.html", context)


def _cell_asked(form: CellForm, asked: Question) -> CellAsked:
    agency, kind, of_level = (form.cleaned_data.get(name) for name in ("agency", "agency_kind", "of_level"))
    if agency:
        column = get_object_or_404(Agency.objects.select_related("kind"), pk=agency)
        if not _takes_part(column, asked.partnership):
            raise Http404
        history = asked.history
        counted, told = history.counted(agency, asked.as_at), history.told_of(agency, asked.as_at)
        whose = Whose(frozenset(counted), frozenset(told))
        return CellAsked(By.AGENCY, column, whose, tuple(history.rows_about(agency, asked.as_at)))
    if of_level is not None:
        if of_level == NO_LEVEL:
            return CellAsked(By.LEVEL, Level(pk=NO_LEVEL, name=_("No level stated")), Whose())
        return CellAsked(By.LEVEL, get_object_or_404(Level, pk=of_level), Whose())
    return CellAsked(By.KIND, get_object_or_404(AgencyKind, slug=kind or ""), Whose())


def _takes_part(agency: Agency, partnership: Partnership) -> bool:
    """Whether it is one of the partnership's, or was at an event of it."""
    return (
        agency.partnerships.filter(pk=partnership.pk).exists()
        or Attendance.objects.filter(agency=agency, event__partnership=partnership).exists()
    )


def _told(row: AgencySuccession, agency: int, history: AgencyHistory) -> str:
    """What happened to an agency before this one, and what it means for the figures, in a sentence or two."""
    named = {"old": row.predecessor, "new": row.successor, "on": f"{row.on:%-d %B %Y}"}
    if row.kind == SuccessionKind.SPLIT:
        if row.predecessor_id == agency:
            return _("On %(on)s it was split, and %(new)s came of it.") % named
        sentence = _(
            "On %(on)s %(old)s was split, and %(new)s came of it. What it had is told here and counts for neither."
        )
        return sentence % named
    if row.predecessor_id == agency:
        return _("On %(on)s it was merged into %(new)s. What it has had counts there.") % named
    return _("On %(on)s %(old)s was merged into %(new)s. What it had counts for %(new)s from then on.") % named


def _narrowed(form: CellForm) -> list[str]:
    """The filters that leave events out, in words."""
    asked = form.asked
    told = []
    if asked["kind"]:
        told.append(_("only events of the kind “%(kind)s”") % {"kind": EventKind(asked["kind"]).label})
    if asked["since"]:
        told.append(_("from %(day)s") % {"day": f"{asked['since']:%-d %B %Y}"})
    if asked["until"]:
        told.append(_("to %(day)s") % {"day": f"{asked['until']:%-d %B %Y}"})
    return told


def _plan_url(request: HttpRequest, point: int, cell: CellAsked) -> str:
    column: Any = cell.column
    whom = {
        By.AGENCY: {"agency": column.pk},
        By.KIND: {"kind": getattr(column, "slug", "")},
        By.LEVEL: {"level": column.pk},
    }
    return plan_url(request, point=point, **whom[cell.by])
