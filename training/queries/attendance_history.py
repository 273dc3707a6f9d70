"""What an event's figures said before, and who changed them: read from the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from learning.models import Agency
from training.enums import AttendanceState
from training.models import TrainingEvent
from training.validators import COUNT_FIELDS

ACTIONS = ("training.attendance", "training.awaiting")
MOST_SHOWN = 200
_MOST_READ = 100  # entries of the log; one may be of many agencies


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One agency's row as somebody changed it. `is_correction` where figures were there before."""

    at: datetime
    agency: str
    words: str
    by: str
    is_correction: bool


def attendance_history(event: TrainingEvent) -> list[HistoryLine]:
    """The latest first, in 2 queries. An agency that is gone is told by its number."""
    logs = registry.get_logs_for_instance(event).filter(action__in=ACTIONS).select_related("user")
    entries = [(entry, _said(entry.data, "before"), _said(entry.data, "after")) for entry in logs[:_MOST_READ]]
    names = _names({key for _entry, before, after in entries for key in (*before, *after)})
    lines: list[HistoryLine] = []
    for entry, before, after in entries:
        for key in sorted(after, key=lambda key: names.get(key, key)):
            if words := changed(before.get(key), after[key]):
                agency = names.get(key) or _("agency %(number)s, which is gone") % {"number": key}
                had_figures = any(before.get(key, {}).get(name) is not None for name in COUNT_FIELDS)
                lines.append(HistoryLine(entry.timestamp, agency, words, _who(entry), had_figures))
    return lines[:MOST_SHOWN]


def changed(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """What is other than it was, in words: "came 5 → 7, walked in – → 2"; blank if nothing is."""
    before, after = before or {}, after or {}
    told = [
        f"{_LABELS[name]()} {_figure(before.get(name))} → {_figure(after.get(name))}"
        for name in COUNT_FIELDS
        if before.get(name) != after.get(name)
    ]
    if before.get("state") != after.get("state") and (before or after.get("state") != AttendanceState.RETURNED):
        told.insert(0, f"{_state(before)} → {_state(after)}")
    return ", ".join(told)


_LABELS = {
    "booked": lambda: _("booked"),
    "came": lambda: _("came"),
    "walked_in": lambda: _("walked in"),
    "did_not_come": lambda: _("did not come"),
    "cancelled": lambda: _("cancelled"),
}


def _said(data: Any, when: str) -> dict[str, Mapping[str, Any]]:
    said = data.get(when) if isinstance(data, dict) else None
    return {key: row or {} for key, row in said.items()} if isinstance(said, dict) else {}


def _names(keys: Iterable[str]) -> dict[str, str]:
    numbers = [int(key) for key in keys if key.isdigit()]
    return {str(pk): name for pk, name in Agency.objects.filter(pk__in=numbers).values_list("pk", "name")}


def _who(entry: Any) -> str:
    return str(entry.user_display_name) if entry.user_id else _("nobody signed in")


def _figure(value: Any) -> str:
    return "–" if value is None else str(value)


def _state(said: Mapping[str, Any]) -> str:
    state = said.get("state")
    return str(AttendanceState(state).label).lower() if state in AttendanceState.values else _("nothing")
