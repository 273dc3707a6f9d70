"""The cascades of a year, for the yearly report."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from training.cascade_board.told import headline, link_to
from training.cascade_board.views import breadcrumbs
from training.cascade_board.years import days_of
from training.enums import ANSWERED_STATES
from training.permissions import SEE_CASCADES
from training.queries.cascade_board import Answered, overview
from training.queries.cascade_figures import by_kind
from training.views import partnership_of


@require_safe
@never_cache
@login_required
@permission_required(SEE_CASCADES, raise_exception=True)
def cascade_year(request: HttpRequest, year: str) -> HttpResponse:
    """What was sent between April and March, and how far each came. People are told of each, and never added up."""
    try:
        since, until = days_of(year)
    except ValueError as error:
        raise Http404 from error
    partnership = partnership_of(request)
    found = overview(partnership, since=since, until=until)
    figures = found.figures()
    asked = [one for one in figures.values() if one.agencies]
    context = {
        "partnership": partnership,
        "year": year,
        "since": since,
        "until": until,
        "is_over": until < timezone.localdate(),
        "cascades": [(cascade, figures[cascade.pk], headline(figures[cascade.pk])) for cascade in found.cascades],
        "requests": sum(one.agencies for one in asked),
        "answered": sum(one.answered for one in asked),
        "agencies": len(found.agencies),
        "always": _always_answered(found.answers),
        "kinds": by_kind(found.answers),
        "overview_url": link_to("cascade_overview"),
        "breadcrumbs": breadcrumbs(),
    }
    return render(request, "training/cascades_board/year.html", context)


def _always_answered(answers: list[Answered]) -> int:
    """How many agencies answered all they were asked."""
    return len({one.agency for one in answers} - {one.agency for one in answers if one.state not in ANSWERED_STATES})
