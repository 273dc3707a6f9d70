"""What each lead owes: replies to cascades and figures of sessions, and whether it is time to say so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Max, Q
from django.utils import timezone

from learning.enums import DEAD_LETTERS
from learning.mail_queue.queue import can_be_written_to
from learning.models import Agency, Partnership
from training.enums import OWING_STATES, CascadeState, RecipientState, ReminderKind
from training.models import CascadeRecipient, CascadeReminder, CascadeSettings
from training.queries.cascade_states import annotate_states
from training.queries.returns import Owes, owed_by_agency, with_events

ONE_WEEK: Final = timedelta(days=7)
NOT_ACKNOWLEDGED = frozenset({RecipientState.WAITING, RecipientState.OVERDUE_TO_ACKNOWLEDGE})


@dataclass(slots=True)
class OwedReply:
    """A reply that an agency owes. `is_time`: one of the partnership's days has come and nobody was reminded since."""

    recipient: CascadeRecipient
    state: str
    is_time: bool

    @property
    def due_on(self) -> date:
        """The day by which the next word is owed: that it came, or what came of it."""
        cascade = self.recipient.cascade
        return cascade.acknowledge_by if self.state in NOT_ACKNOWLEDGED else cascade.complete_by


@dataclass(slots=True)
class OwedByLead:
    """All that is asked of one address: of one agency, or of several that share a lead."""

    address: str
    replies: list[OwedReply] = field(default_factory=list)
    returns: list[Owes] = field(default_factory=list)
    """Agencies whose figures are awaited, each with its events."""
    last: datetime | None = None
    """When the address was last written to about what it owes."""
    came_back: bool = False
    """Whether that mail came back or could not be sent."""

    @property
    def agencies(self) -> list[Agency]:
        """By name, each once."""
        found = {one.recipient.agency_id: one.recipient.agency for one in self.replies}
        found |= {one.agency.pk: one.agency for one in self.returns}
        return sorted(found.values(), key=lambda agency: (agency.name.casefold(), agency.pk))

    @property
    def is_time(self) -> bool:
        return any(one.is_time for one in self.replies) or bool(self.returns)

    def was_written_to_lately(self, now: datetime) -> bool:
        return self.last is not None and self.last > now - ONE_WEEK


@dataclass(slots=True)
class Owed:
    """What is owed of a partnership: by lead, and by agencies to which nobody can write."""

    leads: list[OwedByLead]
    no_address: list[Agency]


def owed_to(partnership: Partnership, *, now: datetime | None = None, with_returns: bool = True) -> Owed:
    """By address, in the order of the agencies' names. What cannot be reached by its own mail is not in it."""
    now = now or timezone.now()
    leads: dict[str, OwedByLead] = {}
    no_address: dict[int, Agency] = {}
    for reply in _owed_replies(partnership, now):
        recipient = reply.recipient
        known = (
            recipient.handed_to,
            recipient.agency.lead_email,
            recipient.email,
        )  # leads change: today's before then's
        address = next(filter(can_be_written_to, known), "")
        if address:
            leads.setdefault(address.casefold(), OwedByLead(address)).replies.append(reply)
        else:
            no_address[recipient.agency_id] = recipient.agency
    for owes in with_events(owed_by_agency(partnership)) if with_returns else []:
        if not owes.can_be_asked or not can_be_written_to(owes.agency.lead_email):
            no_address[owes.agency.pk] = owes.agency
            continue
        address = owes.agency.lead_email
        lead = leads.setdefault(address.casefold(), OwedByLead(address))
        lead.returns.append(owes)
        lead.last = max(filter(None, (lead.last, owes.last)), default=None)
    _add_last(partnership, leads)
    told = sorted(leads.values(), key=lambda lead: (lead.agencies[0].name.casefold(), lead.address))
    return Owed(told, sorted(no_address.values(), key=lambda agency: agency.name.casefold()))


def _owed_replies(partnership: Partnership, now: datetime) -> Iterable[OwedReply]:
    days, today = _reminder_days(partnership), timezone.localdate(now)
    rows: Any = annotate_states(
        CascadeRecipient.objects.filter(
            cascade__partnership=partnership, cascade__state=CascadeState.SENT, parent=None, agency__is_active=True
        ),
        now,
    ).filter(state__in=OWING_STATES)
    reminded = Max("reminders__sent_at", filter=Q(reminders__kind=ReminderKind.REMINDER))
    rows = rows.annotate(reminded=reminded).select_related("cascade__partnership__site", "agency")
    for row in rows.order_by("cascade__complete_by", "cascade_id", "agency__name"):
        reply = OwedReply(row, row.state, is_time=False)
        reply.is_time = _is_time(reply.due_on, days, today, row.reminded)
        yield reply


def _is_time(due_on: date, days: Iterable[int], today: date, reminded: datetime | None) -> bool:
    """A day that was missed, because the week was taken or nothing ran, is made up for: once, however many were."""
    come = [day for day in (due_on + timedelta(days=number) for number in days) if day <= today]
    return bool(come) and (reminded is None or timezone.localdate(reminded) < max(come))


def _reminder_days(partnership: Partnership) -> list[int]:
    """As the partnership chose them. What was made unreadable past the form is no reason for nobody to be reminded."""
    settings = CascadeSettings.for_site(partnership.site) if partnership.site else CascadeSettings()
    try:
        return settings.reminder_days
    except ValueError:
        return CascadeSettings().reminder_days


def _add_last(partnership: Partnership, leads: dict[str, OwedByLead]) -> None:
    """When each address was last written to, and whether that mail arrived as far as is known."""
    by_agency: dict[int, list[OwedByLead]] = defaultdict(list)
    for lead in leads.values():
        for agency in lead.agencies:
            by_agency[agency.pk].append(lead)
    sent = CascadeReminder.objects.filter(
        partnership=partnership, agency__in=list(by_agency), kind=ReminderKind.REMINDER
    ).select_related("mail")
    for one in sent.order_by("sent_at", "pk"):
        for lead in by_agency[one.agency_id]:
            # A mail's address is forgotten after some time: then it may have been this one.
            if one.mail is not None and one.mail.to and one.mail.to.casefold() != lead.address.casefold():
                continue
            lead.last = max(filter(None, (lead.last, one.sent_at)))
            lead.came_back = one.mail is not None and (
                one.mail.came_back_at is not None or one.mail.state in DEAD_LETTERS
            )
