"""Putting mail in the queue, holding it, calling it back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from learning.enums import MailState
from learning.models import Agency, MailBatch, QueuedMail

ROWS_AT_ONCE = 500
AHEAD_OF_OTHERS = timedelta(days=1)
"""A letter that somebody waits for is due that much earlier, and its mailing too: what is longest due goes first."""
_BREAKS = re.compile(r"[\r\n\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True)
class SignedLink:
    """A link that is made when the mail goes: `address` with `{token}` where `value`, signed with `salt`, goes."""

    salt: str
    value: Any
    """Whatever JSON can hold."""
    address: str


@dataclass(frozen=True)
class Letter:
    """One mail of a mailing. `key` says which mail it is: asked for twice, it goes once."""

    to: str
    key: str
    places: Mapping[str, str] = field(default_factory=dict)
    signed: Mapping[str, SignedLink] = field(default_factory=dict)
    agency: Agency | None = None
    due_at: datetime | None = None


def can_be_written_to(address: str) -> bool:
    """Whether mail can be addressed there: no empty, broken or many-lined address."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def one_line(words: str) -> str:
    """The words without line breaks or control characters: nothing typed by anybody becomes a header of its own."""
    return _BREAKS.sub(" ", words).strip()


def queue_mailing(batch: MailBatch, letters: Iterable[Letter]) -> dict[str, QueuedMail]:
    """Saves the mailing, if it is new, and a row for each letter; returns the rows by their keys.

    A letter whose key is in the queue already is left as it is there. All or nothing; thousands take under a second.

    Raises:
        ValueError: an address to which nothing can be sent. Ask `can_be_written_to` first.
    """
    letters = list(letters)
    queue_mailings([(batch, letters)])
    found: dict[str, QueuedMail] = {}
    keys = [letter.key for letter in letters]
    for start in range(0, len(keys), ROWS_AT_ONCE):
        found |= {row.key: row for row in QueuedMail.objects.filter(key__in=keys[start : start + ROWS_AT_ONCE])}
    return found


def queue_mailings(mailings: Iterable[tuple[MailBatch, Sequence[Letter]]]) -> None:
    """The same of many mailings at once, each with its letters.

    Raises:
        ValueError: an address to which nothing can be sent; nothing of any of them is queued.
    """
    mailings = list(mailings)
    for batch, _letters in mailings:
        batch.subject = one_line(batch.subject)
    rows = [(batch, _row(letter, batch)) for batch, letters in mailings for letter in letters]
    with transaction.atomic():
        MailBatch.objects.bulk_create([batch for batch, _letters in mailings if batch.pk is None])
        for batch, row in rows:
            row.batch = batch
        QueuedMail.objects.bulk_create([row for _batch, row in rows], batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
        transaction.on_commit(_wake_the_worker)


def withdraw_mailing(batch: MailBatch, *, now: datetime | None = None) -> int:
    """Calls back what has not gone; returns how many mails that is. What is being sent this moment goes."""
    with transaction.atomic():
        MailBatch.objects.filter(pk=batch.pk, withdrawn_at=None).update(withdrawn_at=now or timezone.now())
        return QueuedMail.objects.filter(batch=batch, state=MailState.WAITING).update(state=MailState.WITHDRAWN)


def hold_mailing(batch: MailBatch, *, now: datetime | None = None) -> None:
    """Stops what has not gone, until it is released."""
    MailBatch.objects.filter(pk=batch.pk, held_at=None).update(held_at=now or timezone.now())


def release_mailing(batch: MailBatch) -> None:
    """Lets a mailing that was held go on."""
    MailBatch.objects.filter(pk=batch.pk).update(held_at=None)
    transaction.on_commit(_wake_the_worker)


def _row(letter: Letter, batch: MailBatch) -> QueuedMail:
    if not can_be_written_to(letter.to):
        raise ValueError("No mail can be sent to that address.")
    return QueuedMail(
        to=letter.to,
        key=letter.key,
        agency=letter.agency,
        places=dict(letter.places),
        signed={
            name: {"salt": one.salt, "value": one.value, "address": one.address} for name, one in letter.signed.items()
        },
        due_at=max(letter.due_at or timezone.now(), batch.not_before),
    )


def _wake_the_worker() -> None:
    from learning.tasks import send_due_mail

    send_due_mail.enqueue()
