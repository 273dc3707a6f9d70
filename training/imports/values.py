"""What a cell means: a date, a number of people, a state, a kind. Each gives the meaning, and what to say about it."""

import datetime
import re
from dataclasses import dataclass
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from learning.dates import AsStatedDate
from learning.enums import DatePrecision
from training.enums import AttendanceState, EventKind, Mode
from training.imports.cells import NotReckoned, Value, as_text, folded

FIRST_YEAR: Final = 1950
"""Of an event. Before it is an empty cell that a spreadsheet shows as a day of 1900, or a slip of the finger."""
MOST_PEOPLE: Final = 100_000
"""Of one agency at one event. More is a slip of the finger, or a telephone number."""


class CellNotRead(Exception):
    """A cell does not say what its column is for; `str()` is a sentence."""


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, and what there is to say about how it was read (blank if it is plain)."""

    stated: AsStatedDate
    note: str = ""


_ORDINAL_DAY = re.compile(r"(\d{1,2})\s*(?:st|nd|rd|th)\b", re.I)
_TIME = re.compile(r"[T ,]+(?:at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]m|Z|\+00:00)?$", re.I)
_SERIAL = re.compile(r"[234]\d{4}|5[0-4]\d{3}")  # 1954 to 2049, in days since 1900
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_WITH_NAME = re.compile(r"(\d{1,2})[\-/. ]+([A-Za-z]{3,9})\.?[\-/., ]+(\d{4}|\d{2})")
_NAME_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_MONTH_ONLY = re.compile(r"([A-Za-z]{3,9})\.?[\-/ ]'?(\d{4}|\d{2})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.I)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WHOLE = re.compile(r"\d+(?:\.0+)?|\d{1,3}(?:,\d{3})+", re.ASCII)
_NOT_GIVEN: Final = frozenset({"", "na", "n a", "not known", "unknown", "not given", "tbc"})
_Choice = TypeVar("_Choice", bound=str)
_EXCEL_EPOCH: Final = datetime.date(1899, 12, 30)


def read_date(value: Value, today: datetime.date) -> ReadDate:
    """The date in a cell. Day comes before month in numbers, as in Britain; where that matters, it is said.

    Raises CellNotRead: none, one that could be several, or one before there was any training.
    """
    found = _read_date(value, today)
    if found.stated.date and found.stated.date.year < FIRST_YEAR:
        raise CellNotRead(too_early(found.stated))
    return found


def too_early(stated: AsStatedDate) -> str:
    return _("%(date)s is before %(year)d, which cannot be right.") % {"date": stated, "year": FIRST_YEAR}


def _read_date(value: Value, today: datetime.date) -> ReadDate:
    if isinstance(value, datetime.date):
        return ReadDate(_day(value))
    text = _WEEKDAY.sub("", as_text(value), count=1)
    text = _TIME.sub("", _ORDINAL_DAY.sub(r"\1", text)).strip()
    if not text:
        raise CellNotRead(_("There is no date."))
    if _SERIAL.fullmatch(text):
        return _serial(int(text))
    spelled, note = _spelled(text, today)
    stated = AsStatedDate.parse(spelled)
    is_guess = stated.precision == DatePrecision.YEAR and not _YEAR.fullmatch(text)
    if stated.date is None or is_guess:
        raise CellNotRead(_not_a_date(as_text(value)))
    if stated.precision == DatePrecision.DAY:
        return ReadDate(_day(stated.date), note.format(day=f"{stated.date:%-d %B %Y}"))
    if stated.precision == DatePrecision.MONTH:
        stated = AsStatedDate.parse(f"{stated.date:%B %Y}")
    return ReadDate(stated, _("only “%(date)s” is known of the date") % {"date": stated.text})


def _spelled(text: str, today: datetime.date) -> tuple[str, str]:
    """The text in a spelling that AsStatedDate reads, and a note with {day} in it."""
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return f"{found[1]}-{found[2]}-{found[3]}", ""
    if found := _DAY_FIRST.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        is_open = first <= 12 and second <= 12 and first != second
        note = _("“%(text)s” is read day first, as {day}") % {"text": text} if is_open else ""
        return f"{first}/{second}/{_full_year(found[3], today)}", note
    if found := _WITH_NAME.fullmatch(text):
        return f"{found[1]} {found[2]} {_full_year(found[3], today)}", ""
    if found := _NAME_FIRST.fullmatch(text):
        return f"{found[2]} {found[1]} {found[3]}", ""
    if found := _MONTH_ONLY.fullmatch(text):
        return f"{found[1]} {_full_year(found[2], today)}", ""
    return text, ""


def _serial(days: int) -> ReadDate:
    day = _EXCEL_EPOCH + datetime.timedelta(days=days)
    note = _("%(days)d is read as Excel's number for %(day)s") % {"days": days, "day": f"{day:%-d %B %Y}"}
    return ReadDate(_day(day), note)


def _day(day: datetime.date) -> AsStatedDate:
    return AsStatedDate.parse(f"{day:%-d %B} {day.year:04}")


def _full_year(text: str, today: datetime.date) -> int:
    """26 is 2026, and 87 is 1987: the latest such year up to the next one."""
    year = int(text)
    if len(text) == 4:
        return year
    latest = today.year + 1
    return latest - (latest - year) % 100


def _not_a_date(text: str) -> str:
    if (found := _DAY_FIRST.fullmatch(text)) and int(found[1]) <= 12 < int(found[2]) <= 31:
        return _("“%(text)s” is no date with the day first, as it is read here. Write it as 2026-03-31.") % {
            "text": text
        }
    return _("“%(text)s” is not read as a date. Write it as 31/03/2026 or 31 March 2026.") % {"text": text}


def not_reckoned() -> str:
    return _("is a formula without a result. Open the file in Excel and save it again")


def read_count(value: Value, *, is_shared: bool = False) -> int | None:
    """A number of people; None where none is given, which is not zero.

    `is_shared`: the cell is merged over several rows. Raises CellNotRead.
    """
    if isinstance(value, NotReckoned):
        raise CellNotRead(not_reckoned())
    text = as_text(value)
    if folded(text) in _NOT_GIVEN and not any(sign.isdigit() for sign in text):
        return None
    if is_shared:
        raise CellNotRead(_("is one figure for several rows (merged cells). Give each row its own"))
    if not _WHOLE.fullmatch(text):
        raise CellNotRead(_("is “%(text)s”, not a whole number of people") % {"text": text[:60]})
    number = int(float(text.replace(",", ""))) if len(text) < 16 else MOST_PEOPLE + 1
    if number > MOST_PEOPLE:
        raise CellNotRead(_("is “%(text)s”, which cannot be right") % {"text": text[:60]})
    return number


_STATES: Final[dict[AttendanceState, tuple[str, ...]]] = {
    AttendanceState.RETURNED: ("returned", "received", "return received"),
    AttendanceState.AWAITING: ("awaiting", "awaited", "awaiting return", "return awaited", "not yet received"),
    AttendanceState.WILL_NOT_BE_SENT: ("will not be sent", "return will not be sent"),
}
_KINDS: Final[dict[EventKind, tuple[str, ...]]] = {
    EventKind.COURSE: ("course", "multi agency course", "multi agency", "training course"),
    EventKind.LEARNING_EVENT: ("learning event",),
    EventKind.SINGLE_AGENCY: ("single agency", "single agency session", "single agency course"),
    EventKind.TEAM_BRIEFING: ("team briefing", "briefing", "7 minute briefing"),
    EventKind.CASCADE: ("cascade",),
}
_MODES: Final[dict[Mode, tuple[str, ...]]] = {
    Mode.IN_PERSON: ("in person", "face to face", "classroom"),
    Mode.LIVE_ONLINE: ("live online", "online", "virtual", "teams", "zoom", "webinar"),
    Mode.E_LEARNING: ("e learning", "elearning"),
    Mode.RECORDED: ("recorded", "recording"),
}


def read_state(value: Value) -> AttendanceState | None:
    """What the return's state is; None if the cell is blank. Raises CellNotRead."""
    return _chosen(value, _STATES)


