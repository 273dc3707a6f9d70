"""Which agencies an event is about, and which others may be."""

from learning.models import Agency, Partnership
from training.models import TrainingEvent


def agencies_of(event: TrainingEvent) -> list[Agency]:
    """Those invited, and those with a row of attendance, by name."""
    invited = event.invited.all()
    answered = Agency.objects.filter(attendances__event=event)
    return sorted({*invited, *answered}, key=lambda agency: (agency.name.casefold(), agency.pk))


def agencies_to_choose(event: TrainingEvent) -> list[Agency]:
    """Those of the partnership that are active, by name."""
    return list(Agency.objects.filter(partnerships=event.partnership_id, is_active=True).order_by("name", "pk"))


def partnership_agencies(partnership: Partnership) -> list[Agency]:
    """All of the partnership, also those that are no longer active, by name."""
    return list(Agency.objects.filter(partnerships=partnership).only("name").order_by("name", "pk"))
