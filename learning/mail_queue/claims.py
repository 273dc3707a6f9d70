"""Whose mail it is at this moment. Every step is one statement that holds only if the step before still does.

A sender writes its name on a mail before it does anything with it, and once more just before the mail can go. Whoever
comes upon the mails of a sender that is no more lets those go again that cannot have gone, and asks people about the rest.
That is right even where a sender is thought dead and is not: its own next step fails, and it lets go of the mail.
"""

import fcntl
import os
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.enums import MailState
from learning.mail_queue.composing import our_domain
from learning.models import MailBatch, QueuedMail

LEASE = timedelta(minutes=15)
"""After so long a sender on another machine, which nobody here can look at, is thought dead."""
MOST_TRIES = 19
"""About two days of them."""
_FIRST_DELAY, _LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=4)
_MACHINE = socket.gethostname()[:60]


class ClaimLost(Exception):
    """Somebody else has the mail by now: hands off."""


class SenderName:
    """The name of a sender, and a lock on a file of that name, which goes with the process however it ends."""

    def __init__(self) -> None:
        self.text = f"{_MACHINE}:{uuid4().hex}"
        self._path = _lock_file(self.text)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def end(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._file)


def _lock_file(name: str) -> Path:
    return Path(settings.MAIL_SENDERS_ROOT) / f"{name.rpartition(':')[2]}.lock"


def is_gone(name: str, claimed_at: datetime, now: datetime) -> bool:
    """Whether that sender can be thought dead."""
    if claimed_at < now - LEASE or not name:
        return True
    if name.rpartition(":")[0] != _MACHINE:
        return False
    try:
        file = os.open(_lock_file(name), os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        with suppress(OSError):
            _lock_file(name).unlink(missing_ok=True)
        return True
    finally:
        os.close(file)


def due(now: datetime, limit: int) -> list[int]:
    """The ids of what may go now, the longest due first."""
    mails = QueuedMail.objects.filter(
        state=MailState.WAITING,
        due_at__lte=now,
        batch__held_at=None,
        batch__withdrawn_at=None,
        batch__not_before__lte=now,
    )
    return list(mails.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])


def claim(pk: int, sender: str) -> QueuedMail | None:
    """The mail, now ours; None where somebody was quicker, or its mailing has been held or called back since."""
    now = timezone.now()
    # One statement that looks at the mail's own row: of two that come at once, the second finds it changed.
    going = MailBatch.objects.filter(pk=OuterRef("batch"), held_at=None, withdrawn_at=None, not_before__lte=now)
    claimed = QueuedMail.objects.filter(Exists(going), pk=pk, state=MailState.WAITING, due_at__lte=now).update(
        state=MailState.SENDING, claimed_by=sender, claimed_at=now, handed_at=None, tries=F("tries") + 1
    )
    if not claimed:
        return None
    mail = QueuedMail.objects.select_related("batch__partnership").get(pk=pk)
    if not mail.message_id:
        mail.message_id = f"<{uuid4().hex}.{pk}@{our_domain()}>"
    return mail


def note_handing(mail: QueuedMail) -> None:
    """From this moment the mail may have gone. On the disk before it is true, so that a power cut cannot undo it."""
    ours = QueuedMail.objects.filter(pk=mail.pk, state=MailState.SENDING, claimed_by=mail.claimed_by, handed_at=None)
    with _to_the_disk():
        if not ours.update(handed_at=timezone.now(), message_id=mail.message_id):
            raise ClaimLost


@contextmanager
def _to_the_disk() -> Iterator[None]:
    """What is committed meanwhile outlasts a power cut too. PostgreSQL does that by itself, SQLite as we set it does not."""
    careful = connection.vendor == "sqlite" and not connection.in_atomic_block
    if careful:
        connection.cursor().execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        if careful:
            connection.cursor().execute("PRAGMA synchronous=NORMAL")


def note_sent(mail: QueuedMail) -> None:
    """It went. True as well where somebody had given this sender up."""
    _held(mail).update(state=MailState.SENT, sent_at=timezone.now(), problem="")


def note_given_up(mail: QueuedMail, why: str) -> None:
    _held(mail).update(state=MailState.GIVEN_UP, problem=why, handed_at=None)


def note_not_known(mail: QueuedMail, why: str) -> None:
    _held(mail).update(state=MailState.NOT_KNOWN, problem=why)


def put_off(mail: QueuedMail, why: str) -> bool:
    """It is tried again later, longer each time; False where it was tried often enough."""
    if mail.tries >= MOST_TRIES:
        note_given_up(mail, why + " " + _("Given up after %(n)d tries.") % {"n": mail.tries})
        return False
    later = timezone.now() + delay_after(mail.tries)
    _held(mail).update(state=MailState.WAITING, due_at=later, problem=why, claimed_by="", handed_at=None)
    _withdraw_with_its_mailing(mail)
    return True


def put_back(mail: QueuedMail) -> None:
    """As if it had not been touched: what went wrong was not its fault."""
    _held(mail).update(state=MailState.WAITING, claimed_by="", handed_at=None, tries=mail.tries - 1)
    _withdraw_with_its_mailing(mail)


def _withdraw_with_its_mailing(mail: QueuedMail) -> None:
    """What was in our hands when its mailing was called back, and did not go."""
    gone_back = QueuedMail.objects.filter(pk=mail.pk, state=MailState.WAITING, batch__withdrawn_at__isnull=False)
    gone_back.update(state=MailState.WITHDRAWN)


def _held(mail: QueuedMail) -> QuerySet[QueuedMail]:
    states = [MailState.SENDING, MailState.NOT_KNOWN]
    return QueuedMail.objects.filter(pk=mail.pk, state__in=states, claimed_by=mail.claimed_by)


def delay_after(tries: int) -> timedelta:
    """How long until the next try: twice as long each time, and never all at once."""
    plain = min(_FIRST_DELAY * 2 ** (tries - 1), _LONGEST_DELAY)
    return plain * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, guards nothing


def take_back_from_the_dead(*, now: datetime | None = None) -> tuple[int, int]:
    """Frees the mails of senders that are no more; returns how many go again, and of how many nobody knows."""
    now = now or timezone.now()
    again = unknown = 0
    for pk, sender, claimed_at, tries in QueuedMail.objects.filter(state=MailState.SENDING).values_list(
        "pk", "claimed_by", "claimed_at", "tries"
    ):
        if not is_gone(sender, claimed_at or now, now):
            continue
        theirs = QueuedMail.objects.filter(pk=pk, state=MailState.SENDING, claimed_by=sender)
        # A mail that takes its sender with it each time must not go round for ever.
        later = delay_after(tries) if tries > 3 else timedelta(0)
        state = MailState.WAITING if tries < MOST_TRIES else MailState.GIVEN_UP
        why = _("What was sending it stopped before it could go.")
        again += theirs.filter(handed_at=None).update(state=state, claimed_by="", due_at=now + later, problem=why)
        why = _("What was sending it stopped at the very moment of handing it over.")
        unknown += theirs.filter(handed_at__isnull=False).update(state=MailState.NOT_KNOWN, problem=why)
    return again, unknown
