"""What is on, one event, the calendar, and who has had what."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from learning.models import Partnership
from training.enums import COMING_STATES
from training.exports.calendar import training_calendar
from training.exports.coverage_csv import coverage_csv
from training.filter_forms import CoverageFilterForm, TrainingFilterForm
from training.models import Course, TrainingEvent
from training.permissions import VIEW_ATTENDANCE, can_see_counts
from training.queries.coverage import OLD_AFTER_MONTHS, coverage, coverage_rows, returns_awaited
from training.queries.event_page import attendance_of, points_of, reviews_of, took_part, totals
from training.queries.gaps import GapKind, gap_lists

COMING_SHOWN = 60
HELD_A_PAGE = 20
POINTS_A_PAGE = 50
CALENDAR_GOES_BACK_DAYS = 366


def _partnership(request: HttpRequest) -> Partnership:
    partnership = Partnership.for_request(request)
    if partnership is None:
        raise Http404
    return partnership


@require_safe
def training_list(request: HttpRequest) -> HttpResponse:
    """Events to come, events held, and the courses on offer."""
    partnership = _partnership(request)
    form = TrainingFilterForm(request, partnership)
    events = TrainingEvent.objects.of(partnership).public()
    courses = Course.objects.filter(partnership=partnership)
    if form.asked["kind"]:
        events = events.filter(kind=form.asked["kind"])
    if form.asked["level"]:
        events = events.filter(course__level=form.asked["level"])
        courses = courses.filter(level=form.asked["level"])
    to_come = Q(events__status__in=COMING_STATES, events__is_public=True, events__date__gte=timezone.localdate())
    context = {
        "partnership": partnership,
        "filter_form": form,
        "notes": form.notes,
        "coming": events.coming().for_list()[:COMING_SHOWN],
        "held": Paginator(events.held().for_list(), HELD_A_PAGE).get_page(request.GET.get("page")),
        "courses": courses.select_related("level").annotate(coming_count=Count("events", filter=to_come)),
        "calendar_url": reverse("events_ics"),
        "can_see_coverage": can_see_counts(request),
        "coverage_url": reverse("coverage"),
    }
    return render(request, "training/training.html", context)


@require_safe
def training_event(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event: what it passed on, to which agencies; how many from each only for those who may see counts."""
    partnership = _partnership(request)
    counts = can_see_counts(request)
    events = TrainingEvent.objects.of(partnership) if counts else TrainingEvent.objects.of(partnership).public()
    event = get_object_or_404(events.for_list(), pk=event_id)
    event.partnership = partnership
    rows = attendance_of(event)
    is_coming = event.status in COMING_STATES and (event.date is None or event.date >= timezone.localdate())
    context = {
        "event": event,
        "points": points_of(event),
        "reviews": reviews_of(event),
        "took_part": took_part(rows),
        "can_see_counts": counts,
        "attendance": rows if counts else [],
        "totals": totals(rows) if counts else None,
        "can_book": is_coming and bool(event.booking_url),
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }
    return render(request, "training/event.html", context)


@require_safe
def events_calendar(request: HttpRequest) -> HttpResponse:
    """The public events of the last year and to come, to subscribe to."""
    partnership = _partnership(request)
    since = timezone.localdate() - timedelta(days=CALENDAR_GOES_BACK_DAYS)
    events = TrainingEvent.objects.of(partnership).public().filter(date__gte=since).order_by("date", "starts_at", "pk")
    body = training_calendar(partnership, events, request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{partnership.slug}-training.ics"'
    return response


@require_safe
@cache_control(private=True)
@login_required
@permission_required(VIEW_ATTENDANCE, raise_exception=True)
def coverage_page(request: HttpRequest) -> HttpResponse:
    """Learning points by agencies, and what is still to be passed on."""
    partnership = _partnership(request)
    form = CoverageFilterForm(request, partnership)
    filters, as_at = form.filters, form.chosen_day or timezone.localdate()
    points_page = Paginator(filters.points(partnership, as_at), POINTS_A_PAGE).get_page(request.GET.get("page"))
    matrix = coverage(partnership, filters, as_at, points=list(points_page))
    lists = gap_lists(partnership, filters=filters, as_at=as_at, agency=form.chosen_agency)
    count = {one.kind: one.count for one in lists}
    context = {
        "partnership": partnership,
        "filter_form": form,
        "notes": form.notes,
        "as_at": as_at,
        "months": OLD_AFTER_MONTHS,
        "csv_url": _with_query(reverse("coverage_csv"), request),
        "points_page": points_page,
        "matrix": matrix,
        "gap_lists": lists,
        "totals": {
            "points": points_page.paginator.count,
            "agencies": len(matrix.agencies),
            "never": count[GapKind.NEVER],
            "not_lately": count[GapKind.NOT_LATELY],
            "awaiting": returns_awaited(partnership, filters, as_at),
        },
        "can_see_coverage": True,
        "coverage_url": reverse("coverage"),
    }
    return render(request, "training/coverage.html", context)


@require_safe
@cache_control(private=True)
@login_required
@permission_required(VIEW_ATTENDANCE, raise_exception=True)
def coverage_download(request: HttpRequest) -> StreamingHttpResponse:
    """The matrix with the same filters as CSV, sent as it is read."""
    partnership = _partnership(request)
    form = CoverageFilterForm(request, partnership)
    as_at = form.chosen_day or timezone.localdate()
    _agencies, rows = coverage_rows(partnership, form.filters, as_at)
    lines = coverage_csv(rows, form.filters.kind, request.build_absolute_uri("/").rstrip("/"))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{partnership.slug}-coverage-{as_at.isoformat()}.csv"'
    return response


def _with_query(url: str, request: HttpRequest) -> str:
    asked: Any = request.GET.copy()
    asked.pop("page", None)
    return f"{url}?{asked.urlencode()}" if asked else url
