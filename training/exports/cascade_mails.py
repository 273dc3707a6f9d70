"""The mail of a cascade: what it is, why it matters here, what is asked by when, the one link, whom to ask."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from learning.mail_queue.composing import compose
from learning.mail_queue.queue import Letter, can_be_written_to, one_line
from learning.mail_queue.writing import html_of, site_address, text_of
from learning.models import Agency, AgencyKind, MailBatch, Partnership, QueuedMail
from training.domain.cascade_links import reply_link
from training.exports.cascade_contents import Contents, Said, iter_questions
from training.models import Cascade, CascadeRecipient, CascadeSettings

BATCH_KIND = "cascade"
LONGEST_WHY = 600  # characters; the rest is on the page
LONGEST_TITLE_IN_SUBJECT = 140
LINK_IN_PREVIEW = "/cascade/reply/preview/"


def mailing_of(cascade: Cascade, contents: Contents, settings: CascadeSettings) -> MailBatch:
    """The mailing, not saved: what every mail of it says, with places for the agency, its questions and its link."""
    partnership = cascade.partnership
    title = Truncator(one_line(_typed(contents.title))).chars(LONGEST_TITLE_IN_SUBJECT)
    said = _said(cascade, contents, settings)
    why = _("You get this mail as the safeguarding lead of %(agency)s at %(partnership)s.") % {
        "agency": "{{agency}}",
        "partnership": _typed(partnership.name),
    }
    return MailBatch(
        partnership=partnership,
        kind=BATCH_KIND,
        title=one_line(contents.title)[:200],
        subject=_("Please pass on by %(day)s: %(title)s") % {"day": _day(cascade.complete_by), "title": title},
        text=text_of(_paragraphs(said), why=why, partnership=partnership),
        html=html_of(
            "training/cascades/mail.html", title=said["title"], why=why, partnership=partnership, context=said
        ),
        reply_to=partnership.contact_email if can_be_written_to(partnership.contact_email) else "",
    )


def letters_of(cascade: Cascade, recipients: Iterable[CascadeRecipient]) -> list[Letter]:
    """A letter for each, to `recipient.email`; the questions are those of what was said when the cascade was sent."""
    asked = Questions(cascade.said)
    return [
        Letter(
            to=recipient.email,
            key=letter_key(recipient),
            agency=recipient.agency,
            places=asked.places_of(recipient.agency, str(recipient)),
            signed={"link": reply_link(recipient, cascade.partnership)},
        )
        for recipient in recipients
    ]


def letter_key(recipient: CascadeRecipient) -> str:
    return f"cascade:{recipient.cascade_id}:{recipient.pk}:{recipient.key}"


def preview_of(
    cascade: Cascade, contents: Contents, settings: CascadeSettings, agency: Agency
) -> EmailMultiAlternatives:
    """The mail an agency will get, as it will be, but for its link: none that could be used exists yet."""
    batch = mailing_of(cascade, contents, settings)
    places = Questions(contents.said).places_of(agency, agency.name)
    link = site_address(cascade.partnership) + LINK_IN_PREVIEW
    return compose(QueuedMail(batch=batch, to=one_line(agency.lead_email), places={**places, "link": link}))


class Questions:
    """What is asked of each kind of agency. A question for what is no kind we know ("everybody") is asked of all."""

    def __init__(self, said: list[Said]) -> None:
        self.by_kind = {kind.casefold().strip(): (kind, questions) for kind, questions in iter_questions(said)}
        self.known = {name.casefold() for name in AgencyKind.objects.values_list("name", flat=True)}

    @property
    def most(self) -> int:
        """How many places for questions the mail has: as many as the kind that is asked most. 0: no questions at all."""
        asked = [len(questions) for kind, (_name, questions) in self.by_kind.items() if kind in self.known]
        return max(asked, default=0) + len(self._of_all) if self.by_kind else 0

    def of(self, agency: Agency) -> list[str]:
        own = self.by_kind.get(agency.kind.name.casefold(), ("", []))[1]
        return [*own, *self._of_all]

    def places_of(self, agency: Agency, name: str) -> dict[str, str]:
        """The words of an agency's mail."""
        if not self.most:
            return {"agency": one_line(name)}
        asked = self.of(agency) or [
            _("None was written for your kind of agency. Ask yourselves: what would this mean for our own people?")
        ]
        padded = [*asked, *([""] * (max(self.most, 1) - len(asked)))]
        return {
            "agency": one_line(name),
            "questions": "\n".join(f"- {one}" for one in asked),
            **{f"question_{number}": one for number, one in enumerate(padded, start=1)},
        }

    @property
    def _of_all(self) -> list[str]:
        others = [pair for kind, pair in self.by_kind.items() if kind not in self.known]
        return [f"{name}: {one}" if name else one for name, questions in others for one in questions]


