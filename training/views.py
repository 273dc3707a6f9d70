"""What is on, one event, and the calendar."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.enums import DatePrecision
from learning.lazily import lazily
from learning.models import Partnership
from learning.queries.prepared_for import PreparedFor, counted
from training.enums import COMING_STATES
from training.event_tools import event_tools
from training.filter_forms import TrainingFilterForm
from training.models import Course, Endorsement, TrainingEvent
from training.permissions import can_endorse, can_import, can_plan_sessions, can_run_events, can_see_counts
from training.queries.endorsements import endorsements_of
from training.queries.event_page import attendance_of, points_of, reviews_of, took_part, totals, why_cancelled
from training.queries.events import TrainingEventQuerySet
from training.queries.plan_since import plan_since

COMING_SHOWN = 60
HELD_A_PAGE = 20
CALENDAR_GOES_BACK_DAYS = 366


def partnership_of(request: HttpRequest) -> Partnership:
    partnership = Partnership.for_request(request)
    if partnership is None:
        raise Http404
    return partnership


@require_safe
def training_list(request: HttpRequest) -> HttpResponse:
    """Events to come, events held, and the courses on offer."""
    partnership = partnership_of(request)
    context = {
        "partnership": partnership,
        "frame": "training",
        "calendar_url": reverse("calendar_addresses"),
        "can_see_coverage": can_see_counts(request),
        "coverage_url": reverse("coverage"),
        "can_import": can_import(request),
        "plan_url": reverse("event_new") if can_run_events(request) else "",
        "can_plan_sessions": can_plan_sessions(request),
        "endorsements_url": reverse("endorsements") if can_endorse(request) else "",
        **lazily(lambda: _lists(request, partnership), "filter_form", "notes", "coming", "held", "courses"),
    }
    return render(request, "training/training.html", context)


def _lists(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    form = TrainingFilterForm(request, partnership)
    shown = _unfiltered(partnership) if not request.GET else _filtered(request, partnership, form.asked)
    return {"filter_form": form, "notes": form.notes, **shown}


def _unfiltered(partnership: Partnership) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "coming": _COMING.all(partnership, today),
        "held": _HELD.page(HELD_A_PAGE, partnership),
        "courses": _COURSES.all(partnership, today),
    }


def _filtered(request: HttpRequest, partnership: Partnership, asked: dict[str, Any]) -> dict[str, Any]:
    events, courses = _events(partnership), Course.objects.of(partnership).offered()
    if asked["kind"]:
        events = events.filter(kind=asked["kind"])
    if asked["level"]:
        events = events.at_level(asked["level"])
        courses = courses.filter(level=asked["level"])
    return {
        "coming": events.coming().for_list()[:COMING_SHOWN],
        "held": Paginator(events.held().for_list(), HELD_A_PAGE).get_page(request.GET.get("page")),
        "courses": courses.select_related("level").annotate_coming(),
    }


def _events(partnership: Partnership) -> TrainingEventQuerySet:
    return TrainingEvent.objects.of(partnership).public()


def _courses(partnership: Partnership, on: date) -> QuerySet:
    return Course.objects.of(partnership).offered().select_related("level").annotate_coming(on)


_COMING = PreparedFor(lambda whose, on: _events(whose).coming(on).for_list()[:COMING_SHOWN])
_HELD = PreparedFor(lambda whose: counted(_events(whose).held().for_list(), HELD_A_PAGE))
_COURSES = PreparedFor(_courses)


@require_safe
def training_event(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event: what it passed on, to which agencies; how many from each only for those who may see counts."""
    partnership = partnership_of(request)
    counts = can_see_counts(request)
    events = TrainingEvent.objects.of(partnership) if counts else TrainingEvent.objects.of(partnership).public()
    planner = can_plan_sessions(request)
    listed = events.for_list().select_related("edition") if planner else events.for_list()
    event = get_object_or_404(listed, pk=event_id)
    event.partnership = partnership
    rows, points = attendance_of(event), points_of(event)
    is_overdue = event.status in COMING_STATES and not event.is_to_come
    context = {
        "event": event,
        "points": [row for row in points if counts or row.is_public],
        "reviews": reviews_of(event),
        "took_part": took_part(rows),
        "can_see_counts": counts,
        "attendance": rows if counts else [],
        "totals": totals(rows) if counts else None,
        **_endorsed(request, event),
        "tools": event_tools(request, event),
        "can_plan_sessions": planner,
        "can_book": event.can_be_booked,
        "is_overdue": is_overdue and event.date_precision == DatePrecision.DAY,
        "since": plan_since(event, points) if can_run_events(request) else None,
        "why_cancelled": why_cancelled(event) if can_run_events(request) else "",
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }
    return render(request, "training/event.html", context)


def _endorsed(request: HttpRequest, event: TrainingEvent) -> dict[str, list[Endorsement]]:
    """`endorsed`, which everybody is told; and `not_endorsed`, for those who run events."""
    said = endorsements_of(event)
    holding = [one for one in said if one.holds()]
    others = [one for one in said if one not in holding] if can_run_events(request) else []
    return {"endorsed": holding, "not_endorsed": others}
