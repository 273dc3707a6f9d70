"""What happened between the partnership and one agency about one cascade."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.enums import DEAD_LETTERS, MailState
from learning.models import QueuedMail
from training.enums import SharedHow
from training.models import Cascade, CascadeRecipient, CascadeReminder, CascadeReply
from training.queries.cascade_board import BoardRow, board_rows


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing, in words. `facts` are a name and a value each."""

    at: datetime
    what: str
    facts: tuple[tuple[str, str], ...] = field(default=())
    is_problem: bool = False


def recipient_of_cascade(cascade: Cascade, recipient_id: int) -> BoardRow:
    """The agency's line on the board. Raises Http404 for a team's row and for another cascade's."""
    found = next((row for row in board_rows(cascade) if row.recipient.pk == recipient_id), None)
    if found is None:
        raise Http404
    return found


def trail_of(recipient: CascadeRecipient, *, with_addresses: bool) -> list[Happened]:
    """Mails, replies in every version, the teams' too, reminders, links handed on and revoked. Latest first."""
    happened = [*_mails(recipient, with_addresses), *_replies(recipient), *_reminders(recipient)]
    if recipient.handed_at:
        to = ((_("To"), recipient.handed_to),) if with_addresses and recipient.handed_to else ()
        happened.append(Happened(recipient.handed_at, _("Handed on to a deputy"), to))
    if recipient.revoked_at:
        happened.append(Happened(recipient.revoked_at, _("Link revoked: it opens nothing any more"), is_problem=True))
    return sorted(happened, key=lambda one: one.at, reverse=True)


def said(reply: CascadeReply) -> tuple[tuple[str, str], ...]:
    """What a version says: what was asked and what was answered, without what was left empty."""
    hows = [str(SharedHow(how).label) for how in reply.how if how in SharedHow.values]
    facts = [
        (_("People"), "" if reply.people is None else f"{reply.people:,}"),
        (_("Teams"), reply.teams),
        (_("How"), ", ".join([*hows, *([reply.how_else] if reply.how_else else [])])),
        (_("Shared by"), date_format(reply.shared_on, "j F Y") if reply.shared_on else ""),
        (_("Will change"), reply.will_change),
        (_("By"), date_format(reply.change_by, "j F Y") if reply.change_by else ""),
        (_("Why it is not relevant"), reply.reason),
        (_("Help needed"), reply.help_wanted),
        (_("Answered by"), reply.role),
        (_("Written down by"), _("somebody of the partnership") if reply.recorded_by_id else ""),
    ]
    return tuple((name, value) for name, value in facts if value)


def _replies(recipient: CascadeRecipient) -> Iterator[Happened]:
    of = CascadeReply.objects.filter(recipient=recipient) | CascadeReply.objects.filter(recipient__parent=recipient)
    for reply in of.select_related("recipient"):
        what = reply.get_kind_display()
        if reply.recipient.team:
            what = f"{reply.recipient.team}: {what}"
        version = "" if reply.is_current else " " + _("(version %(n)d, amended since)") % {"n": reply.version}
        yield Happened(reply.received_at, what + version, said(reply))


def _mails(recipient: CascadeRecipient, with_addresses: bool) -> Iterator[Happened]:
    keys = f"cascade:{recipient.cascade_id}:{recipient.pk}:"
    found: dict[int, Any] = {mail.pk: mail for mail in QueuedMail.objects.filter(key__startswith=keys)}
    if recipient.mail:
        found[recipient.mail.pk] = recipient.mail
    for mail in found.values():
        to = ((_("To"), mail.to),) if with_addresses and mail.to else ()
        if mail.came_back_at:
            yield Happened(mail.came_back_at, _("The mail came back"), _why(mail.came_back_why), is_problem=True)
        if mail.state == MailState.SENT:
            yield Happened(mail.sent_at or mail.due_at, _("Mail sent"), to)
        else:
            is_problem = mail.state in DEAD_LETTERS
            what = _("Mail: %(state)s") % {"state": mail.get_state_display().lower()}
            yield Happened(mail.due_at, what, to + _why(mail.problem), is_problem=is_problem)


def _reminders(recipient: CascadeRecipient) -> Iterator[Happened]:
    for one in CascadeReminder.objects.filter(recipients=recipient).select_related("mail"):
        facts: tuple[tuple[str, str], ...] = ()
        if one.mail and one.mail.state != MailState.SENT:
            facts = ((_("Mail"), one.mail.get_state_display()),)
        yield Happened(one.sent_at, one.get_kind_display(), facts, bool(one.mail and one.mail.came_back_at))


def _why(words: str) -> tuple[tuple[str, str], ...]:
    return ((_("Why"), words),) if words else ()
