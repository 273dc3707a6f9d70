"""Agencies that are merged or split after the fact. No figure is moved: coverage reads who became whom."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from learning.enums import SuccessionKind
from learning.models import Agency, AgencySuccession
from learning.queries.agency_history import AgencyHistory
from training.enums import COMING_STATES
from training.errors import AgencyBecomesItself, AgencyMergedAlready, AgencySplitAlready, DayNotCome
from training.models import TrainingEvent

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def merge_agencies(
    predecessor: Agency, *, into: Agency, on: date, by: "AbstractBaseUser | None", note: str = ""
) -> AgencySuccession:
    """From that day on, all that the predecessor has had counts for the other; it is active no more.

    Its invitations to events still to come go to the other. Returns stay with the agency that they were recorded for.

    Raises:
        AgencyMergedAlready, AgencySplitAlready, AgencyBecomesItself, DayNotCome: as they say.
    """
    with transaction.atomic():
        _locked([predecessor, into])
        validate_succession(SuccessionKind.MERGED, predecessor, into, on)
        row = _succeed(SuccessionKind.MERGED, predecessor, into, on, by, note)
        moved = _move_invitations(predecessor, into)
        data = {"into": into.pk, "name": into.name, "on": on.isoformat(), "events": moved}
        log(instance=predecessor, action="training.merge_agency", user=by, data=data)
    return row


def split_agency(
    whole: Agency, *, into: Sequence[Agency], on: date, by: "AbstractBaseUser | None", note: str = ""
) -> list[AgencySuccession]:
    """From that day on the whole is active no more. What it has had is told of each part, and counts for none of them.

    Raises:
        AgencyMergedAlready, AgencyBecomesItself, DayNotCome: as they say.
    """
    with transaction.atomic():
        _locked([whole, *into])
        rows = []
        for part in into:
            validate_succession(SuccessionKind.SPLIT, whole, part, on)
            rows.append(_succeed(SuccessionKind.SPLIT, whole, part, on, by, note))
        data = {"into": [part.pk for part in into], "names": [part.name for part in into], "on": on.isoformat()}
        log(instance=whole, action="training.split_agency", user=by, data=data)
    return rows


def take_back_succession(row: AgencySuccession, *, by: "AbstractBaseUser | None") -> Agency:
    """As if it had not been entered: the agency that was is active again, unless it became another one too.

    Invitations that went to its successor stay there.
    """
    with transaction.atomic():
        agency = Agency.objects.select_for_update().get(pk=row.predecessor_id)
        data = {"successor": row.successor_id, "on": row.on.isoformat(), "kind": row.kind}
        row.delete()
        if not AgencySuccession.objects.filter(predecessor=agency).exists():
            agency.is_active = True
            agency.save(update_fields=["is_active"])
        log(instance=agency, action="training.take_back_succession", user=by, data=data)
    return agency


def validate_succession(kind: str, predecessor: Agency, successor: Agency, on: date) -> None:
    """One agency may become another on that day: once, not in a ring, and not before its time.

    Raises:
        AgencyMergedAlready, AgencySplitAlready, AgencyBecomesItself, DayNotCome: as they say.
    """
    if on > timezone.localdate():
        raise DayNotCome
    history = AgencyHistory.load()
    if predecessor == successor or history.becomes_again(predecessor.pk, successor.pk):
        raise AgencyBecomesItself(predecessor, successor)
    fate = history.fate_of(predecessor.pk)
    if fate is None:
        return
    if fate.kind == SuccessionKind.MERGED:
        raise AgencyMergedAlready(fate)
    if kind == SuccessionKind.MERGED or fate.successor_id == successor.pk:
        raise AgencySplitAlready(fate)


def _locked(agencies: Sequence[Agency]) -> None:
    """Two who enter a ring between them at the same time wait for one another."""
    list(Agency.objects.select_for_update().filter(pk__in=[agency.pk for agency in agencies]).order_by("pk"))


def _succeed(
    kind: SuccessionKind, predecessor: Agency, successor: Agency, on: date, by: "AbstractBaseUser | None", note: str
) -> AgencySuccession:
    row = AgencySuccession.objects.create(
        kind=kind, predecessor=predecessor, successor=successor, on=on, note=note, recorded_by_id=by.pk if by else None
    )
    predecessor.is_active = False
    predecessor.save(update_fields=["is_active"])
    return row


def _move_invitations(predecessor: Agency, successor: Agency) -> int:
    """How many events still to come the successor is invited to in the predecessor's place."""
    invitations = TrainingEvent.invited.through.objects.filter(trainingevent__status__in=COMING_STATES)
    events = list(invitations.filter(agency=predecessor).values_list("trainingevent", flat=True))
    invitations.filter(agency=predecessor).delete()
    already = set(invitations.filter(agency=successor).values_list("trainingevent", flat=True))
    through = TrainingEvent.invited.through
    through.objects.bulk_create(
        through(trainingevent_id=event, agency=successor) for event in events if event not in already
    )
    return len(events)
