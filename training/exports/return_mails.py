"""The mail that asks an agency's lead for the figures it owes: all of them at once, in text and in HTML."""

from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.mail_queue.writing import html_of
from learning.models import Agency, Partnership
from training.models import TrainingEvent


def request_for_returns(
    partnership: Partnership, agency: Agency, events: Sequence[TrainingEvent]
) -> EmailMultiAlternatives:
    """To the lead of one agency alone. Sent by a machine, answered to the partnership."""
    root = partnership.site.root_url.rstrip("/") if partnership.site else ""
    asked = [
        {
            "title": event.title,
            "when": when(event),
            "address": root + event.get_absolute_url() if event.is_public else "",
        }
        for event in events
    ]
    subject = ngettext(
        "How many came? Figures of %(n)d session awaited",
        "How many came? Figures of %(n)d sessions awaited",
        len(asked),
    ) % {"n": len(asked)}
    first = _first(agency, len(asked))
    context = {"first": first, "events": asked, "paragraphs": _paragraphs(partnership)}
    lines = [f"- {one['title']}, {one['when']}" + (f"\n  {one['address']}" if one["address"] else "") for one in asked]
    mail = EmailMultiAlternatives(
        subject=subject,
        body="\n\n".join([first, "\n".join(lines), *_paragraphs(partnership), partnership.name]) + "\n",
        to=[agency.lead_email],
        reply_to=[partnership.contact_email] if partnership.contact_email else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    html = html_of(
        "training/mails/returns.html", title=subject, why=_why(agency), partnership=partnership, context=context
    )
    mail.attach_alternative(html, "text/html")
    return mail


def when(event: TrainingEvent) -> str:
    """Its date as it is known."""
    if event.date_as_stated:
        return event.date_as_stated
    return date_format(event.date, "j F Y") if event.date else _("date not known")


def _why(agency: Agency) -> str:
    return _("You get this because you are the safeguarding lead we write to at %(agency)s.") % {"agency": agency.name}


def _first(agency: Agency, number: int) -> str:
    return ngettext(
        "We do not yet know how many people from %(agency)s came to this session:",
        "We do not yet know how many people from %(agency)s came to these sessions:",
        number,
    ) % {"agency": agency.name}


def _paragraphs(partnership: Partnership) -> list[str]:
    answer = (
        _("Please answer this mail.")
        if partnership.contact_email
        else _("Please tell your contact at the partnership: nobody reads answers to this mail.")
    )
    return [
        answer
        + " "
        + _(
            "For each session: how many were booked, how many of those came, how many came without being booked, how "
            "many did not come, how many cancelled. Give what you know and leave out the rest. Numbers only, please: "
            "no names."
        ),
        _("If nobody came, say 0. If you will not be able to say, tell us that too, and we will stop asking."),
    ]
