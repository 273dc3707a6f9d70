"""The events of a plan whose feedback form people in the room can scan: its pack is the same for all of them, the code is not."""

from datetime import date

from django.db.models import Exists, OuterRef

from training.enums import FeedbackMoment
from training.models import FeedbackRound, SessionPlan, TrainingEvent

MOST_EVENTS = 10


def events_to_ask_at(plan: SessionPlan, on: date | None = None) -> list[TrainingEvent]:
    """Events of the plan that are to come, the next one first, each with `asks`: whether its feedback at the end is open
    or will be, and so has an address."""
    asked = FeedbackRound.objects.filter(event=OuterRef("pk"), moment=FeedbackMoment.AFTER)
    coming = TrainingEvent.objects.of(plan.partnership).coming(on).filter(plan=plan)
    return list(coming.annotate(asks=Exists(asked))[:MOST_EVENTS])
