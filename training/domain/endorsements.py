"""The partnership's word that a session holds what its level requires: given until a day, not yet given, withdrawn."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from learning.models import Level
from training.errors import ReasonNotGiven
from training.models import Endorsement, SessionPlan, TrainingEvent
from training.planning_errors import NotEverythingMet, NothingRequired, UntilNotGiven, WithdrawnAlready

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class Answer:
    """What was found of one line of the level's list, as the line was on that day."""

    requirement: int
    title: str
    met: bool
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """What is decided of a session. `until` is the last day on which an endorsement holds."""

    level: Level
    answers: Sequence[Answer]
    is_endorsed: bool
    until: date | None = None
    note: str = ""


def decide(
    session: SessionPlan | TrainingEvent, decision: Decision, *, by: "AbstractBaseUser | None", on: date | None = None
) -> Endorsement:
    """Keeps what was decided of a session; from then on it is the last word for that level. The same, sent twice, is one.

    Raises:
        NothingRequired: the level has no list.
        NotEverythingMet: it is endorsed although a line is not met.
        UntilNotGiven: it is endorsed for no time, or until a day that has passed.
        ReasonNotGiven: it is not endorsed, and the agency is not told why.
    """
    on = on or timezone.localdate()
    _check(decision, on)
    about: dict[str, Any] = {"plan": session} if isinstance(session, SessionPlan) else {"event": session}
    said: dict[str, Any] = {
        "level": decision.level,
        "answers": [asdict(answer) for answer in decision.answers],
        "is_endorsed": decision.is_endorsed,
        "valid_until": decision.until if decision.is_endorsed else None,
        "note": decision.note.strip(),
    }
    with transaction.atomic():
        type(session)._default_manager.select_for_update().get(pk=session.pk)
        last = Endorsement.objects.filter(**about, level=decision.level).order_by("-decided_on", "-pk").first()
        if last and not last.withdrawn_on and all(getattr(last, name) == value for name, value in said.items()):
            return last
        kept = Endorsement.objects.create(**about, **said, decided_on=on, decided_by_id=by.pk if by else None)
        action = "training.endorse" if decision.is_endorsed else "training.not_endorsed"
        log(instance=session, action=action, user=by, data=_for_log(kept))
    return kept


def withdraw_endorsement(
    endorsement: Endorsement, *, by: "AbstractBaseUser | None", why: str, on: date | None = None
) -> Endorsement:
    """Takes an endorsement back from today on; that it was given, and why it was withdrawn, stays on record.

    Raises:
        ReasonNotGiven: nobody would know why.
        WithdrawnAlready: it does not hold anyway.
    """
    on = on or timezone.localdate()
    if not why.strip():
        raise ReasonNotGiven
    with transaction.atomic():
        withdrawn = Endorsement.objects.select_for_update().get(pk=endorsement.pk)
        if not withdrawn.holds(on):
            raise WithdrawnAlready(withdrawn)
        withdrawn.withdrawn_on, withdrawn.withdrawn_why = on, why.strip()
        withdrawn.save(update_fields=["withdrawn_on", "withdrawn_why"])
        session = withdrawn.plan or withdrawn.event
        log(instance=session, action="training.withdraw_endorsement", user=by, data={**_for_log(withdrawn), "why": why})
    return withdrawn


def _check(decision: Decision, on: date) -> None:
    if not decision.answers:
        raise NothingRequired(decision.level)
    missing = [answer.title for answer in decision.answers if not answer.met]
    if decision.is_endorsed and missing:
        raise NotEverythingMet(missing)
    if decision.is_endorsed and (decision.until is None or decision.until < on):
        raise UntilNotGiven
    if not decision.is_endorsed and not decision.note.strip():
        raise ReasonNotGiven


def _for_log(endorsement: Endorsement) -> dict[str, Any]:
    until = endorsement.valid_until.isoformat() if endorsement.valid_until else None
    return {"endorsement": endorsement.pk, "level": str(endorsement.level), "until": until}
