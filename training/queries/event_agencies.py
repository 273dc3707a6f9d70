"""Which agencies an event is about, and which others may be."""

from learning.models import Agency
from training.models import TrainingEvent


def agencies_of(event: TrainingEvent) -> list[Agency]:
    """Those invited, and those with a row of attendance, by name."""
    invited = event.invited.all()
    answered = Agency.objects.filter(attendances__event=event)
    return sorted({*invited, *answered}, key=lambda agency: (agency.name.casefold(), agency.pk))


def agencies_to_choose(event: TrainingEvent) -> list[Agency]:
    """Those of the partnership that are active, by name."""
    return list(Agency.objects.filter(partnerships=event.partnership_id, is_active=True).order_by("name", "pk"))
