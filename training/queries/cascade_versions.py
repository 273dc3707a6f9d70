"""What an agency or a team answered, version by version, in words; and what its teams did."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.models import AgencyKind
from training.enums import ANSWERS_OF, SharedHow
from training.models import CascadeRecipient, CascadeReply

if TYPE_CHECKING:
    from collections.abc import Iterable

Line = tuple[str, str]
"""What was asked, and what was answered."""


@dataclass(frozen=True)
class Version:
    """One version of an answer, and what became different with it: what was asked, the answer before, the answer now."""

    reply: CascadeReply
    lines: list[Line]
    changes: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class TeamRow:
    """A team, and what it answers now."""

    team: CascadeRecipient
    reply: CascadeReply | None


def versions_of(recipient: CascadeRecipient) -> list[Version]:
    """All of them, the latest first, in one query. The first of the list counts."""
    found: list[Version] = []
    for reply in CascadeReply.objects.filter(recipient=recipient).order_by("version"):
        lines = lines_of(reply)
        found.append(Version(reply, lines, _changes(found[-1].lines, lines) if found else []))
    return found[::-1]


def teams_of(recipient: CascadeRecipient) -> list[TeamRow]:
    """The teams that an agency passed it on to, by name, in two queries."""
    teams = list(CascadeRecipient.objects.filter(parent=recipient).select_related("mail").order_by("team", "pk"))
    current = CascadeReply.objects.filter(recipient__parent=recipient, is_current=True) if teams else ()
    replies = {reply.recipient_id: reply for reply in current}
    return [TeamRow(team, replies.get(team.pk)) for team in teams]


def lines_of(reply: CascadeReply) -> list[Line]:
    """The answer in words: what was asked and answered, without what was left empty."""
    asked = ANSWERS_OF[reply.kind]
    lines = [(_("Answer"), reply.get_kind_display())]
    if "people" in asked and reply.people is not None:
        lines.append((_("People"), f"{reply.people:,}"))
    if "includes_teams" in asked and not reply.includes_teams:
        lines.append((_("Teams’ people"), _("on top of these")))
    if "how" in asked and reply.how:
        lines.append((_("How"), _how(reply)))
    said = [
        ("teams", _("Teams"), reply.teams),
        ("shared_on", _("Shared by"), _day(reply.shared_on)),
        ("will_change", _("What will change"), reply.will_change),
        ("change_by", _("By when"), _day(reply.change_by)),
        ("reason", _("Why it is not relevant"), reply.reason),
        ("help_wanted", _("What would help"), reply.help_wanted),
    ]
    lines += [(label, words) for name, label, words in said if name in asked and words]
    return [*lines, (_("Answered by"), reply.role)] if reply.role else lines


def questions_for(said: "Iterable[dict[str, object]]", kind: str) -> list[str]:
    """The questions that what was sent has for that kind of agency (its name), and those for what is no kind of ours."""
    asked = {words: list(questions) for part in said for words, questions in _asked(part).items()}
    if not asked:
        return []
    known = {name.casefold() for name in AgencyKind.objects.values_list("name", flat=True)}
    own = [str(one) for words, questions in asked.items() if _plain(words) == kind.casefold() for one in questions]
    others = {words: questions for words, questions in asked.items() if _plain(words) not in known}
    return own + [f"{words}: {one}" if words else str(one) for words, questions in others.items() for one in questions]


def _asked(part: "dict[str, object]") -> "dict[str, list[object]]":
    asked = part.get("questions")
    return asked if isinstance(asked, dict) else {}


def _plain(words: str) -> str:
    return words.strip().casefold()


def _how(reply: CascadeReply) -> str:
    labels = dict(SharedHow.choices)
    ways = [str(labels[how]) for how in reply.how if how in labels and how != SharedHow.OTHER]
    if SharedHow.OTHER in reply.how:
        ways.append(reply.how_else or str(SharedHow.OTHER.label))
    return ", ".join(ways)


def _changes(before: list[Line], now: list[Line]) -> list[tuple[str, str, str]]:
    was, is_now = dict(before), dict(now)
    labels = [*is_now, *(label for label in was if label not in is_now)]
    return [
        (label, was.get(label, ""), is_now.get(label, ""))
        for label in labels
        if was.get(label, "") != is_now.get(label, "")
    ]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
