"""All cascades of a partnership, in one page."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from training.cascade_board.overview import COLUMNS, matrix_rows, who_owes
from training.cascade_board.told import link_to
from training.cascade_board.years import year_of
from training.permissions import SEE_CASCADES
from training.queries.cascade_board import overview
from training.views import partnership_of

OWING_SHOWN = 40


@require_safe
@never_cache
@login_required
@permission_required(SEE_CASCADES, raise_exception=True)
def cascade_overview(request: HttpRequest) -> HttpResponse:
    """Figures of each cascade, who owes most, and every agency's state with each."""
    partnership = partnership_of(request)
    found = overview(partnership)
    figures = found.figures()
    owes = who_owes(found)
    context = {
        "partnership": partnership,
        "cascades": [(cascade, figures[cascade.pk]) for cascade in found.cascades],
        "owes": owes[:OWING_SHOWN],
        "owes_in_all": len(owes),
        "columns": found.cascades[:COLUMNS],
        "left_out": max(len(found.cascades) - COLUMNS, 0),
        "agencies": len(found.agencies),
        "matrix": matrix_rows(found),
        "years": sorted({year_of(one.sent_at) for one in found.cascades if one.sent_at}, reverse=True),
        "breadcrumbs": [{"title": _("Cascades"), "url": link_to("cascades")}] if link_to("cascades") else [],
    }
    return render(request, "training/cascades_board/overview.html", context)
