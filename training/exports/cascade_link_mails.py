"""The mails that give a link on: to a deputy, to a team's manager; and the word to whoever had it before.

Nothing that the person at the page typed is in them but the name of a team, which holds no address: a link that leaked
must not become a way to write to people in the partnership's name.
"""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.mail_queue.queue import can_be_written_to, one_line
from learning.mail_queue.writing import html_of, text_of
from learning.models import MailBatch, Partnership
from training.models import Cascade, CascadeRecipient
from training.queries.cascade_versions import questions_for

TEMPLATE = "training/cascade_replies/link_mail.html"
LINK, RECIPIENT = "{{link}}", "{{recipient}}"


def deputy_mailing(recipient: CascadeRecipient) -> MailBatch:
    """To the deputy, as the lead got it: not saved, with places for the link and whom it is for."""
    first = _("The person who was asked to answer for %(agency)s has handed this on to you. You answer instead.") % {
        "agency": RECIPIENT
    }
    why = _("You get this mail because somebody at %(agency)s gave your work address.") % {"agency": RECIPIENT}
    return _mailing(recipient, "cascade_hand_on", first, why, _("Handed on to you: %(title)s"))


def team_mailing(recipient: CascadeRecipient) -> MailBatch:
    """To the managers of an agency's teams."""
    first = _(
        "Your agency’s safeguarding lead passes this on to %(team)s. Share it with your team, and say with how many people."
    ) % {"team": RECIPIENT}
    why = _("You get this mail as manager of %(team)s: your agency’s safeguarding lead gave your work address.") % {
        "team": RECIPIENT
    }
    return _mailing(recipient, "cascade_teams", first, why, _("Please share with your team: %(title)s"))


def handed_on_notice(recipient: CascadeRecipient) -> MailBatch:
    """To whoever had the link before. No word on who has it now: the address may have been a slip."""
    partnership, title = recipient.cascade.partnership, _typed(one_line(recipient.cascade.title))
    said = [
        _("The link that we sent you about “%(title)s” has just been handed on, and works no more.") % {"title": title},
        _("If that was you, there is nothing to do. If it was not, tell us now, and we will stop the new link."),
        _whom_to_ask(partnership),
    ]
    why = _("You get this mail because the link had been sent to you.")
    heading = _("Your link was handed on")
    return MailBatch(
        partnership=partnership,
        kind="cascade_handed_on",
        title=_clip(_("Handed on: %(title)s"), recipient.cascade),
        subject=heading,
        text=text_of(said, why=why, partnership=partnership),
        html=html_of(TEMPLATE, title=heading, why=why, partnership=partnership, context={"paragraphs": said}),
        reply_to=_reply_to(partnership),
    )


def _mailing(recipient: CascadeRecipient, kind: str, first: str, why: str, subject: str) -> MailBatch:
    cascade = recipient.cascade
    partnership, said = cascade.partnership, _said(recipient, first)
    return MailBatch(
        partnership=partnership,
        kind=kind,
        title=_clip("%(title)s", cascade),
        subject=subject % {"title": _typed(one_line(cascade.title)[:140])},
        text=text_of(_in_text(said), why=why, partnership=partnership),
        html=html_of(TEMPLATE, title=said["title"], why=why, partnership=partnership, context=said),
        reply_to=_reply_to(partnership),
    )


def _said(recipient: CascadeRecipient, first: str) -> dict[str, Any]:
    cascade: Cascade = recipient.cascade
    return {
        "title": _typed(cascade.title),
        "what": ", ".join(filter(None, (str(cascade.get_of_display()), _typed(cascade.edition)))),
        "paragraphs": [first],
        "asked": [
            _("By %(day)s: tell us that you have received it.") % {"day": _day(cascade.acknowledge_by)},
            _("By %(day)s: share it with your people, and tell us how many and how.")
            % {"day": _day(cascade.complete_by)},
        ],
        "note": _typed(cascade.covering_note.strip()),
        "questions": [_typed(one) for one in questions_for(cascade.said, recipient.agency.kind.name)],
        "link": LINK,
        "after": [
            _(
                "The link needs no account, and works on a phone. It is for you alone: whoever has it can answer for you."
            ),
            _whom_to_ask(cascade.partnership),
        ],
    }


def _in_text(said: dict[str, Any]) -> list[str]:
    questions = (
        "\n".join([_("Questions for you"), *(f"- {one}" for one in said["questions"])]) if said["questions"] else ""
    )
    return [
        said["title"],
        said["what"],
        *said["paragraphs"],
        "\n".join(f"- {one}" for one in said["asked"]),
        said["note"],
        questions,
        _("Read it, and answer:") + "\n" + said["link"],
        *said["after"],
    ]


def _whom_to_ask(partnership: Partnership) -> str:
    ways = ", ".join(filter(None, (partnership.contact_phone, partnership.contact_email)))
    if not ways:
        return _("Questions? Ask whoever you are in touch with at %(name)s.") % {"name": _typed(partnership.name)}
    return _("Questions? Ask %(name)s: %(ways)s") % {"name": _typed(partnership.name), "ways": ways}


def _reply_to(partnership: Partnership) -> str:
    return partnership.contact_email if can_be_written_to(partnership.contact_email) else ""


def _clip(words: str, cascade: Cascade) -> str:
    return (words % {"title": one_line(cascade.title)})[:200]


def _day(day: Any) -> str:
    return date_format(day, "l j F Y")


def _typed(words: str) -> str:
    """What people typed holds no place of ours."""
    return words.replace("{{", "{ {")
