"""What a spreadsheet's cells hold, before anybody has said what they mean."""

import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 1_000


class NotReckoned:
    """A formula whose result the file does not hold: the program that wrote it never opened the sheet."""

    def __str__(self) -> str:
        return "(formula)"


NOT_RECKONED: Final = NotReckoned()
Value = str | int | float | datetime.date | NotReckoned | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as the file has it. `number` is the one a spreadsheet program shows beside it."""

    number: int
    cells: list[Value]
    shared: frozenset[int] = field(default=frozenset())
    """Columns whose cell is merged over several rows: the value stands for all of them, not for each."""

    @property
    def is_blank(self) -> bool:
        return all(is_blank(value) for value in self.cells)


class SheetNotRead(Exception):
    """The file as a whole cannot be imported; `str()` is a sentence for the person at the screen."""


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: Value) -> str:
    """The cell as one line of text; blank if there is nothing. An apostrophe that kept a formula from running goes.

    So do control characters and halves of letters: no database, page or workbook takes them.
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(_NO_LETTER.sub("", " ".join(str(value).split())).split())
    return text[1:] if text[:1] == "'" and text[1:2] in _SHIELDED else text


def folded(text: str) -> str:
    """The words of a text, for comparing: no capitals, no punctuation, "&" as "and"."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return " ".join(_NO_WORD.sub(" ", _APOSTROPHE.sub("", plain)).split())


_SHIELDED: Final = tuple("=+-@＝＋－＠")
_NO_LETTER: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NO_WORD: Final = re.compile(r"[^\w]+|_")
_APOSTROPHE: Final = re.compile(r"(?<=\w)['’](?=\w)")
