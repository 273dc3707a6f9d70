"""The board as a file."""

import tempfile

from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from training.cascade_board.views import cascade_of
from training.exports.cascade_board_file import board_csv, write_board_xlsx
from training.exports.coverage_xlsx import XLSX_TYPE
from training.permissions import SEE_CASCADES
from training.queries.cascade_board import board_rows


@require_safe
@cache_control(private=True)
@login_required
@permission_required(SEE_CASCADES, raise_exception=True)
def cascade_board_csv(request: HttpRequest, cascade_id: int) -> HttpResponseBase:
    cascade = cascade_of(request, cascade_id)
    response = StreamingHttpResponse(board_csv(cascade, board_rows(cascade)), content_type="text/csv; charset=utf-8")
    return _named(response, cascade.title, cascade.pk, "csv")


@require_safe
@cache_control(private=True)
@login_required
@permission_required(SEE_CASCADES, raise_exception=True)
def cascade_board_xlsx(request: HttpRequest, cascade_id: int) -> HttpResponseBase:
    cascade = cascade_of(request, cascade_id)
    workbook = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write_board_xlsx(workbook, cascade, board_rows(cascade), timezone.localdate())
    except BaseException:
        workbook.close()
        raise
    workbook.seek(0)
    return _named(FileResponse(workbook, content_type=XLSX_TYPE), cascade.title, cascade.pk, "xlsx")


def _named(response: HttpResponseBase, title: str, pk: int, ending: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="cascade-{pk}-{slugify(title)[:60]}.{ending}"'
    return response
