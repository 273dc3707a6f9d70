"""What an agency or a team answers to a cascade: every version kept, the latest counts."""

import hashlib
import json
import re
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from training.cascade_errors import (
    AnswerTooLong,
    HelpNotSaid,
    NotTakingReplies,
    PeopleNotGiven,
    PeopleOutOfRange,
    ReasonNeeded,
)
from training.domain.cascade_events import count_agency
from training.enums import ANSWERS_OF, ReplyKind, SharedHow
from training.models import CascadeRecipient, CascadeReply
from training.models.cascade import LONGEST_ANSWER, MOST_PEOPLE

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_ONE_LINE: Final = ("teams", "how_else", "role")
_LONG: Final = ("will_change", "reason", "help_wanted")
_BREAKS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, kw_only=True)
class ReplyAnswers:
    """What was answered. Which fields go with which kind is in `enums.ANSWERS_OF`; the others are not kept."""

    kind: ReplyKind
    people: int | None = None
    includes_teams: bool = True
    teams: str = ""
    how: tuple[str, ...] = field(default=())
    """Values of SharedHow."""
    how_else: str = ""
    shared_on: date | None = None
    will_change: str = ""
    change_by: date | None = None
    reason: str = ""
    help_wanted: str = ""
    role: str = ""

    def said(self) -> dict[str, Any]:
        """As the reply keeps it."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        return kept | {"kind": str(self.kind), "how": list(self.how)}

    @classmethod
    def of(cls, reply: CascadeReply) -> "ReplyAnswers":
        """What was answered in a version that is kept."""
        said = {one.name: getattr(reply, one.name) for one in fields(cls)}
        return cls(**said | {"kind": ReplyKind(reply.kind), "how": tuple(reply.how)})


def record_reply(
    recipient: CascadeRecipient,
    answers: ReplyAnswers,
    *,
    form_key: str = "",
    by: "AbstractBaseUser | None" = None,
    now: datetime | None = None,
) -> CascadeReply:
    """Keeps what was answered as the version that counts from now on; earlier ones stay. Changes what coverage says.

    The same said again is kept once: what stands already, or what came on the same form (`form_key`), comes back. Two
    people who answer for one agency at once are both kept, the later counts; `replies_since` tells the later what the
    earlier said. `by` is whoever of the partnership wrote down what the agency said; None for the agency itself.

    Raises:
        NotTakingReplies: the cascade was not sent, or was withdrawn or closed.
        PeopleNotGiven, PeopleOutOfRange, ReasonNeeded, HelpNotSaid, AnswerTooLong: as they say; nothing is kept.
    """
    now, answers = now or timezone.now(), checked(answers)
    form_key = _once(form_key, answers)
    with transaction.atomic():
        locked, agency = _locked(recipient)
        if not locked.cascade.takes_replies:
            raise NotTakingReplies
        current = CascadeReply.objects.filter(recipient=locked, is_current=True).first()
        if current and ReplyAnswers.of(current) == answers:
            return current
        if form_key and (same := CascadeReply.objects.filter(recipient=locked, form_key=form_key).first()):
            return same
        reply = _next_version(locked, answers, form_key, by, now)
        said = {"recipient": locked.pk, "version": reply.version, "kind": reply.kind, "people": reply.people}
        log(instance=agency, action="training.cascade_reply", user=by, data=said)  # a team's name was typed by somebody
        count_agency(agency, by=by)
    recipient.event = agency.event if agency.pk == recipient.pk else recipient.event
    return reply


def acknowledge(
    recipient: CascadeRecipient, *, form_key: str = "", now: datetime | None = None
) -> tuple[CascadeReply, bool]:
    """“We have received it”, in one press, and whether that is new: what was answered before stays, whatever it was.

    Raises:
        NotTakingReplies: the cascade was not sent, or was withdrawn or closed.
    """
    with transaction.atomic():
        locked, _agency = _locked(recipient)
        if not locked.cascade.takes_replies:
            raise NotTakingReplies
        if current := CascadeReply.objects.filter(recipient=locked, is_current=True).first():
            return current, False
        return record_reply(recipient, ReplyAnswers(kind=ReplyKind.RECEIVED), form_key=form_key, now=now), True


def replies_since(reply: CascadeReply, seen: int) -> list[CascadeReply]:
    """What others answered after version `seen` was read and before this one came, oldest first."""
    return list(
        CascadeReply.objects.filter(recipient=reply.recipient_id, version__gt=seen, version__lt=reply.version)
        .select_related("recorded_by")
        .order_by("version")
    )


def checked(answers: ReplyAnswers) -> ReplyAnswers:
    """The answers as they are kept: tidied, without those that do not go with the kind. Raises what `record_reply` says."""
    tidied: dict[str, Any] = {name: _BREAKS.sub(" ", getattr(answers, name)).strip() for name in _ONE_LINE}
    tidied |= {name: _CONTROL.sub("", getattr(answers, name).replace("\r\n", "\n")).strip() for name in _LONG}
    tidied["how"] = tuple(how for how in SharedHow.values if how in answers.how)
    tidied["how_else"] = tidied["how_else"] if SharedHow.OTHER in tidied["how"] else ""
    kept = replace(answers, **tidied)
    unasked: dict[str, Any] = {one.name: one.default for one in fields(kept) if one.name not in ("kind", "role")}
    kept = replace(kept, **{name: none for name, none in unasked.items() if name not in ANSWERS_OF[kept.kind]})
    _check(kept)
    return kept


def _check(answers: ReplyAnswers) -> None:
    if answers.kind == ReplyKind.SHARED and answers.people is None:
        raise PeopleNotGiven
    if answers.people is not None and not 0 <= answers.people <= MOST_PEOPLE:
        raise PeopleOutOfRange
    if answers.kind == ReplyKind.NOT_RELEVANT and not answers.reason:
        raise ReasonNeeded
    if answers.kind == ReplyKind.NEED_HELP and not answers.help_wanted:
        raise HelpNotSaid
    for name in _LONG:
        if len(getattr(answers, name)) > LONGEST_ANSWER:
            raise AnswerTooLong(name)
    for name in _ONE_LINE:
        most: int = CascadeReply._meta.get_field(name).max_length  # type: ignore[union-attr,assignment]  # text of one line
        if len(getattr(answers, name)) > most:
            raise AnswerTooLong(name, most)


def _locked(recipient: CascadeRecipient) -> tuple[CascadeRecipient, CascadeRecipient]:
    """The recipient, and the agency's row: the one that is locked, so that an agency and its teams answer in turn."""
    found = CascadeRecipient.objects.select_related("cascade__page", "agency", "event")
    agency = found.select_for_update(of=("self",)).get(pk=recipient.parent_id or recipient.pk)
    return (found.get(pk=recipient.pk) if recipient.parent_id else agency), agency


def _next_version(
    recipient: CascadeRecipient,
    answers: ReplyAnswers,
    form_key: str,
    by: "AbstractBaseUser | None",
    now: datetime,
) -> CascadeReply:
    earlier = CascadeReply.objects.filter(recipient=recipient)
    last = earlier.order_by("-version").values_list("version", flat=True).first() or 0
    earlier.filter(is_current=True).update(is_current=False)
    return CascadeReply.objects.create(
        recipient=recipient,
        version=last + 1,
        received_at=now,
        recorded_by_id=by.pk if by else None,
        form_key=form_key,
        **answers.said(),
    )


def _once(form_key: str, answers: ReplyAnswers) -> str:
    """The same for the same answers on the same form: sent twice with other answers, they have been changed."""
    if not form_key:
        return ""
    said = json.dumps([form_key, answers.said()], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
