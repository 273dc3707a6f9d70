"""What those who run events can do with one, as links on its page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from training.models import TrainingEvent
from training.permissions import can_run_events


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
        EventTool(_("Count those in the room"), reverse("self_count", args=[event.pk]), _("by their phones, no names")),
        EventTool(_("Who came"), reverse("attendance_grid", args=[event.pk]), _("figures by agency, typed or pasted")),
        EventTool(_("What was taught"), reverse("what_was_taught", args=[event.pk]), _("which points, and how deeply")),
        EventTool(
            _("Feedback"),
            reverse("feedback", args=[event.pk]),
            _("before, at the end and weeks later; without names"),
        ),
    ]
