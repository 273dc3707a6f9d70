"""Taking a whole import back: what it made goes, what it changed says what it said before, and what has moved on stays."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.models import Partnership
from media.domain.files import delete_after_commit
from training.domain.attendance import Counts
from training.domain.logged_together import log_together
from training.domain.reference_index import forget_events
from training.enums import AttendanceState, ImportState, RecordedHow
from training.imports.errors import ImportNotDone
from training.imports.plan import figures_said, in_portions, kept_returns
from training.imports.rows import KeptReturn
from training.models import Attendance, AttendanceImport, TrainingEvent
from training.queries.event_traces import changed_after, recorded_about
from training.tasks import index_references, take_in_coverage
from training.validators import COUNT_FIELDS

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

Place = tuple[int, int]
"""An event and an agency, by their numbers."""


@dataclass
class _Work:
    """What is to be done, and what is said of each row, by its number."""

    remove: dict[Place, KeptReturn] = field(default_factory=dict)
    put_back: dict[Place, tuple[KeptReturn, KeptReturn]] = field(default_factory=dict)
    """What it says now, and what it said before."""
    outcomes: dict[int, str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def say(self, row: int, what: str, sentence: str) -> None:
        self.outcomes[row] = sentence
        self.counted[what] += 1


def take_back_import(one: AttendanceImport, *, by: "AbstractBaseUser") -> AttendanceImport:
    """Takes back all that the import did. Its lines then say of each row what became of it.

    An event that it made goes, unless anything else has been recorded on it or said of it since. A return that it wrote
    says again what it said before, or goes if it was not there; one that says something else by now is left.

    Raises ImportNotDone: it was not imported, or was taken back before.
    """
    with transaction.atomic():
        one = AttendanceImport.objects.select_for_update(of=("self",)).get(pk=one.pk)
        if one.state != ImportState.DONE or one.finished_at is None:
            raise ImportNotDone(one)
        Partnership.objects.select_for_update(no_key=True).get(pk=one.partnership_id)
        rows: list[list[Any]] = one.made.get("rows", [])
        events = _locked({row[1] for row in rows} | set(one.made.get("events", ())))
        work = _work(rows, events, kept_returns(events))
        gone, why_not = _to_remove(one.made.get("events", ()), events, work, one.finished_at)
        _write(work, events, gone, by)
        _remove_events(gone, by, one)
        _finish(one, work, gone, why_not, by)
    return one


def _locked(numbers: Iterable[int]) -> dict[int, TrainingEvent]:
    """The events that are still there, one after another in the same order for everybody."""
    found: dict[int, TrainingEvent] = {}
    for some in in_portions(sorted(numbers)):
        events = TrainingEvent.objects.select_for_update(of=("self",)).filter(pk__in=some).order_by("pk")
        found |= {event.pk: event for event in events.only("title", "date_as_stated")}
    return found


def _work(rows: list[list[Any]], events: dict[int, TrainingEvent], now: dict[Place, KeptReturn]) -> _Work:
    work = _Work()
    for number, event, agency, said, before in rows:
        there = now.get((event, agency))
        if event not in events or there is None:
            work.say(number, "left", _("it is not there any more"))
        elif _said(there) != said or there.how != RecordedHow.IMPORTED:
            figures = figures_said(there.counts, there.state)
            work.say(number, "left", _("left as it is: it has been changed since (%(figures)s)") % {"figures": figures})
        elif before is None:
            work.remove[event, agency] = there
            work.say(number, "removed", _("taken back"))
        else:
            earlier = _earlier(before)
            work.put_back[event, agency] = (there, earlier)
            figures = figures_said(earlier.counts, earlier.state)
            work.say(number, "put_back", _("as before again: %(figures)s") % {"figures": figures})
    return work


def _said(kept: KeptReturn) -> list[Any]:
    return [str(kept.state), *(getattr(kept.counts, name) for name in COUNT_FIELDS)]


def _earlier(said: list[Any]) -> KeptReturn:
    state, *figures, how, at, by = said
    return KeptReturn(
        AttendanceState(state), Counts(*figures), how, datetime.fromisoformat(at) if at else None, cast(int | None, by)
    )


def _to_remove(
    made: Iterable[int], events: dict[int, TrainingEvent], work: _Work, finished_at: datetime
) -> tuple[dict[int, TrainingEvent], dict[int, str]]:
    """The events to remove, and of the others that the import made, why they stay."""
    there = {number: events[number] for number in made if number in events}
    why = recorded_about(there)
    why |= dict.fromkeys(changed_after(there, finished_at), str(_("changes")))
    others = {event for event, agency in kept_returns(there) if (event, agency) not in work.remove}
    why |= dict.fromkeys(others, str(_("attendance")))
    return {number: event for number, event in there.items() if number not in why}, why


def _write(
    work: _Work, events: dict[int, TrainingEvent], gone: dict[int, TrainingEvent], by: "AbstractBaseUser"
) -> None:
    places = {*work.remove, *work.put_back}
    rows: dict[Place, int] = {}
    for some in in_portions(sorted({event for event, _agency in places})):
        found = Attendance.objects.filter(event__in=some).order_by().values_list("event_id", "agency_id", "pk")
        rows |= {(event, agency): pk for event, agency, pk in found}
    _delete(Attendance.objects.all(), [rows[place] for place in work.remove])
    Attendance.objects.bulk_create(
        [_row(place, before) for place, (_now, before) in work.put_back.items()],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["event", "agency"],
        update_fields=["state", *COUNT_FIELDS, "how", "recorded_at", "recorded_by"],
    )
    stay = sorted({event for event, _agency in places} - gone.keys())
    log_together(_entries(work, {number: events[number] for number in stay}), by=by)
    if stay:
        for some in in_portions(stay):
            TrainingEvent.objects.filter(pk__in=some).update(updated_at=timezone.now())
        TrainingEvent.objects.get(pk=stay[-1]).save(update_fields=["updated_at"])  # whoever listens hears of one
        transaction.on_commit(lambda: index_references.enqueue(stay))
    transaction.on_commit(take_in_coverage.enqueue)


def _row(place: Place, before: KeptReturn) -> Attendance:
    return Attendance(
        event_id=place[0],
        agency_id=place[1],
        state=before.state,
        how=before.how,
        recorded_at=before.recorded_at,
        recorded_by_id=before.recorded_by,
        **asdict(before.counts),
    )


def _entries(
    work: _Work, events: dict[int, TrainingEvent]
) -> Iterator[tuple[TrainingEvent, str, dict[str, dict[str, Any]]]]:
    """What the log says of each event that stays: what its returns said, and say now."""
    changes: dict[int, dict[str, dict[str, Any]]] = {}
    for (event, agency), now in work.remove.items():
        changes.setdefault(event, {"before": {}, "after": {}})["before"][str(agency)] = _logged(now)
        changes[event]["after"][str(agency)] = None
    for (event, agency), (now, before) in work.put_back.items():
        changes.setdefault(event, {"before": {}, "after": {}})["before"][str(agency)] = _logged(now)
        changes[event]["after"][str(agency)] = _logged(before)
    return ((event, "training.attendance", changes[number]) for number, event in events.items())


def _logged(kept: KeptReturn) -> dict[str, Any]:
    return {"state": str(kept.state), **asdict(kept.counts)}


def _remove_events(gone: dict[int, TrainingEvent], by: "AbstractBaseUser", one: AttendanceImport) -> None:
    """Nothing refers to them any more. The last goes as events always do, so that whoever listens hears of one."""
    if not gone:
        return
    entries = ((event, "training.import_taken_back", {"file": one.name}) for event in gone.values())
    log_together(entries, by=by, deleted=True)
    *others, last = sorted(gone)
    _delete(TrainingEvent.objects.all(), others)
    forget_events(others)
    gone[last].delete()


def _delete(rows: "QuerySet[Any]", numbers: list[int]) -> None:
    """Deletes by number without asking what hangs on each: that was looked into. One by one takes minutes."""
    for some in in_portions(numbers):
        rows.filter(pk__in=some)._raw_delete(rows.db)


def _finish(
    one: AttendanceImport, work: _Work, gone: dict[int, TrainingEvent], why_not: dict[int, str], by: "AbstractBaseUser"
) -> None:
    made = set(one.made.get("events", ()))
    for kept in one.lines:
        outcomes = [work.outcomes[kept["n"]]] if kept["n"] in work.outcomes else []
        if kept["a"] == "new" and kept.get("e") in gone:
            outcomes.append(_("the event is gone"))
        elif kept["a"] == "new" and kept.get("e") in made:
            recorded = why_not.get(kept["e"])
            outcomes.append(
                _("the event stays, for there is more on it: %(what)s") % {"what": recorded}
                if recorded
                else _("the event was gone already")
            )
        if outcomes:
            kept["o"] = "; ".join(outcomes)
        if kept.get("e") in gone:
            kept["e"] = 0
    told = {**work.counted, "events": len(gone), "events_left": len(why_not)}
    delete_after_commit(one.file)
    one.made, one.file, one.state = {"undone": told}, "", ImportState.UNDONE
    one.undone_at, one.undone_by_id = timezone.now(), by.pk
    one.save()
    log(instance=one, action="training.import_taken_back", user=by, data=told)
