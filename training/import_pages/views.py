"""Imports of past attendance: the list, one of them, its columns, and the rows that were not taken."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from media.opc.refusals import FileRefused
from training.domain.file_imports import OPEN, is_stuck, layout_of, look_through, match_columns, take_in
from training.domain.running_imports import gone
from training.enums import ImportState
from training.errors import TrainingError
from training.import_pages.forms import AgenciesForm, ColumnsForm, UploadForm, WhereForm
from training.import_pages.not_taken import not_taken_csv
from training.imports import progress
from training.imports.cells import SheetNotRead
from training.imports.layout import Layout
from training.imports.lines import SAID, counted, line, unknown_agencies
from training.models import AttendanceImport
from training.permissions import IMPORT_ATTENDANCE
from training.queries.event_agencies import partnership_agencies
from training.views import partnership_of

IMPORTS_A_PAGE, LINES_A_PAGE = 20, 50
TOLD_WRONG = 422
NOT_READ = (FileRefused, SheetNotRead, FileNotFoundError)
"""What reading a file may raise, each with a sentence that `sentence` gives."""


def import_of(request: HttpRequest, import_id: int) -> AttendanceImport:
    """That import of this site's partnership; 404 otherwise."""
    return get_object_or_404(
        AttendanceImport.objects.select_related("partnership", "uploaded_by", "undone_by"),
        pk=import_id,
        partnership=partnership_of(request),
    )


def sentence(error: Exception) -> str:
    return gone() if isinstance(error, FileNotFoundError) else str(error)


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Every import with its state, and where to upload another file."""
    partnership = partnership_of(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        try:
            one = take_in(partnership, form.cleaned_data["file"], by=by)
            if one.mapping.get("calendar") and not one.lines:
                look_through(one)
        except (*NOT_READ, TrainingError) as error:
            form.add_error("file", sentence(error))
        else:
            return redirect("import", one.pk)
    all_of_them = AttendanceImport.objects.filter(partnership=partnership).defer("lines", "made", "mapping")
    context = {
        "form": form,
        "imports": Paginator(all_of_them.select_related("uploaded_by"), IMPORTS_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "training/imports.html", context, status=TOLD_WRONG if form.errors else 200)


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_safe
def one_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """What each row would do, is doing or has done."""
    one = import_of(request, import_id)
    if not one.lines and one.state in OPEN and not one.mapping.get("calendar"):
        return redirect("import_columns", one.pk)
    return show(request, one)


def show(
    request: HttpRequest, one: AttendanceImport, problem: str = "", agencies: AgenciesForm | None = None
) -> HttpResponse:
    """The page of one import, with what stood in the way of what was asked."""
    only = request.GET.get("only", "")
    lines = [kept for kept in one.lines if kept["a"] == only] if only in SAID else one.lines
    counts, is_open = counted(one.lines), one.state in OPEN
    unknown = unknown_agencies(one.lines) if is_open else []
    lines_page = Paginator(range(len(lines)), LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "one": one,
        "problem": problem or one.problem,
        "is_open": is_open,
        "is_under_way": one.state in (ImportState.WAITING, ImportState.RUNNING),
        "is_stuck": is_stuck(one),
        "progress": progress.heard(one.pk),
        "counts": [{"code": code, "said": str(SAID[code]), "count": count} for code, count in counts.items()],
        "to_write": counts.get("new", 0) + counts.get("update", 0),
        "errors": counts.get("error", 0),
        "crowded": sum(1 for kept in one.lines if kept.get("c")),
        "only": only,
        "lines_page": lines_page,
        "lines": [line(lines[number]) for number in lines_page],
        "agencies_form": agencies or (agencies_form(one, unknown) if unknown else None),
        "undone": one.made.get("undone") if one.state == ImportState.UNDONE else None,
        "columns": _columns_said(one),
        "done_before": _done_before(one) if is_open else None,
        "breadcrumbs": [*_crumbs(), {"title": _("Imports"), "url": reverse("imports")}],
    }
    return render(request, "training/import.html", context, status=TOLD_WRONG if problem else 200)


def agencies_form(one: AttendanceImport, unknown: list[tuple[str, int]], *args: Any) -> AgenciesForm:
    return AgenciesForm(*args, names=unknown, agencies=partnership_agencies(one.partnership))


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """Which column is which: the file's own, with what is in them, beside ours."""
    one = import_of(request, import_id)
    if one.mapping.get("calendar") or one.state not in OPEN:
        return redirect("import", one.pk)
    asked = request.POST if request.method == "POST" else request.GET
    sheet, row = asked.get("sheet"), _number(asked.get("row", ""))
    if row is None and "row" not in asked and one.mapping.get("columns"):
        sheet, row = one.mapping.get("sheet"), one.mapping.get("row")
    try:
        layout = layout_of(one, sheet=sheet, row=row)
    except NOT_READ as error:
        return show(request, one, sentence(error))
    chosen = one.mapping.get("columns") if (layout.sheet, layout.row) == _place(one) else None
    form = ColumnsForm(request.POST if request.method == "POST" else None, layout=layout, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            match_columns(one, form.mapping)
        except (*NOT_READ, TrainingError) as error:
            form.add_error(None, sentence(error))
        else:
            return redirect("import", one.pk)
    return _columns_page(request, one, layout, form)


def _columns_page(request: HttpRequest, one: AttendanceImport, layout: Layout, form: ColumnsForm) -> HttpResponse:
    context = {
        "one": one,
        "layout": layout,
        "form": form,
        "where_form": WhereForm(layout=layout),
        "breadcrumbs": [*_crumbs(), {"title": _("Imports"), "url": reverse("imports")}],
    }
    return render(request, "training/import_columns.html", context, status=TOLD_WRONG if form.errors else 200)


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_safe
def not_taken(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """The rows in error as they are in the file, with why: mended there, they can be imported."""
    one = import_of(request, import_id)
    try:
        rows = not_taken_csv(one)
    except NOT_READ as error:
        messages.error(request, sentence(error))
        return HttpResponseRedirect(reverse("import", args=[one.pk]))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="not-taken-{one.pk}.csv"'
    return response


def _place(one: AttendanceImport) -> tuple[Any, Any]:
    return one.mapping.get("sheet"), one.mapping.get("row")


def _columns_said(one: AttendanceImport) -> dict[str, Any]:
    return {"headings": list(one.mapping.get("headings", {}).values()), "unread": one.mapping.get("unread", [])}


def _done_before(one: AttendanceImport) -> AttendanceImport | None:
    """An import of the very same file that is in force."""
    same = AttendanceImport.objects.filter(partnership=one.partnership_id, sha256=one.sha256, state=ImportState.DONE)
    return same.defer("lines", "made", "mapping").exclude(pk=one.pk).first()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _crumbs() -> list[dict[str, Any]]:
    return [{"title": _("Training"), "url": reverse("training")}]
