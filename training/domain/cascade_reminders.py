"""Reminding leads: one mail a week at most, with all that each owes, through the mail queue."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.mail_queue.queue import Letter, queue_mailing
from learning.models import Agency, Partnership, QueuedMail
from training.enums import ReminderKind
from training.exports.reminder_mails import KIND, Shape, letter_of, mailing_of
from training.models import CascadeReminder, ReturnRequest
from training.queries.cascade_owed import OwedByLead, owed_to

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(slots=True)
class Reminded:
    """What became of a batch: whose mail is in the queue, who was written to this week, to whom nothing gets through."""

    reminded: list[OwedByLead] = field(default_factory=list)
    lately: list[OwedByLead] = field(default_factory=list)
    came_back: list[OwedByLead] = field(default_factory=list)
    """The last reminder came back or could not be sent, and the address is the same: not written to again and again."""
    not_yet: list[OwedByLead] = field(default_factory=list)
    """They owe, and none of the partnership's days has come."""
    no_address: list[Agency] = field(default_factory=list)


def who_to_remind(
    partnership: Partnership, *, now: datetime | None = None, agencies: Collection[int] | None = None
) -> Reminded:
    """What a batch would do now, without doing it.

    `agencies` (ids) are those that somebody wants reminded now: the partnership's chosen days do not matter then, the week
    does. Without them: all whose day has come.
    """
    now = now or timezone.now()
    owed = owed_to(partnership, now=now)
    wanted = None if agencies is None else set(agencies)
    batch = Reminded(no_address=[one for one in owed.no_address if wanted is None or one.pk in wanted])
    for lead in owed.leads:
        if wanted is not None and not wanted & {agency.pk for agency in lead.agencies}:
            continue
        if lead.came_back:
            batch.came_back.append(lead)
        elif lead.was_written_to_lately(now):
            batch.lately.append(lead)
        elif wanted is None and not lead.is_time:
            batch.not_yet.append(lead)
        else:
            batch.reminded.append(lead)
    return batch


def remind_leads(
    partnership: Partnership,
    *,
    by: "AbstractBaseUser | None" = None,
    now: datetime | None = None,
    agencies: Collection[int] | None = None,
) -> Reminded:
    """Queues one mail for each lead whose time it is, with all that is owed, and keeps that it did.

    The same twice in a week is once: the partnership is locked while it is looked who was written to. What an agency
    answers before this is looked at is not asked for.
    """
    now = now or timezone.now()
    with transaction.atomic():
        Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
        batch = who_to_remind(partnership, now=now, agencies=agencies)
        mails = _queue(partnership, batch.reminded, now)
        for lead in batch.reminded:
            _keep(partnership, lead, mails[key_of(partnership, lead, now)], by, now)
    return batch


def key_of(partnership: Partnership, lead: OwedByLead, now: datetime) -> str:
    """The same for the same address in the same week; it does not hold the address."""
    year, week, _day = timezone.localdate(now).isocalendar()
    lead_mark = hashlib.sha256(lead.address.casefold().encode()).hexdigest()[:12]
    return f"{KIND}:{partnership.pk}:{year}-W{week:02}:{lead_mark}"


def _queue(partnership: Partnership, leads: list[OwedByLead], now: datetime) -> dict[str, QueuedMail]:
    by_shape: dict[Shape, list[Letter]] = defaultdict(list)
    for lead in leads:
        by_shape[Shape.of(lead)].append(letter_of(partnership, lead, key_of(partnership, lead, now)))
    mails: dict[str, QueuedMail] = {}
    for shape, letters in by_shape.items():
        mails |= queue_mailing(mailing_of(partnership, shape), letters)
    return mails


def _keep(
    partnership: Partnership, lead: OwedByLead, mail: QueuedMail, by: "AbstractBaseUser | None", now: datetime
) -> None:
    """A reminder for each agency; and a request for returns, so that nobody asks for them by themselves this week."""
    for agency in lead.agencies:
        reminder = CascadeReminder.objects.create(
            partnership=partnership,
            agency=agency,
            kind=ReminderKind.REMINDER,
            mail=mail,
            sent_at=now,
            sent_by_id=by.pk if by else None,
        )
        reminder.recipients.set(one.recipient for one in lead.replies if one.recipient.agency_id == agency.pk)
    for owes in lead.returns:
        request = ReturnRequest.objects.create(
            partnership=partnership,
            agency=owes.agency,
            asked_at=now,
            asked_by_id=by.pk if by else None,
            was_sent=True,
        )
        request.events.set(owes.events)
