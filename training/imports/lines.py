"""What became of each row, small enough to be kept with an import of fifty thousand of them."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from training.imports.plan import figures_said
from training.imports.rows import Action, PlannedRow

Kept = dict[str, Any]
"""A line as it is kept: short keys, and only those that say something. `Line` has their names."""

ACTIONS: Final = {action.name.lower(): action for action in Action}
_CODES: Final = {action: code for code, action in ACTIONS.items()}
SAID: Final = {
    "new": _("new"),
    "update": _("changed"),
    "same": _("no change"),
    "left_out": _("left out"),
    "error": _("not taken"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row for the page. `code` is a key of `SAID`; `event` the number of its event, 0 while there is none."""

    number: int
    code: str
    title: str = ""
    date: str = ""
    agency: str = ""
    event: int = 0
    figures: str = ""
    errors: Sequence[str] = ()
    notes: Sequence[str] = ()
    unknown_agency: str = ""
    is_crowded: bool = False
    outcome: str = ""
    """What taking the import back did with it."""

    @property
    def said(self) -> str:
        return str(SAID[self.code])


_LETTERS_KEPT: Final = 255  # as many as the name of an agency, or the title of an event, may have


_KEYS: Final = {
    "n": "number",
    "a": "code",
    "t": "title",
    "d": "date",
    "g": "agency",
    "e": "event",
    "f": "figures",
    "w": "errors",
    "s": "notes",
    "u": "unknown_agency",
    "c": "is_crowded",
    "o": "outcome",
}


def kept_line(row: PlannedRow) -> Kept:
    """The row as it is kept. What it says is kept for rows in error too, as the file has it."""
    said: Kept = {
        "n": row.number,
        "a": _CODES[row.action],
        "t": _short(row.title or row.texts.get("event") or row.texts.get("course", "")),
        "d": _short(str(row.stated or row.texts.get("date", ""))),
        "g": row.agency.name if row.agency else _short(row.texts.get("agency", "")),
        "e": row.event.pk if row.event else 0,
        "f": figures_said(row.counts, row.state) if "agency" in row.texts else _status(row),
        "w": row.errors,
        "s": row.notes,
        "u": row.unknown_agency,
        "c": row.is_crowded,
    }
    return {key: value for key, value in said.items() if value}


def _short(text: str) -> str:
    """A cell of a row in error may hold a whole document; the file still has it."""
    return text if len(text) <= _LETTERS_KEPT else f"{text[:_LETTERS_KEPT]}…"


def _status(row: PlannedRow) -> str:
    """What a row of a calendar says: whether it was held."""
    return str(row.status.label).lower() if row.is_live else ""


def line(kept: Kept) -> Line:
    return Line(**{_KEYS[key]: value for key, value in kept.items()})


def mark_of(lines: Iterable[Kept]) -> str:
    """The same for the same rows doing the same, whatever is said about them."""
    doing = [[kept.get(key) for key in ("n", "a", "t", "d", "g", "e", "f")] for kept in lines]
    return hashlib.sha256(json.dumps(doing).encode()).hexdigest()


def counted(lines: Iterable[Kept]) -> dict[str, int]:
    """How many lines of each code, in the order of `SAID`; codes without any are left out."""
    found = Counter(kept["a"] for kept in lines)
    return {code: found[code] for code in SAID if found[code]}


def unknown_agencies(lines: Iterable[Kept]) -> list[tuple[str, int]]:
    """What the file calls agencies that are not in the list, with how many rows, most first."""
    return Counter(kept["u"] for kept in lines if kept.get("u")).most_common()
