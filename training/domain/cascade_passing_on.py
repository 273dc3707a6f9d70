"""A link that goes on: to a deputy instead of the lead, or from an agency to its teams. The words of the mails are ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from learning.enums import MailState
from learning.mail_queue.queue import Letter, can_be_written_to, one_line, queue_mailing
from learning.models import MailBatch, QueuedMail
from training.cascade_errors import (
    AddressNotGood,
    HandedOnTooOften,
    NotTakingReplies,
    OnlyAnAgency,
    TeamThereAlready,
    ThatIsYou,
    TooManyTeams,
)
from training.domain.cascade_links import reply_link
from training.models import CascadeRecipient
from training.models.cascade import new_link_key

HAND_ONS_A_DAY: Final = 3
MOST_TEAMS: Final = 60
TEAM_MAILS_A_DAY: Final = 120
"""Of one agency, about anything: teams that are stopped and written to anew count again."""
DAY: Final = timedelta(days=1)
TEAM_BATCH: Final = "cascade_teams"


@dataclass(frozen=True)
class TeamToTell:
    """A team, and where its manager is written to."""

    name: str
    email: str


def hand_on(recipient: CascadeRecipient, address: str, *, now: datetime | None = None) -> CascadeRecipient:
    """Gives the link to a deputy: queues a mail with a new one, and every link given out before is dead.

    Whoever was written to before is told, so that a link that leaked is not handed on behind their back.

    Raises:
        NotTakingReplies: the cascade is not out.
        AddressNotGood, ThatIsYou, HandedOnTooOften: as they say; then the link works on.
    """
    from training.exports.cascade_link_mails import deputy_mailing, handed_on_notice

    now, address = now or timezone.now(), one_line(address)
    if not can_be_written_to(address) or len(address) > 254:
        raise AddressNotGood(address)
    with transaction.atomic():
        row = _locked(recipient)
        before = row.handed_to or row.email
        if before.casefold() == address.casefold():
            raise ThatIsYou
        if handed_on_lately(row, now) >= HAND_ONS_A_DAY:
            raise HandedOnTooOften(HAND_ONS_A_DAY)
        _call_back(row)
        row.key, row.handed_to, row.handed_at = new_link_key(), address, now
        (row.mail,) = _queue(deputy_mailing(row), [_letter(row, address)])
        row.save()
        if can_be_written_to(before):
            told = Letter(to=before, key=f"cascade-handed:{row.pk}:{row.key}", agency=row.agency)
            queue_mailing(handed_on_notice(row), [told])
        # On the agency's row: a team's name was typed by somebody.
        log(instance=row.parent or row, action="training.cascade_hand_on", data={"recipient": row.pk})
    return row


def handed_on_lately(recipient: CascadeRecipient, now: datetime) -> int:
    """How often it was handed on within a day."""
    logged = ModelLogEntry.objects.for_instance(recipient.parent or recipient)
    of_this = logged.filter(action="training.cascade_hand_on", data__recipient=recipient.pk)
    return int(of_this.filter(timestamp__gt=now - DAY).count())


def was_just_handed_on(recipient: CascadeRecipient, address: str, now: datetime | None = None) -> bool:
    """Whether a press that comes now is the second of one: the deputy has the link since some minutes."""
    since = (now or timezone.now()) - timedelta(minutes=10)
    return bool(
        recipient.handed_at
        and recipient.handed_at > since
        and recipient.handed_to.casefold() == one_line(address).casefold()
    )


def pass_on_to_teams(
    recipient: CascadeRecipient, teams: Sequence[TeamToTell], *, now: datetime | None = None
) -> list[CascadeRecipient]:
    """Gives each team a link of its own, in one mailing. All or none. A team that was stopped can be written to anew.

    The same team at the same address again, as by a second press, is left as it is.

    Raises:
        NotTakingReplies: the cascade is not out.
        OnlyAnAgency: `recipient` is a team itself.
        AddressNotGood, TeamThereAlready, TooManyTeams: as they say.
    """
    from training.exports.cascade_link_mails import team_mailing

    now = now or timezone.now()
    for team in teams:
        if not can_be_written_to(team.email) or len(team.email) > 254:
            raise AddressNotGood(team.email)
    with transaction.atomic():
        row = _locked(recipient)
        if row.is_team:
            raise OnlyAnAgency
        there = {one.team.casefold(): one for one in CascadeRecipient.objects.filter(parent=row)}
        new = [team for team in teams if not _has_it(there.get(team.name.casefold()), team)]
        if len({*there, *(team.name.casefold() for team in new)}) > MOST_TEAMS or _mails_lately(row, now, new):
            raise TooManyTeams(MOST_TEAMS)
        told = [_team(row, team, there.get(team.name.casefold())) for team in new]
        if told:
            mails = _queue(team_mailing(row), [_letter(one, one.email) for one in told])
            for one, mail in zip(told, mails, strict=True):
                one.mail = mail
            CascadeRecipient.objects.bulk_update(told, ["mail"])
            log(instance=row, action="training.cascade_pass_on", data={"teams": len(told)})
    return told


def stop_team(recipient: CascadeRecipient, team_id: int, *, now: datetime | None = None) -> CascadeRecipient | None:
    """The team's link is dead, and a mail that has not gone does not go. What it has said stays, and counts.

    None where the agency has no such team. Twice is once.
    """
    with transaction.atomic():
        row = _locked(recipient)
        team = CascadeRecipient.objects.filter(parent=row, pk=team_id).first()
        if team is not None and team.revoked_at is None:
            _call_back(team)
            team.revoked_at, team.key = now or timezone.now(), new_link_key()
            team.save(update_fields=["revoked_at", "key"])
            log(instance=row, action="training.cascade_stop_team", data={"team": team.pk})
    return team


def _has_it(there: CascadeRecipient | None, team: TeamToTell) -> bool:
    if there is None or there.revoked_at is not None:
        return False
    if (there.handed_to or there.email).casefold() != team.email.casefold():
        raise TeamThereAlready(there.team)
    return True


def _mails_lately(row: CascadeRecipient, now: datetime, new: Sequence[TeamToTell]) -> bool:
    """Whether these would be more mails to teams than an agency sends in a day."""
    sent = QueuedMail.objects.filter(batch__kind=TEAM_BATCH, agency=row.agency_id, batch__created_at__gt=now - DAY)
    return bool(new) and sent.count() + len(new) > TEAM_MAILS_A_DAY


def _team(row: CascadeRecipient, team: TeamToTell, there: CascadeRecipient | None) -> CascadeRecipient:
    """The team's row, with a link that nobody has yet."""
    one = there or CascadeRecipient(cascade=row.cascade, agency=row.agency, parent=row, team=team.name)
    one.agency, one.cascade = row.agency, row.cascade
    one.email, one.handed_to, one.handed_at, one.revoked_at = team.email, "", None, None
    one.key, one.link_ends_at = new_link_key(), row.link_ends_at
    one.save()
    return one


def _letter(row: CascadeRecipient, address: str) -> Letter:
    return Letter(
        to=address,
        key=f"cascade:{row.cascade_id}:{row.pk}:{row.key}",
        places={"recipient": one_line(str(row))},
        signed={"link": reply_link(row, row.cascade.partnership)},
        agency=row.agency,
    )


def _queue(batch: MailBatch, letters: Sequence[Letter]) -> list[QueuedMail]:
    """The rows, in the order of the letters."""
    found = queue_mailing(batch, letters)
    return [found[letter.key] for letter in letters]


def _call_back(row: CascadeRecipient) -> None:
    """What waits with an earlier link would arrive with a dead one."""
    if row.mail_id:
        waiting = QueuedMail.objects.filter(pk=row.mail_id, state=MailState.WAITING)
        waiting.update(state=MailState.WITHDRAWN)


def _locked(recipient: CascadeRecipient) -> CascadeRecipient:
    rows = CascadeRecipient.objects.select_for_update(of=("self",))
    row = rows.select_related("cascade__partnership__site", "agency__kind", "parent").get(pk=recipient.pk)
    if not row.cascade.takes_replies:
        raise NotTakingReplies
    return row
