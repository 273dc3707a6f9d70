"""What those who run events can do with one, as links on its page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from training.enums import CHANGED_STATES, COMING_STATES, EventKind, EventStatus
from training.models import TrainingEvent
from training.permissions import can_endorse, can_run_events


@dataclass(frozen=True)
class EventTool:
    """A link to a page on which something is done with the event."""

    title: str
    url: str
    explanation: str = ""


def event_tools(request: HttpRequest, event: TrainingEvent) -> list[EventTool]:
    """In the order in which they are needed: before, on the day, after. None for those who do not run events."""
    if not can_run_events(request):
        return []
    return [
        *_before_it(event),
        EventTool(_("Count those in the room"), reverse("self_count", args=[event.pk]), _("by their phones, no names")),
        EventTool(_("Who came"), reverse("attendance_grid", args=[event.pk]), _("figures by agency, typed or pasted")),
        EventTool(_("What was taught"), reverse("what_was_taught", args=[event.pk]), _("which points, and how deeply")),
        EventTool(
            _("Feedback"),
            reverse("feedback", args=[event.pk]),
            _("before, at the end and weeks later; without names"),
        ),
        *_endorsement(request, event),
        *_how_it_stands(event),
    ]


def _before_it(event: TrainingEvent) -> list[EventTool]:
    """What is still open of an event to come, or is to be told of it."""
    tools = [_tool(_("Tell those it concerns"), "event_tell", event)] if event.status in CHANGED_STATES else []
    tools += [_tool(_("Change what it says"), "event_edit", event)]
    if event.status in COMING_STATES:
        tools += [
            _tool(_("Move it to another time"), "event_move", event),
            _tool(_("Cancel it"), "event_cancel", event),
            _tool(_("Mark it as held"), "event_hold", event),
        ]
    return tools


def _endorsement(request: HttpRequest, event: TrainingEvent) -> list[EventTool]:
    if event.kind != EventKind.SINGLE_AGENCY or not can_endorse(request):
        return []
    return [_tool(_("Endorse it"), "endorse_event", event, _("against what its level requires"))]


def _how_it_stands(event: TrainingEvent) -> list[EventTool]:
    """What was done by mistake can be taken back."""
    if event.status == EventStatus.CANCELLED:
        return [_tool(_("Plan it again"), "event_plan_again", event, _("if it is on after all"))]
    if event.status == EventStatus.HELD:
        return [_tool(_("It was not held after all"), "event_plan_again", event)]
    return []


def _tool(title: str, name: str, event: TrainingEvent, explanation: str = "") -> EventTool:
    return EventTool(title, reverse(name, args=[event.pk]), explanation)
