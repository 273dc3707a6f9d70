"""How the mail of a cascade went: how many have it, who has not, whether it can still be called back."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from learning.enums import DEAD_LETTERS, MailState
from training.enums import CascadeState
from training.models import Cascade, CascadeRecipient


@dataclass(frozen=True)
class HowItWent:
    """The mails of a cascade's agencies. Numbers are agencies; `goes_at` is None before it was sent."""

    cascade: Cascade
    goes_at: datetime | None
    is_held: bool
    by_state: dict[str, int]
    came_back: int
    without_mail: int
    now: datetime

    @property
    def waiting(self) -> int:
        return self.by_state.get(MailState.WAITING, 0)

    @property
    def gone(self) -> int:
        return sum(self.by_state.get(state, 0) for state in (MailState.SENT, MailState.SENDING, MailState.NOT_KNOWN))

    @property
    def called_back(self) -> int:
        return self.by_state.get(MailState.WITHDRAWN, 0)

    @property
    def could_not_go(self) -> int:
        return sum(self.by_state.get(state, 0) for state in DEAD_LETTERS)

    @property
    def mails(self) -> int:
        return sum(self.by_state.values())

    @property
    def is_out(self) -> bool:
        return self.cascade.state == CascadeState.SENT

    @property
    def is_before_it_goes(self) -> bool:
        """Nothing has gone, and the time to call it back is not over."""
        return self.is_out and not self.gone and bool(self.waiting and self.goes_at and self.now < self.goes_at)

    @property
    def can_be_called_back(self) -> bool:
        return self.is_out and self.waiting > 0

    @property
    def can_be_closed(self) -> bool:
        return self.is_out and not self.is_before_it_goes

    @property
    def can_be_reopened(self) -> bool:
        return self.cascade.state == CascadeState.CLOSED


def how_it_went(cascade: Cascade, *, now: datetime | None = None) -> HowItWent:
    """In one query, however many agencies; the mailing is fetched with `cascade`, or in a second."""
    agencies = CascadeRecipient.objects.filter(cascade=cascade, parent=None).order_by()
    counted = agencies.values("mail__state").annotate(
        n=Count("pk"), back=Count("pk", Q(mail__came_back_at__isnull=False))
    )
    states: Counter[str] = Counter()
    came_back = without_mail = 0
    for row in counted:
        came_back += row["back"]
        if row["mail__state"] is None:
            without_mail += row["n"]
        else:
            states[row["mail__state"]] += row["n"]
    batch = cascade.batch
    return HowItWent(
        cascade,
        goes_at=batch.not_before if batch else None,
        is_held=bool(batch and batch.held_at),
        by_state=dict(states),
        came_back=came_back,
        without_mail=without_mail,
        now=now or timezone.now(),
    )


def agencies_of_cascade(cascade: Cascade) -> QuerySet[CascadeRecipient]:
    """Its agencies with their mails, by name."""
    rows = CascadeRecipient.objects.filter(cascade=cascade, parent=None)
    return rows.select_related("agency__kind", "mail").order_by("agency__name", "pk")


def without_it(cascade: Cascade) -> QuerySet[CascadeRecipient]:
    """Agencies that do not have their mail, or may not: none was written, it could not go, or it came back."""
    trouble = Q(mail=None) | Q(mail__state__in=DEAD_LETTERS) | Q(mail__came_back_at__isnull=False)
    return agencies_of_cascade(cascade).filter(trouble)
