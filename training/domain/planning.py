"""Planning events: from a course or a session plan, changed, moved to another day, planned again."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from wagtail.log_actions import log

from learning.models import Agency, Partnership
from training.enums import COMING_STATES, AttendanceState, EventKind, EventStatus
from training.errors import AgencyNotHere, EventAlreadyHeld, EventCancelled
from training.models import Course, PointTaught, SessionPlan, TrainingEvent
from training.planning_errors import EndsBeforeItStarts, EventThereAlready, FiguresRecorded, NotMoved
from training.queries.planning import newest_edition, points_to_pass_on
from training.stated_days import day_in_words, time_in_words

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class EventTime:
    """When an event is: the date as stated, and its hours where they are known."""

    stated: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class EventDetails:
    """What a person says of an event that is planned. `when` is None where the day is to stay as it is."""

    title: str
    kind: EventKind = EventKind.COURSE
    when: EventTime | None = None
    place: str = ""
    mode: str = ""
    host: Agency | None = None
    led_by: str = ""
    capacity: int | None = None
    invited: tuple[Agency, ...] = ()
    booking_url: str = ""
    description: str = ""
    is_public: bool = True


NOT_COLUMNS = frozenset({"when", "invited"})


def plan_event(
    details: EventDetails,
    *,
    partnership: Partnership,
    by: "AbstractBaseUser | None",
    plan: SessionPlan | None = None,
    course: Course | None = None,
) -> TrainingEvent:
    """A planned event that is to pass on what the plan, or else the course, holds. A plan's newest pack is its edition.

    Raises:
        EndsBeforeItStarts: it does.
        AgencyNotHere: the host, or an agency invited, is none of this partnership.
        EventThereAlready: one of this title is planned for that time and place: a form sent twice.
    """
    _check_agencies(partnership, details)
    course = course or (plan.course if plan else None)
    event = TrainingEvent(partnership=partnership, plan=plan, course=course)
    _take(event, details)
    with transaction.atomic():
        Partnership.objects.select_for_update().get(pk=partnership.pk)  # the same form, sent twice at once
        _check_is_new(event)
        event.edition = newest_edition(plan) if plan else None
        event.deck_edition = event.edition.label if event.edition else ""
        event.__setattr__("points_taught", _points(plan, course))  # modelcluster relations take a list
        event.save()
        log(instance=event, action="training.plan", user=by, data=_said(event))
    return event


def change_event(event: TrainingEvent, details: EventDetails, *, by: "AbstractBaseUser | None") -> TrainingEvent:
    """Says something else of an event; what it said before is logged. Its status, and what it passes on, stay.

    Raises:
        EndsBeforeItStarts, AgencyNotHere: as they say.
    """
    with transaction.atomic():
        changed = TrainingEvent.objects.select_for_update().get(pk=event.pk)
        _check_agencies(changed.partnership, details, known=_agencies_of(changed))
        before = _said(changed)
        _take(changed, details)
        changed.save()
        log(instance=changed, action="training.change", user=by, data={"before": before, "after": _said(changed)})
    return changed


def move_event(
    event: TrainingEvent, when: EventTime, *, by: "AbstractBaseUser | None", was_a_slip: bool = False
) -> TrainingEvent:
    """Gives an event another day or hour. It says from then on that it was moved, and from when.

    Where nobody was told the old date (`was_a_slip`), or there was none, it only has the new one.

    Raises:
        EventCancelled, EventAlreadyHeld: it is not to come.
        EndsBeforeItStarts: it does.
        NotMoved: it is at that time already.
    """
    _check_hours(when)
    with transaction.atomic():
        moved = TrainingEvent.objects.select_for_update().get(pk=event.pk)
        if moved.status == EventStatus.CANCELLED:
            raise EventCancelled(moved)
        if moved.status == EventStatus.HELD:
            raise EventAlreadyHeld(moved)
        before = EventTime(moved.date_as_stated, moved.starts_at, moved.ends_at)
        if before == when:
            raise NotMoved(moved)
        old = _told(before, when)
        moved.date_as_stated, moved.starts_at, moved.ends_at = when.stated, when.starts_at, when.ends_at
        if old and not was_a_slip:
            moved.status, moved.moved_from = EventStatus.MOVED, old[:100]
        moved.save()
        data = {"before": day_and_hours(before), "after": day_and_hours(when), "was_a_slip": was_a_slip}
        log(instance=moved, action="training.move", user=by, data=data)
    return moved


def plan_again(event: TrainingEvent, *, by: "AbstractBaseUser | None") -> TrainingEvent:
    """Takes back that an event was cancelled, or marked as held. It is planned again, and its returns are not awaited.

    Raises:
        FiguresRecorded: somebody has said who came.
    """
    with transaction.atomic():
        planned = TrainingEvent.objects.select_for_update().get(pk=event.pk)
        if planned.status in COMING_STATES:
            return planned
        if planned.attendances.filter(Q(came__isnull=False) | Q(walked_in__isnull=False)).exists():
            raise FiguresRecorded(planned)
        planned.attendances.filter(state=AttendanceState.AWAITING).delete()
        before = str(planned.status)
        planned.status = EventStatus.MOVED if planned.moved_from else EventStatus.PLANNED
        planned.save(update_fields=["status", "updated_at"])
        log(instance=planned, action="training.plan_again", user=by, data={"before": before})
    return planned


def day_and_hours(when: EventTime) -> str:
    """ "3 March 2027, 9.30am to 12 noon": a time in words, for the log."""
    hours = " – ".join(time_in_words(moment) for moment in (when.starts_at, when.ends_at) if moment)
    return ", ".join(part for part in (when.stated, hours) if part)


def _told(before: EventTime, after: EventTime) -> str:
    """What people were told before: the day, with the hour where only that is another."""
    day = before.stated or (day_in_words(before.starts_at) if before.starts_at else "")
    if before.starts_at and after.starts_at and localdate(before.starts_at) == localdate(after.starts_at):
        return f"{day}, {time_in_words(before.starts_at)}"
    return day


def _take(event: TrainingEvent, details: EventDetails) -> None:
    for field in fields(details):
        if field.name not in NOT_COLUMNS:
            setattr(event, field.name, getattr(details, field.name))
    event.__setattr__("invited", list(details.invited))  # modelcluster relations take a list
    if details.when:
        _check_hours(details.when)
        event.date_as_stated = details.when.stated
        event.starts_at, event.ends_at = details.when.starts_at, details.when.ends_at


def _check_hours(when: EventTime) -> None:
    if when.starts_at and when.ends_at and when.ends_at <= when.starts_at:
        raise EndsBeforeItStarts(time_in_words(when.starts_at), time_in_words(when.ends_at))


def _check_agencies(partnership: Partnership, details: EventDetails, known: Iterable[int] = ()) -> None:
    """Agencies it had before (`known`) stay, even where they have left the partnership since."""
    named = [*details.invited, *([details.host] if details.host else [])]
    here = set(partnership.agencies.filter(pk__in=[agency.pk for agency in named]).values_list("pk", flat=True))
    for agency in named:
        if agency.pk not in here | set(known):
            raise AgencyNotHere(agency)


def _agencies_of(event: TrainingEvent) -> set[int]:
    host = {event.host_id} if event.host_id else set()
    return host | set(event.invited.values_list("pk", flat=True))


def _check_is_new(event: TrainingEvent) -> None:
    same = TrainingEvent.objects.of(event.partnership).not_cancelled()
    names = ("title", "date_as_stated", "starts_at", "place", "plan", "course")
    found = same.filter(**{name: getattr(event, name) for name in names}).first()
    if found:
        raise EventThereAlready(found)


def _points(plan: SessionPlan | None, course: Course | None) -> list[PointTaught]:
    return [
        PointTaught(point=point, depth=depth, sort_order=n)
        for n, (point, depth) in enumerate(points_to_pass_on(plan, course))
    ]


def _said(event: TrainingEvent) -> dict[str, Any]:
    """What an event says, as it can be kept in the log."""
    when = EventTime(event.date_as_stated, event.starts_at, event.ends_at)
    return {
        "title": event.title,
        "kind": str(event.kind),
        "when": day_and_hours(when),
        "place": event.place,
        "mode": str(event.mode),
        "host": str(event.host or ""),
        "led_by": event.led_by,
        "capacity": event.capacity,
        "invited": sorted(agency.pk for agency in event.invited.all()),
        "booking_url": event.booking_url,
        "is_public": event.is_public,
    }
