"""Telling an agency's board member what is overdue for long: once for each cascade and agency."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from learning.mail_queue.queue import can_be_written_to, queue_mailing
from learning.models import Agency, Partnership
from training.enums import OVERDUE_STATES, CascadeState, RecipientState, ReminderKind
from training.exports.escalation_mails import letter_of, mailing_of
from training.models import Cascade, CascadeRecipient, CascadeReminder, CascadeSettings
from training.queries.cascade_states import annotate_states

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(slots=True)
class Escalation:
    """One agency, and its rows that are overdue for long, each with `state`, `reminded` (latest) and `reminders_sent`."""

    agency: Agency
    overdue: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Escalations:
    """Whose board member can be told, and whose cannot for want of an address."""

    ready: list[Escalation] = field(default_factory=list)
    no_address: list[Escalation] = field(default_factory=list)


def to_escalate(
    partnership: Partnership,
    *,
    now: datetime | None = None,
    agencies: Collection[int] | None = None,
    cascade: Cascade | None = None,
) -> Escalations:
    """What would be told now, without telling it: overdue longer than the partnership waits, and not told before.

    An agency that nobody could reach is told of too: its board member is who can say whom to write to. With `cascade`:
    only what is overdue of that one.
    """
    now = now or timezone.now()
    settings = CascadeSettings.for_site(partnership.site) if partnership.site else CascadeSettings()
    long_ago = timezone.localdate(now) - timedelta(days=settings.escalate_after_days)
    found: dict[int, Escalation] = {}
    rows = _overdue(partnership, long_ago, now)
    for row in rows.filter(cascade=cascade) if cascade else rows:
        if agencies is None or row.agency_id in agencies:
            found.setdefault(row.agency_id, Escalation(row.agency)).overdue.append(row)
    told: dict[bool, list[Escalation]] = defaultdict(list)
    for one in found.values():
        told[can_be_written_to(one.agency.board_email)].append(one)
    return Escalations(told[True], told[False])


def escalate(
    partnership: Partnership,
    *,
    by: "AbstractBaseUser | None" = None,
    now: datetime | None = None,
    agencies: Collection[int] | None = None,
) -> Escalations:
    """Queues a mail to each board member, with all of the agency's that is overdue for long, and keeps that it did."""
    now = now or timezone.now()
    with transaction.atomic():
        Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
        found = to_escalate(partnership, now=now, agencies=agencies)
        for one in found.ready:
            key = f"escalation:{partnership.pk}:{min(row.pk for row in one.overdue)}"
            batch = mailing_of(partnership, one.agency, one.overdue)
            mails = queue_mailing(batch, [letter_of(one.agency, key)])
            reminder = CascadeReminder.objects.create(
                partnership=partnership,
                agency=one.agency,
                kind=ReminderKind.ESCALATION,
                mail=mails[key],
                sent_at=now,
                sent_by_id=by.pk if by else None,
            )
            reminder.recipients.set(one.overdue)
    return found


def _overdue(partnership: Partnership, long_ago: Any, now: datetime) -> Any:
    told = CascadeReminder.recipients.through.objects.filter(
        cascaderecipient=OuterRef("pk"), cascadereminder__kind=ReminderKind.ESCALATION
    )
    rows = annotate_states(
        CascadeRecipient.objects.filter(
            ~Exists(told),
            cascade__partnership=partnership,
            cascade__state=CascadeState.SENT,
            cascade__complete_by__lt=long_ago,
            parent=None,
            agency__is_active=True,
        ),
        now,
    ).filter(state__in=[*OVERDUE_STATES, RecipientState.UNREACHABLE])
    reminder = Q(reminders__kind=ReminderKind.REMINDER)
    rows = rows.annotate(
        reminded=Max("reminders__sent_at", filter=reminder), reminders_sent=Count("reminders", filter=reminder)
    )
    return rows.select_related("cascade", "agency", "mail").order_by("agency__name", "cascade__complete_by", "pk")
