"""Who has had what: the page, and the same rows as files."""

import tempfile
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from learning.queries.agency_history import AgencyHistory
from training.exports.coverage_csv import coverage_csv
from training.exports.coverage_xlsx import XLSX_TYPE, AboutCoverage, write_coverage_xlsx
from training.filter_forms import CoverageFilterForm
from training.permissions import VIEW_ATTENDANCE, can_run_events
from training.queries.coverage import OLD_AFTER_MONTHS, coverage, coverage_rows, returns_awaited
from training.queries.gaps import GapKind, gap_lists
from training.views import partnership_of

POINTS_A_PAGE = 50


@require_safe
@cache_control(private=True)
@login_required
@permission_required(VIEW_ATTENDANCE, raise_exception=True)
def coverage_page(request: HttpRequest) -> HttpResponse:
    """Learning points by agencies, and what is still to be passed on."""
    partnership = partnership_of(request)
    form = CoverageFilterForm(request, partnership)
    filters, as_at = form.filters, form.chosen_day or timezone.localdate()
    points_page = Paginator(filters.points(partnership, as_at), POINTS_A_PAGE).get_page(request.GET.get("page"))
    history = AgencyHistory.load()
    matrix = coverage(partnership, filters, as_at, points=list(points_page), history=history)
    lists = gap_lists(partnership, filters=filters, as_at=as_at, agency=form.chosen_agency, history=history)
    count = {one.kind: one.count for one in lists}
    context = {
        "partnership": partnership,
        "filter_form": form,
        "notes": form.notes,
        "as_at": as_at,
        "as_it_stood": limits_of_as_at() if form.chosen_day else "",
        "months": OLD_AFTER_MONTHS,
        "csv_url": _with_filters(reverse("coverage_csv"), request, form),
        "xlsx_url": _with_filters(reverse("coverage_xlsx"), request, form),
        "points_page": points_page,
        "matrix": matrix,
        "gap_lists": lists,
        "totals": {
            "points": points_page.paginator.count,
            "agencies": len(matrix.agencies),
            "never": count[GapKind.NEVER],
            "not_lately": count[GapKind.NOT_LATELY],
            "awaiting": returns_awaited(partnership, filters, as_at, history),
        },
        "can_see_coverage": True,
        "coverage_url": reverse("coverage"),
        "returns_url": reverse("returns") if can_run_events(request) else "",
    }
    return render(request, "training/coverage.html", context)


@require_safe
@cache_control(private=True)
@login_required
@permission_required(VIEW_ATTENDANCE, raise_exception=True)
def coverage_as_csv(request: HttpRequest) -> HttpResponseBase:
    """The matrix with the same filters as CSV, sent as it is read."""
    partnership = partnership_of(request)
    form = CoverageFilterForm(request, partnership)
    if form.errors:
        return _back_to_the_page(request)
    as_at = form.chosen_day or timezone.localdate()
    _agencies, rows = coverage_rows(partnership, form.filters, as_at)
    lines = coverage_csv(rows, form.filters.kind, _root_url(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(partnership.slug, as_at)}.csv"'
    return response


@require_safe
@cache_control(private=True)
@login_required
@permission_required(VIEW_ATTENDANCE, raise_exception=True)
def coverage_as_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The same rows as an Excel workbook, written to a file of its own on disk first: its parts refer to one another."""
    partnership = partnership_of(request)
    form = CoverageFilterForm(request, partnership)
    if form.errors:
        return _back_to_the_page(request)
    today = timezone.localdate()
    as_at = form.chosen_day or today
    _agencies, rows = coverage_rows(partnership, form.filters, as_at)
    about = AboutCoverage(str(partnership), as_at, today, OLD_AFTER_MONTHS, limits_of_as_at())
    workbook = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write_coverage_xlsx(workbook, rows, about, form.filters.kind, _root_url(request))
    except BaseException:
        workbook.close()
        raise
    workbook.seek(0)
    name = f"{_file_name(partnership.slug, as_at)}.xlsx"
    return FileResponse(workbook, as_attachment=True, filename=name, content_type=XLSX_TYPE)


def limits_of_as_at() -> str:
    """What looking back at a day cannot know, in words."""
    return _(
        "Events held by that day count, also where they or their returns were recorded or corrected later. "
        "An event held on an unknown date counts, and one dated by its month or year counts from the first day of it. "
        "Agencies merged or split since are shown as they were. Apart from that, learning points and agencies are those "
        "known today."
    )


def _back_to_the_page(request: HttpRequest) -> HttpResponse:
    """A file cannot say which filter could not be read. The page can, and keeps all that was asked."""
    return HttpResponseRedirect(f"{reverse('coverage')}?{request.GET.urlencode()}")


def _with_filters(url: str, request: HttpRequest, form: CoverageFilterForm) -> str:
    """The address of a file with what the page shows: without its number, and without what could not be read."""
    asked: Any = request.GET.copy()
    for name in ("page", *form.errors):
        asked.pop(name, None)
    return f"{url}?{asked.urlencode()}" if asked else url


def _root_url(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _file_name(slug: str, as_at: date) -> str:
    return f"{slug}-coverage-{as_at.isoformat()}"
