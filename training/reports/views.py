"""The report, as a page and as files, for those who may see figures by agency."""

import tempfile
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from training.exports.coverage_xlsx import XLSX_TYPE
from training.exports.evidence_csv import evidence_csv
from training.exports.evidence_docx import evidence_docx
from training.exports.evidence_pdf import evidence_pdf
from training.exports.evidence_xlsx import write_evidence_xlsx
from training.permissions import VIEW_ATTENDANCE
from training.reports.forms import EvidenceFilterForm
from training.reports.report import EvidenceReport
from training.reports.telling import evidence_report
from training.views import partnership_of

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = ("docx", "pdf", "xlsx", "csv")


def _report(form: EvidenceFilterForm) -> EvidenceReport:
    return evidence_report(form.question(), form.named(), is_public=form.is_public)


@require_safe
@cache_control(private=True)
@login_required
@permission_required(VIEW_ATTENDANCE, raise_exception=True)
def evidence_page(request: HttpRequest) -> HttpResponse:
    """The report as it was asked for; what could not be read is said and left out."""
    form = EvidenceFilterForm(request, partnership_of(request))
    context = {
        "report": _report(form),
        "filter_form": form,
        "notes": form.notes,
        "files": [(name.upper(), f"{reverse(f'evidence_{name}')}{_asked(request, form)}") for name in FORMATS],
        "breadcrumbs": [{"title": _("Who has had what"), "url": reverse("coverage")}],
    }
    return render(request, "training/evidence.html", context)


@require_safe
@cache_control(private=True)
@login_required
@permission_required(VIEW_ATTENDANCE, raise_exception=True)
def evidence_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The report as a file. A file cannot say which filter could not be read: the page can."""
    form = EvidenceFilterForm(request, partnership_of(request))
    if form.errors:
        return HttpResponseRedirect(f"{reverse('evidence_report')}?{request.GET.urlencode()}")
    report = _report(form)
    response = _file(report, name)
    response["Content-Disposition"] = f'attachment; filename="{report.file_name}.{name}"'
    return response


def _file(report: EvidenceReport, name: str) -> HttpResponseBase:
    if name == "csv":
        return StreamingHttpResponse(evidence_csv(report), content_type="text/csv; charset=utf-8")
    if name == "docx":
        return HttpResponse(evidence_docx(report), content_type=DOCX_TYPE)
    if name == "pdf":
        return HttpResponse(evidence_pdf(report), content_type="application/pdf")
    workbook = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write_evidence_xlsx(workbook, report)
    except BaseException:
        workbook.close()
        raise
    workbook.seek(0)
    return FileResponse(workbook, content_type=XLSX_TYPE)


def _asked(request: HttpRequest, form: EvidenceFilterForm) -> str:
    """What the page shows, for the address of a file: without what could not be read."""
    asked: Any = request.GET.copy()
    for name in form.errors:
        asked.pop(name, None)
    return f"?{asked.urlencode()}" if asked else ""