def read_kind(value: Value) -> EventKind | None:
    """The kind of event; None if the cell is blank. Raises CellNotRead."""
    return _chosen(value, _KINDS)


def read_mode(value: Value) -> Mode | None:
    """How the event was held; None if the cell is blank. Raises CellNotRead."""
    return _chosen(value, _MODES)


def _chosen(value: Value, known: dict[_Choice, tuple[str, ...]]) -> _Choice | None:
    text = as_text(value)
    if not text:
        return None
    for choice, words in known.items():
        if folded(text) in words:
            return choice
    raise CellNotRead(
        _("is “%(text)s”. Write one of: %(known)s")
        % {"text": text[:60], "known": ", ".join(words[0] for words in known.values())}
    )


_TOTALS = re.compile(
    r"(?:grand |sub ?|overall )?totals?(?: (?:attendance|attended|attendees|people|numbers|booked|(?:for|of) .*))?"
    r"|all agencies"
)


_TOTAL_OF_ANYTHING = re.compile(r"(?:grand |sub ?|overall )?totals?\b.*")


def says_total(text: str) -> bool:
    """Whether the words are those of a row of sums."""
    return bool(_TOTALS.fullmatch(folded(text)))


def begins_as_total(text: str) -> bool:
    """Whether the words may be those of a row of sums, where nothing but figures stands beside them."""
    return bool(_TOTAL_OF_ANYTHING.fullmatch(folded(text)))
