"""Which column is which, by a table of headings. What is not in the table is not read, and is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.imports.cells import SheetNotRead, Value, as_text, folded
from training.validators import COUNT_FIELDS

HEADING_ROWS: Final = 30
"""Headings may stand this far down, under a title and notes."""

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "event": (
        *("event", "event title", "event name", "title", "name of event", "training", "training title"),
        *("training event", "session", "session title", "event course", "course event"),
    ),
    "course": ("course", "course title", "course name", "name of course", "training course"),
    "date": (
        *("date", "event date", "date of event", "date held", "course date", "date of course", "session date"),
        *("start date", "training date", "date of training"),
    ),
    "agency": (
        *("agency", "agency name", "name of agency", "organisation", "organization", "organisation name"),
        *("organization name", "partner agency", "employer"),
    ),
    "booked": (
        *("booked", "number booked", "no booked", "bookings", "places booked", "booked places", "number of bookings"),
        *("delegates booked", "registered"),
    ),
    "came": (
        *("came", "came of booked", "came of those booked", "attended", "number attended", "no attended"),
        *("attendees", "attendance", "number of attendees", "present", "number present", "delegates attended"),
    ),
    "walked_in": (
        *("walked in", "walk in", "walk ins", "walkins", "came without booking", "attended without booking"),
        *("not booked but attended", "unbooked"),
    ),
    "did_not_come": (
        *("did not come", "did not attend", "dna", "no show", "no shows", "absent", "non attendance"),
        *("non attenders", "failed to attend"),
    ),
    "cancelled": ("cancelled", "canceled", "cancellations", "number cancelled", "no cancelled", "withdrew"),
    "state": ("state", "return", "returns", "state of return", "return state", "return status", "status of return"),
    "place": ("place", "venue", "location"),
    "kind": ("kind", "kind of event", "event kind", "type", "type of event", "event type"),
    "mode": ("mode", "delivery", "delivery method", "mode of delivery", "format"),
}
_FIELDS: Final = {heading: name for name, headings in HEADINGS.items() for heading in headings}

_SAID: Final = {
    "event": gettext_lazy("event"),
    "course": gettext_lazy("course"),
    "date": gettext_lazy("date"),
    "agency": gettext_lazy("agency"),
    "booked": gettext_lazy("booked"),
    "came": gettext_lazy("came"),
    "walked_in": gettext_lazy("walked in"),
    "did_not_come": gettext_lazy("did not come"),
    "cancelled": gettext_lazy("cancelled"),
    "state": gettext_lazy("state"),
    "place": gettext_lazy("place"),
    "kind": gettext_lazy("kind"),
    "mode": gettext_lazy("mode"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing is read: `places` by what it is, `headings` as the file has them, and those not read."""

    row: int
    places: dict[str, int]
    headings: dict[str, str]
    unread: list[str]
    width: int
    """Cells up to the last heading."""


def count_headings(cells: Sequence[Value]) -> int:
    """How many different known headings are in the row."""
    return len(set(_known(cells).values()))


def matched(cells: Sequence[Value], row: int) -> Columns | None:
    """The columns, if this is the row of headings; None if something needed is not in it.

    Raises SheetNotRead: two columns are read as the same thing.
    """
    known = _known(cells)
    if missing(set(known.values())):
        return None
    texts = [as_text(value) for value in cells]
    places: dict[str, int] = {}
    for place, name in known.items():
        if name in places:
            raise SheetNotRead(
                _("Two columns read as “%(what)s”: “%(one)s” and “%(other)s”. Rename the one that is not.")
                % {"what": said(name), "one": texts[places[name]], "other": texts[place]}
            )
        places[name] = place
    unread = [text for place, text in enumerate(texts) if text and place not in known]
    width = max((place for place, text in enumerate(texts) if text), default=-1) + 1
    return Columns(row, places, {name: texts[place] for name, place in places.items()}, unread, width)


def missing(fields: set[str]) -> list[str]:
    """What is needed and not there, in words."""
    gone = [] if fields & {"event", "course"} else [_("an event or course")]
    gone += [said(name) for name in ("date", "agency") if name not in fields]
    return gone + ([] if fields & {*COUNT_FIELDS, "state"} else [_("at least one figure (came, booked …) or a state")])


def said(field: str) -> str:
    """What a column holds, in words."""
    return str(_SAID[field])


def _known(cells: Sequence[Value]) -> dict[int, str]:
    found = {place: _FIELDS.get(folded(as_text(value))) for place, value in enumerate(cells)}
    return {place: name for place, name in found.items() if name}


def known_fields(cells: Sequence[Value]) -> set[str]:
    return set(_known(cells).values())


def known_places(cells: Sequence[Value]) -> dict[str, int]:
    """Where each thing may be, if the cells are headings: the first column where two say the same."""
    places: dict[str, int] = {}
    for place, name in _known(cells).items():
        places.setdefault(name, place)
    return places
