"""The mail that tells an agency's board member what is overdue, and what its lead was sent when."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.enums import MailState
from learning.mail_queue.queue import Letter, can_be_written_to, one_line
from learning.mail_queue.writing import html_of, text_of
from learning.models import Agency, MailBatch, Partnership
from training.enums import RecipientState

KIND = "escalation"


def mailing_of(partnership: Partnership, agency: Agency, overdue: Sequence[Any]) -> MailBatch:
    """The mailing, not saved, to one board member. It holds no link to answer with: that is the lead's."""
    told = [(_typed(one_line(row.cascade.title)), [_typed(words) for words in _facts(row)]) for row in overdue]
    name = _typed(one_line(agency.name))
    subject = ngettext("%(agency)s: %(n)d answer overdue", "%(agency)s: %(n)d answers overdue", len(overdue)) % {
        "agency": name,
        "n": len(overdue),
    }
    first = _("%(agency)s was sent this by %(partnership)s, to be passed on to its people, and has not answered:") % {
        "agency": name,
        "partnership": _typed(partnership.name),
    }
    asked = _whom_to_ask(partnership)
    why = _("You get this mail because you answer for %(agency)s at %(partnership)s. It is sent once.") % {
        "agency": name,
        "partnership": _typed(partnership.name),
    }
    paragraphs = [first, *("\n".join([title, *(f"- {fact}" for fact in facts)]) for title, facts in told), asked]
    return MailBatch(
        partnership=partnership,
        kind=KIND,
        title=_("To the board member of %(agency)s") % {"agency": one_line(agency.name)[:150]},
        subject=subject,
        text=text_of(paragraphs, why=why, partnership=partnership),
        html=html_of(
            "training/mails/escalation.html",
            title=subject,
            why=why,
            partnership=partnership,
            context={"first": first, "told": told, "asked": asked},
        ),
        reply_to=partnership.contact_email if can_be_written_to(partnership.contact_email) else "",
    )


def letter_of(agency: Agency, key: str) -> Letter:
    return Letter(to=agency.board_email, key=key, agency=agency)


def _facts(row: Any) -> list[str]:
    cascade, mail = row.cascade, row.mail
    facts = [_("To be answered by %(day)s.") % {"day": date_format(cascade.complete_by, "j F Y")}]
    if row.state == RecipientState.UNREACHABLE:
        facts.append(_("Our mail did not reach anybody there. Please tell us whom to write to."))
    elif mail is not None and mail.state == MailState.SENT and mail.sent_at:
        facts.append(_("Your safeguarding lead was sent it on %(day)s.") % {"day": _day(mail.sent_at)})
    elif cascade.sent_at:
        facts.append(_("It was sent out on %(day)s.") % {"day": _day(cascade.sent_at)})
    if row.reminders_sent:
        told = ngettext("A reminder went on %(day)s.", "%(n)d reminders went, the last on %(day)s.", row.reminders_sent)
        facts.append(told % {"n": row.reminders_sent, "day": _day(row.reminded)})
    if row.state == RecipientState.OVERDUE_TO_COMPLETE:
        facts.append(_("It was acknowledged; what came of it has not been said."))
    return facts


def _whom_to_ask(partnership: Partnership) -> str:
    if can_be_written_to(partnership.contact_email):
        return _(
            "Your lead has the link to answer with. If that is lost, or somebody else should have it, answer this mail."
        )
    return _("Your lead has the link to answer with. If that is lost, tell your contact at the partnership.")


def _day(moment: Any) -> str:
    return date_format(timezone.localdate(moment), "j F Y")


def _typed(words: str) -> str:
    """What somebody typed: its braces are no place that a letter fills."""
    return words.replace("{{", "{ {")
