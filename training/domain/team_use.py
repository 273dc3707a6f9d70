"""A team's word that it has used a briefing: taken in, looked at, counted, taken back."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.models import Partnership
from learning.public_forms.throttle import count_this_hour, taken_this_hour
from training.domain.team_use_event import cancel_counted_event, hold_event_of
from training.enums import TeamUseState
from training.errors import (
    AgencyNotGiven,
    AgencyNotHere,
    FormSentAlready,
    ReasonNotGiven,
    StillCounted,
    TooManyTeamUses,
)
from training.models import TeamUse
from training.models.team_use import new_form_key

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from briefings.models import BriefingPage
    from learning.models import Agency

KIND = "team-use"  # of form, for counting


@dataclass(frozen=True)
class TeamUseAnswers:
    """What a team says. `agency` is None where theirs is not in the list; then `agency_as_given` says what it is."""

    setting: str
    date: date
    led_by: str
    present: int
    minutes: int
    agency: "Agency | None" = None
    agency_as_given: str = ""
    struck: str = ""
    will_change: str = ""
    barriers: str = ""

    def said(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def receive_team_use(
    briefing: "BriefingPage",
    answers: TeamUseAnswers,
    *,
    partnership: Partnership,
    form_key: str = "",
    address: str = "",
    now: datetime | None = None,
) -> TeamUse:
    """Keeps what a team says, to be looked at. The same said twice about a briefing is kept once: the first comes back.

    `form_key` is the form's own, `address` where it came from: counted for an hour, never stored. One post at a time is
    taken in a partnership, so that no number of them at once is more than the limits allow.

    Raises:
        FormSentAlready: this form was taken before, with other answers.
        TooManyTeamUses: too many in the last hour, from that address or about that briefing.
    """
    now, form_key, fingerprint = now or timezone.now(), form_key or new_form_key(), _fingerprint(briefing, answers)
    with transaction.atomic():
        Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
        kept = TeamUse.objects.of(partnership)
        if same := kept.filter(briefing=briefing, fingerprint=fingerprint).first():
            return same
        if kept.filter(form_key=form_key).exists():
            raise FormSentAlready
        if is_too_many(briefing, address, now):
            raise TooManyTeamUses
        use = TeamUse.objects.create(
            partnership=partnership,
            briefing=briefing,
            briefing_title=briefing.title,
            edition=_edition(briefing, now),
            received_at=now,
            form_key=form_key,
            fingerprint=fingerprint,
            **answers.said(),
        )
        use.points.set(briefing.briefing_points.values_list("point", flat=True))
        if address:
            count_this_hour(KIND, address, now)
    return use


def is_too_many(briefing: "BriefingPage", address: str, now: datetime | None = None) -> bool:
    """Whether as many have come in the last hour as are taken: from one address, or about one briefing from anywhere."""
    if address and taken_this_hour(KIND, address, now) >= settings.TEAM_USE_PER_ADDRESS:
        return True
    return TeamUse.objects.filter(briefing=briefing).of_the_last_hour(now).count() >= settings.TEAM_USE_PER_BRIEFING


def accept_team_use(use: TeamUse, *, by: "AbstractBaseUser | None", agency: "Agency | None" = None) -> TeamUse:
    """Counts it: an event that was held, with its agency, its number of people and the points the briefing passes on.

    `agency` is whose it is, where the team's own word is not in the list or not right. Accepting what is accepted
    changes nothing. The event is not shown to everybody: coverage has it, the list of events has not.

    Raises:
        AgencyNotGiven: nobody has said which agency of the list it is.
        AgencyNotHere: the agency is another partnership's.
    """
    with transaction.atomic():
        locked = _locked(use)
        if not (locked.is_accepted and locked.event):
            locked.agency = agency or locked.agency
            _check_agency(locked)
            locked.event = hold_event_of(locked, by=by)
            _decide(locked, TeamUseState.ACCEPTED, "training.accept_use", by)
    return _as_kept(use, locked)


def refuse_team_use(use: TeamUse, *, by: "AbstractBaseUser | None", reason: str) -> TeamUse:
    """Says that it does not count, and why. It stays on record; refusing again only changes the reason.

    Raises:
        ReasonNotGiven: no reason.
        StillCounted: it was accepted; it has to be taken back first.
    """
    reason = _reason(reason)
    with transaction.atomic():
        locked = _locked(use)
        if locked.is_accepted:
            raise StillCounted(locked)
        _decide(locked, TeamUseState.REFUSED, "training.refuse_use", by, reason)
    return _as_kept(use, locked)


def take_back_team_use(use: TeamUse, *, by: "AbstractBaseUser | None", reason: str) -> TeamUse:
    """Puts what was accepted or refused back among those to look at. Its event is cancelled, and keeps its figures.

    Accepted again, the same event is held again with what is then said; the log has what it said before.

    Raises:
        ReasonNotGiven: no reason.
    """
    reason = _reason(reason)
    with transaction.atomic():
        locked = _locked(use)
        if not locked.is_waiting:
            if locked.event:
                cancel_counted_event(locked.event, by=by)
            _decide(locked, TeamUseState.WAITING, "training.take_back_use", by, reason)
    return _as_kept(use, locked)


def _fingerprint(briefing: "BriefingPage", answers: TeamUseAnswers) -> str:
    """The same for the same answers about the same briefing; what they are cannot be read out of it."""
    said = {**answers.said(), "agency": answers.agency.pk if answers.agency else None, "date": str(answers.date)}
    return hashlib.sha256(json.dumps([briefing.pk, said], sort_keys=True).encode()).hexdigest()


def _edition(briefing: "BriefingPage", now: datetime) -> str:
    """Which state of the briefing the team had, as far as is known: its own date, and when it was last published."""
    published = briefing.last_published_at
    words = [briefing.date_as_stated] if briefing.date_as_stated else []
    if published and published <= now:
        day = date_format(timezone.localdate(published), "j F Y")
        words.append(_("published %(date)s") % {"date": day})
    return ", ".join(words)


def _locked(use: TeamUse) -> TeamUse:
    return TeamUse.objects.select_for_update(of=("self",)).select_related("partnership", "agency").get(pk=use.pk)


def _check_agency(use: TeamUse) -> None:
    if use.agency is None:
        raise AgencyNotGiven(use)
    if not use.agency.partnerships.filter(pk=use.partnership_id).exists():
        raise AgencyNotHere(use.agency)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonNotGiven
    return reason.strip()[: TeamUse._meta.get_field("reason").max_length]


def _decide(use: TeamUse, state: TeamUseState, action: str, by: "AbstractBaseUser | None", reason: str = "") -> None:
    before, use.state = use.state, state
    use.decided_at, use.decided_by, use.reason = timezone.now(), by, reason  # type: ignore[assignment]  # our own user
    use.save()
    log(instance=use, action=action, user=by, data={"before": str(before), "reason": reason})


def _as_kept(use: TeamUse, kept: TeamUse) -> TeamUse:
    """The caller's object, saying what is now in the database."""
    for field in TeamUse._meta.concrete_fields:
        setattr(use, field.attname, getattr(kept, field.attname))
    for name in ("agency", "event", "decided_by"):
        setattr(use, name, getattr(kept, name))
    return use
