"""Planning an event, and saying something else of one, for those who run events."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning.models import Partnership
from training.domain.planning import change_event, plan_event
from training.enums import EventKind
from training.errors import TrainingError
from training.models import Course, SessionPlan, TrainingEvent
from training.numbers_asked import number_asked
from training.permissions import RUN_EVENTS
from training.programme.access import TOLD_WRONG, only_with
from training.programme.event_form import EventForm, initial_of
from training.programme.two_at_once import changed_meanwhile, mark_of, posted
from training.queries.planning import agencies_meant, points_to_pass_on
from training.views import partnership_of

PLANS_SHOWN = 50


@only_with(RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: HttpRequest) -> HttpResponse:
    """Plans an event from the plan or course in the address; without either, asks from which."""
    partnership = partnership_of(request)
    if not {"plan", "course"} & request.GET.keys():
        return render(request, "training/event_from.html", _to_plan_from(partnership))
    plan, course = _plan(request, partnership), _course(request, partnership)
    initial = {"is_public": True, **_initial(plan, course)}
    form = EventForm(request.POST or None, initial=initial, partnership=partnership)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            event = plan_event(form.details, partnership=partnership, plan=plan, course=course, by=_person(request))
        except TrainingError as error:
            problem = str(error)
        else:
            messages.success(request, _("The event is planned."))
            return redirect(event)
    context = {
        "form": form,
        "problem": problem,
        "plan": plan,
        "course": course,
        "to_pass_on": points_to_pass_on(plan, course),
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }
    return render(request, "training/event_new.html", context, status=_status(form, problem))


@only_with(RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: HttpRequest, event_id: int) -> HttpResponse:
    """Says something else of an event. Its day changes by moving it, unless it has been held."""
    event = event_of(request, event_id)
    initial, mark = initial_of(event), mark_of(event)
    form = EventForm(posted(request.POST, initial), initial=initial, partnership=event.partnership, event=event)
    problem = ""
    if request.method == "POST" and request.POST.get("mark", mark) != mark:
        problem = changed_meanwhile(form)
    elif request.method == "POST" and form.is_valid():
        try:
            change_event(event, form.details, by=_person(request))
        except TrainingError as error:
            problem = str(error)
        else:
            messages.success(request, _("The event was changed."))
            return redirect(event)
    context = {"event": event, "form": form, "mark": mark, "problem": problem, "breadcrumbs": crumbs_of(event)}
    return render(request, "training/event_edit.html", context, status=_status(form, problem))


def event_of(request: HttpRequest, event_id: int) -> TrainingEvent:
    """The event of this site's partnership, public or not; 404 for any other."""
    partnership = partnership_of(request)
    event: TrainingEvent = get_object_or_404(TrainingEvent.objects.of(partnership).for_list(), pk=event_id)
    event.partnership = partnership
    return event


def crumbs_of(event: TrainingEvent) -> list[dict[str, str]]:
    return [
        {"title": _("Training"), "url": reverse("training")},
        {"title": event.title, "url": event.get_absolute_url()},
    ]


def _person(request: HttpRequest) -> Any:
    return request.user


def _status(form: EventForm, problem: str) -> int:
    return TOLD_WRONG if problem or form.errors else 200


def _to_plan_from(partnership: Partnership) -> dict[str, Any]:
    plans = list(SessionPlan.objects.of(partnership).in_use().select_related("level")[: PLANS_SHOWN + 1])
    return {
        "plans": plans[:PLANS_SHOWN],
        "is_cut": len(plans) > PLANS_SHOWN,
        "courses": Course.objects.of(partnership).offered().select_related("level"),
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }


def _plan(request: HttpRequest, partnership: Partnership) -> SessionPlan | None:
    pk = number_asked(request, "plan")
    return get_object_or_404(SessionPlan.objects.of(partnership), pk=pk) if pk is not None else None


def _course(request: HttpRequest, partnership: Partnership) -> Course | None:
    pk = number_asked(request, "course")
    return get_object_or_404(Course.objects.of(partnership), pk=pk) if pk is not None else None


def _initial(plan: SessionPlan | None, course: Course | None) -> dict[str, Any]:
    """What the plan or the course says of the event already. A plan for one agency alone is a session of its own."""
    if plan is None:
        return {"title": course.title, "mode": course.mode, "booking_url": course.link} if course else {}
    agencies = agencies_meant(plan)
    initial = {"title": plan.title, "mode": plan.mode, "capacity": plan.size, "invited": list(agencies)}
    if plan.starts_at is not None:
        ends = datetime.combine(date.min, plan.starts_at) + timedelta(minutes=plan.minutes)
        initial |= {"starts": plan.starts_at.strftime("%H:%M"), "ends": ends.strftime("%H:%M")}
    if len(agencies) == 1:
        initial |= {"kind": EventKind.SINGLE_AGENCY, "host": next(iter(agencies)), "is_public": False}
    return initial
