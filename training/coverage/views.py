"""Who has had what: the page, and the same rows as files."""

import tempfile
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from learning.models import Partnership
from learning.queries.pages import page_of
from training.coverage.access import asked_again, page_of_counts, tabs, with_query
from training.coverage.cell_html import CellWriter
from training.coverage.looking_back import limits_of_as_at
from training.coverage.saved_views import SavedViewForm, with_addresses
from training.exports.coverage_csv import coverage_csv
from training.exports.coverage_xlsx import XLSX_TYPE, AboutCoverage, write_coverage_xlsx
from training.filter_forms import CoverageFilterForm
from training.queries.coverage import OLD_AFTER_MONTHS, coverage, coverage_rows
from training.queries.coverage_cells import CoverageMatrix
from training.queries.coverage_columns import By, columns_of_page, members_then
from training.queries.workforce import staff_of
from training.views import partnership_of

POINTS_A_PAGE = 50
COLUMNS_A_PAGE = 40


@page_of_counts
def coverage_page(request: HttpRequest) -> HttpResponse:
    """Learning points by agencies, kinds of agency or levels."""
    partnership = partnership_of(request)
    form = CoverageFilterForm(request, partnership)
    as_at = form.chosen_day or timezone.localdate()
    points_page = page_of(form.filters.points(partnership, as_at), request.GET.get("page"), POINTS_A_PAGE)
    matrix, columns_page = _matrix(request, partnership, form, as_at, list(points_page))
    query, of_cells = asked_again(request, form), asked_again(request, form, *NOT_OF_A_CELL)
    cells = CellWriter(f"{reverse('coverage_cell')}?{of_cells}{'&' if of_cells else ''}", matrix.months)
    context = {
        "partnership": partnership,
        "filter_form": form,
        "notes": form.notes,
        "as_at": as_at,
        "as_it_stood": limits_of_as_at() if form.chosen_day else "",
        "months": OLD_AFTER_MONTHS,
        "tabs": tabs(query, "coverage"),
        "csv_url": with_query(reverse("coverage_csv"), query),
        "xlsx_url": with_query(reverse("coverage_xlsx"), query),
        "points_page": points_page,
        "columns_page": columns_page,
        "matrix": matrix,
        "matrix_caption": CAPTIONS[form.chosen_columns],
        "rows": [{"point": row.point, "cells": cells.row(row)} for row in matrix.rows],
        "has_staff": any(getattr(column, "staff", None) is not None for column in matrix.columns),
        "totals": {"points": points_page.paginator.count, "columns": columns_page.paginator.count},
        "saved_views": with_addresses(form.round_figures.views),
        "saved_view_form": SavedViewForm(initial={"asked": query}),
        "can_see_coverage": True,
        "coverage_url": reverse("coverage"),
        "frame": "coverage",
    }
    return render(request, "training/coverage.html", context)


CAPTIONS = {
    By.AGENCY: gettext_lazy("Learning points by agency"),
    By.KIND: gettext_lazy("Learning points by kind of agency"),
    By.LEVEL: gettext_lazy("Learning points by level of training"),
}
NOT_OF_A_CELL = ("by", "agency", "theme", "review", "retired")


def _matrix(
    request: HttpRequest, partnership: Partnership, form: CoverageFilterForm, as_at: date, points: list[Any]
) -> tuple[CoverageMatrix, Any]:
    """The page's part of the matrix, each column with its `staff` (None where not known) and how a cell names it."""
    filters, by, history = form.filters, form.chosen_columns, form.round_figures.history
    members = members_then(form.members, filters, history, as_at)
    figures = None
    if by == By.AGENCY:
        columns: Any = columns_of_page(partnership, filters, as_at, points, members, history)
    else:
        figures = coverage(partnership, filters, as_at, points=points, by=by, history=history)
        columns = figures.columns
    columns_page = Paginator(columns, COLUMNS_A_PAGE).get_page(request.GET.get("columns"))
    shown = list(columns_page)
    matrix = (
        coverage(partnership, filters, as_at, points=points, columns=shown, history=history)
        if figures is None
        else CoverageMatrix(points, shown, as_at, figures.months, figures.layers, figures.figures)
    )
    staff = staff_of(form.round_figures.staff, by, shown, members, filters.level)
    named = {By.AGENCY: "agency", By.KIND: "agency_kind", By.LEVEL: "of_level"}[by]
    for column in shown:
        column.staff = staff.get(column.pk)
        column.in_address = f"{named}={column.slug if by == By.KIND else column.pk}"
    return matrix, columns_page


@page_of_counts
def coverage_as_csv(request: HttpRequest) -> HttpResponseBase:
    """The matrix with the same filters as CSV, sent as it is read."""
    partnership = partnership_of(request)
    form = CoverageFilterForm(request, partnership)
    if form.errors:
        return _back_to_the_page(request)
    as_at, by = form.chosen_day or timezone.localdate(), form.chosen_columns
    _columns, rows = coverage_rows(partnership, form.filters, as_at, by=by)
    lines = coverage_csv(rows, form.filters.kind, _root_url(request), by)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(partnership.slug, as_at)}.csv"'
    return response


@page_of_counts
def coverage_as_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The same rows as an Excel workbook, written to a file of its own on disk first: its parts refer to one another."""
    partnership = partnership_of(request)
    form = CoverageFilterForm(request, partnership)
    if form.errors:
        return _back_to_the_page(request)
    today = timezone.localdate()
    as_at, by = form.chosen_day or today, form.chosen_columns
    _columns, rows = coverage_rows(partnership, form.filters, as_at, by=by)
    about = AboutCoverage(str(partnership), as_at, today, OLD_AFTER_MONTHS, limits_of_as_at())
    workbook = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write_coverage_xlsx(workbook, rows, about, form.filters.kind, _root_url(request), by)
    except BaseException:
        workbook.close()
        raise
    workbook.seek(0)
    name = f"{_file_name(partnership.slug, as_at)}.xlsx"
    return FileResponse(workbook, as_attachment=True, filename=name, content_type=XLSX_TYPE)


def _back_to_the_page(request: HttpRequest) -> HttpResponse:
    """A file cannot say which filter could not be read. The page can, and keeps all that was asked."""
    return HttpResponseRedirect(f"{reverse('coverage')}?{request.GET.urlencode()}")


def _root_url(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _file_name(slug: str, as_at: date) -> str:
    return f"{slug}-coverage-{as_at.isoformat()}"
