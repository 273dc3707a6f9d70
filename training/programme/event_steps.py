"""What becomes of an event that was planned: held, moved, cancelled, planned again. Each is asked before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.domain.events import cancel_event, hold_event
from training.domain.planning import move_event, plan_again
from training.domain.taught import take_plan_over
from training.enums import CHANGED_STATES
from training.errors import TrainingError
from training.exports.event_news import news_of
from training.models import TrainingEvent
from training.permissions import RUN_EVENTS
from training.programme.access import TOLD_WRONG, only_with
from training.programme.event_form import MoveForm, initial_when
from training.programme.event_views import crumbs_of, event_of
from training.queries.event_concerns import agencies_concerned

Words = str | Promise


@dataclass(frozen=True)
class Step:
    """A page that asks before something is done with an event. `lines` say what follows from it."""

    heading: Words
    lines: tuple[Words, ...]
    button: Words
    done: Words
    form_class: type[forms.Form]
    act: Callable[[TrainingEvent, Any, Any], object]
    is_sharp: bool = False
    concerns_others: bool = False
    """Whether there are agencies to be told of it."""


class SureForm(forms.Form):
    """Asks nothing but to be sent."""


class CancelForm(forms.Form):
    """Why an event is cancelled."""

    why = forms.CharField(
        label=_("Why"),
        help_text=_("For colleagues, in a few words: readers are told only that it is cancelled."),
        max_length=300,
        error_messages={"required": _("Say why in a few words: the next person to look at this will want to know.")},
    )


NOBODY_IS_TOLD = _(
    "The site writes to nobody. Next you get words to copy for the agencies it concerns; tell those who have booked in "
    "your training system too."
)
HOLD = Step(
    heading=_("Was it held?"),
    lines=(
        _("From now on it counts as having passed on its learning points."),
        _("The returns of the agencies invited are awaited until their figures come."),
    ),
    button=_("Yes, it was held"),
    done=_("The event is marked as held. Who came?"),
    form_class=SureForm,
    act=lambda event, _form, by: hold_event(event, by=by),
)
MOVE = Step(
    heading=_("Move it to another time"),
    lines=(
        _("Its page and the calendar say that it was moved, and from when. Its address stays the same."),
        NOBODY_IS_TOLD,
    ),
    button=_("Move it"),
    done=_("The event was moved."),
    form_class=MoveForm,
    act=lambda event, form, by: move_event(event, form.when, was_a_slip=form.cleaned_data["was_a_slip"], by=by),
    concerns_others=True,
)
CANCEL = Step(
    heading=_("Cancel it?"),
    lines=(
        _("Its page and the calendar say that it is cancelled. It stays on record and passes nothing on."),
        NOBODY_IS_TOLD,
    ),
    button=_("Cancel the event"),
    done=_("The event is cancelled."),
    form_class=CancelForm,
    act=lambda event, form, by: cancel_event(event, why=form.cleaned_data["why"], by=by),
    is_sharp=True,
    concerns_others=True,
)
PLAN_AGAIN = Step(
    heading=_("Plan it again?"),
    lines=(
        _("It is planned from then on, neither cancelled nor held, and counts as having passed nothing on."),
        _("Returns are no longer awaited. An event for which figures have been recorded stays as held."),
    ),
    button=_("Plan it again"),
    done=_("The event is planned again."),
    form_class=SureForm,
    act=lambda event, _form, by: plan_again(event, by=by),
)


@only_with(RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def event_hold(request: HttpRequest, event_id: int) -> HttpResponse:
    return _ask(request, event_id, HOLD)


@only_with(RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def event_move(request: HttpRequest, event_id: int) -> HttpResponse:
    return _ask(request, event_id, MOVE)


@only_with(RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def event_cancel(request: HttpRequest, event_id: int) -> HttpResponse:
    return _ask(request, event_id, CANCEL)


@only_with(RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def event_plan_again(request: HttpRequest, event_id: int) -> HttpResponse:
    return _ask(request, event_id, PLAN_AGAIN)


@only_with(RUN_EVENTS)
@require_safe
def event_tell(request: HttpRequest, event_id: int) -> HttpResponse:
    """Whom to tell that an event was moved or cancelled, and words to copy; that there is nothing to tell of any other."""
    event = event_of(request, event_id)
    context = {
        "event": event,
        "news": news_of(event),
        "concerned": agencies_concerned(event),
        "breadcrumbs": crumbs_of(event),
    }
    return render(request, "training/event_tell.html", context)


@only_with(RUN_EVENTS)
@require_POST
def event_take_plan(request: HttpRequest, event_id: int) -> HttpResponse:
    """Takes over what the event's plan holds by now."""
    event = event_of(request, event_id)
    by: Any = request.user
    try:
        take_plan_over(event, mark=request.POST.get("mark", ""), by=by)
    except TrainingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken over: it is to pass on what its plan holds now."))
    return redirect(event)


def _ask(request: HttpRequest, event_id: int, step: Step) -> HttpResponse:
    """The page that asks; sent, what it asks for is done, or a sentence says why it cannot be."""
    event = event_of(request, event_id)
    initial = initial_when(event) if step is MOVE else {}
    form = step.form_class(request.POST if request.method == "POST" else None, initial=initial)
    problem = ""
    if form.is_valid():
        try:
            step.act(event, form, request.user)
        except TrainingError as error:
            problem = str(error)
        else:
            messages.success(request, str(step.done))
            event.refresh_from_db()
            is_news = step.concerns_others and event.status in CHANGED_STATES
            return redirect("event_tell", event.pk) if is_news else redirect(event)
    context = {"event": event, "step": step, "form": form, "problem": problem, "breadcrumbs": crumbs_of(event)}
    context["concerned"] = agencies_concerned(event) if step.concerns_others else None
    return render(request, "training/event_step.html", context, status=TOLD_WRONG if problem or form.errors else 200)
