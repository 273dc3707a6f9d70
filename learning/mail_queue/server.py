"""How it stands with the mail server. While it cannot be reached everything waits, and no mail counts a try."""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from learning.models import MailServer

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=5)
ONLY_ROW = 1


def trouble() -> MailServer | None:
    """What is wrong with the mail server now; None where nothing is known to be."""
    return MailServer.objects.filter(pk=ONLY_ROW, down_since__isnull=False).first()


def may_be_tried(*, now: datetime | None = None) -> bool:
    """Whether it is well, or it is time to see whether it is well again."""
    found = trouble()
    return found is None or found.try_again_at is None or found.try_again_at <= (now or timezone.now())


def note_trouble(why: str, *, now: datetime | None = None) -> None:
    """Everything waits: a quarter of a minute at first, five minutes at most."""
    now = now or timezone.now()
    with transaction.atomic():
        row, _made = MailServer.objects.select_for_update().get_or_create(pk=ONLY_ROW)
        row.down_since = row.down_since or now
        row.why = why
        row.failures += 1
        pause = min(_FIRST_PAUSE * 2 ** min(row.failures - 1, 10), _LONGEST_PAUSE)
        row.try_again_at = now + pause * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, guards nothing
        row.save()


def note_well() -> None:
    """It takes mail."""
    MailServer.objects.filter(pk=ONLY_ROW).exclude(down_since=None).update(
        down_since=None, why="", failures=0, try_again_at=None
    )


def try_at_once() -> None:
    """Somebody has seen to it: the next look at the queue tries again."""
    MailServer.objects.filter(pk=ONLY_ROW).update(try_again_at=timezone.now())