def _said(cascade: Cascade, contents: Contents, settings: CascadeSettings) -> Mapping[str, Any]:
    """All that the mail says, for its text and its HTML alike. What people typed can hold no place of ours."""
    most = Questions(contents.said).most
    partnership = cascade.partnership
    return {
        "title": _typed(contents.title),
        "kind": cascade.get_of_display(),
        "edition": _typed(contents.edition),
        "page_url": contents.url,
        "why_here": _typed(Truncator(contents.why).chars(LONGEST_WHY)),
        "what_changed": _typed(cascade.what_changed.strip()),
        "asked": [
            (_("By %(day)s") % {"day": _day(cascade.acknowledge_by)}, _("Tell us that you have received it.")),
            (
                _("By %(day)s") % {"day": _day(cascade.complete_by)},
                _(
                    "Share it with your people, and tell us how many and how. Or tell us why it is not relevant to you, or "
                    "that you need help."
                ),
            ),
        ],
        "note": _typed(cascade.covering_note.strip()),
        "question_places": [f"{{{{question_{number}}}}}" for number in range(1, most + 1)],
        "agency": "{{agency}}",
        "link": "{{link}}",
        "about_the_link": _(
            "The link needs no account and works on a phone. It is for your agency alone: hand it on to a deputy who answers "
            "for you, and to nobody else."
        ),
        "if_nothing": _if_nothing(settings),
        "whom_to_ask": _whom_to_ask(partnership),
        "deadline": _day(cascade.complete_by),
    }


def _paragraphs(said: Mapping[str, Any]) -> Sequence[str]:
    what = " ".join(f"{words}." for words in (said["kind"], said["edition"]) if words)
    return [
        said["title"],
        f"{what}\n{said['page_url']}",
        _("%(agency)s: please read it, pass it on to your people, and tell us.") % {"agency": said["agency"]},
        _heading(_("Why it matters here"), said["why_here"]),
        _heading(_("What has changed since we asked before"), said["what_changed"]),
        _heading(_("What we ask of you"), "\n".join(f"- {when}: {what}" for when, what in said["asked"])),
        _heading(_("A note from us"), said["note"]),
        _heading(_("Questions for you"), "{{questions}}" if said["question_places"] else ""),
        _("Answer here, for %(agency)s:") % {"agency": said["agency"]} + f"\n{said['link']}",
        said["about_the_link"],
        _heading(_("If you do nothing"), said["if_nothing"]),
        _heading(_("Whom to ask"), said["whom_to_ask"]),
    ]


def _if_nothing(settings: CascadeSettings) -> str:
    return _(
        "We remind you, once a week at most. When the last date is %(days)d days past, we tell whoever answers for your agency "
        "on our board."
    ) % {"days": settings.escalate_after_days}


def _whom_to_ask(partnership: Partnership) -> str:
    reached = [part for part in (partnership.contact_email, partnership.contact_phone) if part.strip()]
    if not reached:
        return _("Your contact at %(partnership)s.") % {"partnership": _typed(partnership.name)}
    answer = _(" Answers to this mail reach us too.") if can_be_written_to(partnership.contact_email) else ""
    return f"{partnership.name}: {', '.join(reached)}.{answer}"


def _heading(heading: str, words: str) -> str:
    return f"{heading}\n{words}" if words else ""


def _typed(words: str) -> str:
    """What somebody typed, or a page says: its braces are no place that a letter fills."""
    return words.replace("{{", "{ {")


def _day(day: date) -> str:
    return date_format(day, "j F Y")
