"""Sending what is due. A mail is claimed before it is handed over, and never claimed twice."""

from django.db.models import Q
from django.utils import timezone

from learning.enums import MailState
from learning.mail_queue.composing import compose
from learning.models import QueuedMail


def send_due(limit: int = 100) -> int:
    """Sends up to `limit` mails that are due; returns how many went."""
    now, sent = timezone.now(), 0
    due = QueuedMail.objects.filter(
        Q(batch__held_at=None, batch__withdrawn_at=None, batch__not_before__lte=now),
        state=MailState.WAITING,
        due_at__lte=now,
    ).order_by("due_at", "pk")
    for mail in due.select_related("batch")[:limit]:
        claimed = QueuedMail.objects.filter(pk=mail.pk, state=MailState.WAITING).update(
            state=MailState.SENDING, claimed_at=timezone.now()
        )
        if claimed:
            compose(mail).send()
            QueuedMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=timezone.now())
            sent += 1
    return sent
