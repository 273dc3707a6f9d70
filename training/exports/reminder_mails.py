"""The one mail a week that tells a lead all that is owed: replies to cascades, and figures of sessions.

Mails that tell the same number of things are one mailing: their words are written once, with places for what differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.mail_queue.queue import Letter, can_be_written_to, one_line
from learning.mail_queue.writing import html_of, site_address, text_of
from learning.models import MailBatch, Partnership
from training.domain.cascade_links import reply_link
from training.exports.return_mails import when
from training.models import TrainingEvent
from training.queries.cascade_owed import NOT_ACKNOWLEDGED, OwedByLead, OwedReply

KIND = "reminder"


@dataclass(frozen=True)
class Shape:
    """How many replies a mail asks for, and the figures of how many sessions."""

    replies: int
    sessions: int

    @classmethod
    def of(cls, lead: OwedByLead) -> "Shape":
        return cls(len(lead.replies), sum(len(one.events) for one in lead.returns))


def mailing_of(partnership: Partnership, shape: Shape) -> MailBatch:
    """The mailing, not saved, of all mails of one shape."""
    subject, why, paragraphs = _subject(shape), _why(partnership), _paragraphs(partnership, shape)
    context = {
        "replies": [_places(number, "title", "agency", "asked", "link") for number in range(1, shape.replies + 1)],
        "sessions": [f"{{{{session_{number}}}}}" for number in range(1, shape.sessions + 1)],
        "about_replies": _about_replies(shape.replies),
        "about_sessions": _about_sessions(shape.sessions),
        "about_figures": _about_figures(partnership),
    }
    return MailBatch(
        partnership=partnership,
        kind=KIND,
        title=_("Reminder of %(day)s") % {"day": date_format(timezone.localdate(), "j F Y")},
        subject=subject,
        text=text_of(paragraphs, why=why, partnership=partnership),
        html=html_of("training/mails/reminder.html", title=subject, why=why, partnership=partnership, context=context),
        reply_to=partnership.contact_email if can_be_written_to(partnership.contact_email) else "",
    )


def letter_of(partnership: Partnership, lead: OwedByLead, key: str) -> Letter:
    """The mail of one lead."""
    places, signed = {"agencies": one_line(", ".join(agency.name for agency in lead.agencies))}, {}
    for number, reply in enumerate(lead.replies, start=1):
        places[f"title_{number}"] = one_line(reply.recipient.cascade.title)
        places[f"agency_{number}"] = one_line(reply.recipient.agency.name)
        places[f"asked_{number}"] = _asked(reply)
        signed[f"link_{number}"] = reply_link(reply.recipient, partnership)
    sessions = [_session(partnership, one.agency.name, event) for one in lead.returns for event in one.events]
    places |= {f"session_{number}": words for number, words in enumerate(sessions, start=1)}
    agency = lead.agencies[0] if len(lead.agencies) == 1 else None
    return Letter(to=lead.address, key=key, agency=agency, places=places, signed=signed)


def _places(number: int, *names: str) -> dict[str, str]:
    return {name: f"{{{{{name}_{number}}}}}" for name in names}


def _subject(shape: Shape) -> str:
    number = shape.replies + shape.sessions
    return ngettext(
        "A reminder for {{agencies}}: %(n)d thing awaited",
        "A reminder for {{agencies}}: %(n)d things awaited",
        number,
    ) % {"n": number}


def _paragraphs(partnership: Partnership, shape: Shape) -> Sequence[str]:
    replies = [
        "{title}\n{agency}: {asked}.\n{link}".format(**_places(number, "title", "agency", "asked", "link"))
        for number in range(1, shape.replies + 1)
    ]
    sessions = "\n".join(f"- {{{{session_{number}}}}}" for number in range(1, shape.sessions + 1))
    told = [_about_replies(shape.replies), *replies] if shape.replies else []
    if shape.sessions:
        told += [_about_sessions(shape.sessions), sessions, _about_figures(partnership)]
    return told


def _about_replies(number: int) -> str:
    return ngettext(
        "This was sent to you, and we have not had your answer. The link needs no account.",
        "These were sent to you, and we have not had your answers. The links need no account.",
        number,
    )


def _about_sessions(number: int) -> str:
    return ngettext(
        "We do not yet know how many people came to this session:",
        "We do not yet know how many people came to these sessions:",
        number,
    )


def _about_figures(partnership: Partnership) -> str:
    how = (
        _("Please answer this mail.")
        if can_be_written_to(partnership.contact_email)
        else _("Please tell your contact at the partnership: nobody reads answers to this mail.")
    )
    return (
        how
        + " "
        + _(
            "For each: how many came, and how many were booked, if you know. Numbers only, no names. If nobody came, say 0."
        )
    )


def _why(partnership: Partnership) -> str:
    return _(
        "You get this mail as the safeguarding lead of {{agencies}} at %(partnership)s: one a week at most, with all that is "
        "awaited. What you have answered since it was written is not in the next."
    ) % {"partnership": partnership.name.replace("{{", "{ {")}


def _asked(reply: OwedReply) -> str:
    day = date_format(reply.due_on, "j F Y")
    is_past = reply.due_on < timezone.localdate()
    if reply.state in NOT_ACKNOWLEDGED:
        words = (
            _("tell us that it came; that was asked for by %(day)s")
            if is_past
            else _("tell us that it came, by %(day)s")
        )
    elif is_past:
        words = _("tell us what came of it; that was asked for by %(day)s")
    else:
        words = _("tell us what came of it, by %(day)s")
    return words % {"day": day}


def _session(partnership: Partnership, agency: str, event: TrainingEvent) -> str:
    address = f" {site_address(partnership)}{event.get_absolute_url()}" if event.is_public else ""
    return f"{one_line(event.title)}, {one_line(when(event))} ({one_line(agency)}){address}"
