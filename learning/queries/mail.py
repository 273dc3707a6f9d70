"""Reads of the mail queue, for the people who look after it."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from learning.enums import DEAD_LETTERS, MailState
from learning.models import MailBatch, Partnership, QueuedMail


def mailings_of(partnership: Partnership) -> QuerySet[MailBatch]:
    """Its mailings and those of nobody in particular, the newest first."""
    return MailBatch.objects.filter(Q(partnership=partnership) | Q(partnership=None))


def in_question(partnership: Partnership) -> QuerySet[QueuedMail]:
    """Mails that did not go, came back, or of which nobody knows, for as long as it is known whose they are."""
    bad = Q(state__in=DEAD_LETTERS) | Q(state=MailState.SENT, came_back_at__isnull=False)
    ours = Q(batch__partnership=partnership) | Q(batch__partnership=None)
    found = QueuedMail.objects.filter(bad, ours).exclude(to="")
    return found.select_related("batch", "agency").order_by("-due_at", "-pk")


def counts_of(batches: Sequence[MailBatch]) -> dict[int, dict[str, int]]:
    """Mailing to how many of its mails are in each state; `came_back` counts those among the sent. One query."""
    found: dict[int, dict[str, int]] = {batch.pk: {} for batch in batches}
    rows = QueuedMail.objects.filter(batch__in=list(found)).values("batch", "state").order_by()
    for row in rows.annotate(n=Count("pk"), back=Count("pk", filter=Q(came_back_at__isnull=False))):
        counts = found[row["batch"]]
        counts[row["state"]] = row["n"]
        counts["came_back"] = counts.get("came_back", 0) + (row["back"] if row["state"] == MailState.SENT else 0)
    return found


def words_for(counts: dict[str, int]) -> list[tuple[str, int]]:
    """The counts as people read them, in the order a mail goes through."""
    return [(str(MailState(state).label), counts[state]) for state in MailState.values if counts.get(state)]
