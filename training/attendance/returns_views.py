"""Returns that have not come: of which agency, since when, and who has been asked."""

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.models import Agency, Partnership
from training.domain.returns import ask_for_returns
from training.errors import TrainingError
from training.permissions import RUN_EVENTS, can_see_counts
from training.queries.returns import owed_by_agency, with_events
from training.views import partnership_of

AGENCIES_A_PAGE: Final = 40


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: HttpRequest) -> HttpResponse:
    """The list of agencies that owe figures, with a button to ask each now."""
    partnership = partnership_of(request)
    if request.method == "POST":
        return _ask(request, partnership)
    owes = owed_by_agency(partnership)
    page = Paginator(owes, AGENCIES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "partnership": partnership,
        "page_of": page,
        "owes": with_events(page),
        "agencies": len(owes),
        "awaited": sum(len(one.event_ids) for one in owes),
        "no_address": sum(1 for one in owes if not one.agency.lead_email),
        "can_see_coverage": can_see_counts(request),
        "coverage_url": reverse("coverage"),
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }
    return render(request, "training/returns.html", context)


def _ask(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    key = request.POST.get("agency", "")
    agency = get_object_or_404(Agency, pk=int(key) if key.isascii() and key.isdigit() else 0)
    by: Any = request.user  # signed in, all who get here
    try:
        asked = ask_for_returns(partnership, agency, by=by)
    except TrainingError as error:
        messages.warning(request, str(error))
    else:
        if asked.was_sent:
            messages.success(request, _("%(agency)s was asked.") % {"agency": agency})
        else:
            messages.error(request, f"{agency}: {asked.problem}")
    return redirect("returns")
