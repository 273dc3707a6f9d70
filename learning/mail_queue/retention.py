"""To whom a mail went is not kept for longer than somebody may ask about it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from learning.enums import MailState
from learning.models import QueuedMail

_OVER = [MailState.SENT, MailState.WITHDRAWN, MailState.GIVEN_UP, MailState.NOT_KNOWN]


def forget_addresses(*, now: datetime | None = None) -> int:
    """Forgets address, words and links of mails that went, or did not, `MAIL_ADDRESS_DAYS` ago; returns how many.

    That there was a mail, of which mailing and for which agency, stays.
    """
    limit = (now or timezone.now()) - timedelta(days=settings.MAIL_ADDRESS_DAYS)
    old = Q(sent_at__lt=limit) | Q(sent_at=None, due_at__lt=limit)
    return QueuedMail.objects.filter(old, state__in=_OVER).exclude(to="").update(to="", places={}, signed={})
