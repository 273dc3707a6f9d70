"""What the page of a reply shows: what was sent, what is asked, what has been answered, and the form."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from training.cascade_replies.forms import ReplyForm
from training.domain.cascade_asking_again import differences
from training.domain.form_tokens import FormNotShownHere, FormToken, read_token
from training.enums import CascadeOf
from training.models import CascadeRecipient, CascadeReply
from training.models.team_use import new_form_key
from training.queries.cascade_rollup import rollup_of
from training.queries.cascade_versions import TeamRow, Version, questions_for, teams_of, versions_of

KIND = "cascade-reply"  # of form
LONGEST_NUMBER = 18  # digits: what a database's whole numbers hold


class ReplyPage:
    """One agency's or team's page, read once for a request."""

    def __init__(self, recipient: CascadeRecipient, data: Any = None) -> None:
        self.recipient = recipient
        self.versions: list[Version] = versions_of(recipient)
        self.teams: list[TeamRow] = [] if recipient.is_team else teams_of(recipient)
        self.form = ReplyForm(data, last=self.last, has_teams=bool(self.teams), is_team=recipient.is_team)

    @property
    def last(self) -> CascadeReply | None:
        return self.versions[0].reply if self.versions else None

    @property
    def seen(self) -> int:
        """The version that whoever fills the form in has read; 0 for none."""
        return self.last.version if self.last else 0

    def context(self) -> dict[str, Any]:
        recipient, cascade = self.recipient, self.recipient.cascade
        return {
            "recipient": recipient,
            "cascade": cascade,
            "address_to_read": address_to_read(recipient),
            "differs": differences(cascade.earlier.said, cascade.said) if cascade.earlier else [],
            "questions": questions_for(cascade.said, recipient.agency.kind.name),
            "said": [part for part in cascade.said if not part.get("questions")],
            "versions": self.versions,
            "last": self.last,
            "teams": self.teams,
            "rollup": rollup_of(recipient) if self.teams else None,
            "form": self.form,
            "seen": self.seen,
            "today": timezone.localdate(),
            "private_address": True,
        }

    def kept(self, version: int, seen: int) -> tuple[Version | None, list[Version]]:
        """The version that was just kept, and those that others had sent since `seen` was read, the latest first."""
        by_number = {one.reply.version: one for one in self.versions}
        if version not in by_number:
            return None, []
        between = [one for number, one in by_number.items() if seen < number < version]
        return by_number[version], between


def address_to_read(recipient: CascadeRecipient) -> str:
    """Where what was sent can be read: the edition of a pack that it was, or the page while it is published."""
    cascade = recipient.cascade
    if cascade.of == CascadeOf.PACK and cascade.pack_edition:
        return cascade.pack_edition.url
    page = cascade.page
    return (page.get_url() or "") if page and page.live else ""


def form_token(recipient: CascadeRecipient) -> str:
    return str(FormToken.new(recipient.pk, kind=KIND))


def key_of_form(text: str, recipient: CascadeRecipient) -> str:
    """What is the form's own. One that was not made here, or got lost on the way, gets a new one: nobody loses an answer."""
    try:
        return read_token(text, recipient.pk, kind=KIND).key
    except FormNotShownHere:
        return new_form_key()


def number_in(text: str) -> int:
    """A number in an address or a form; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


def who_reads(recipient: CascadeRecipient) -> str:
    """Who will read what is written, in a sentence."""
    partnership = recipient.cascade.partnership.name
    if recipient.is_team:
        return _("%(agency)s’s safeguarding lead and %(partnership)s’s training managers read it.") % {
            "agency": recipient.agency.name,
            "partnership": partnership,
        }
    return _("%(partnership)s’s training managers and trainers read it.") % {"partnership": partnership}
