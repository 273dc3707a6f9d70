"""What a report says, in no format yet: every page and file is made of these, so that all of them say the same."""

from dataclasses import dataclass
from datetime import date

from media.sheets.bars import Bar
from training.exports.coverage_lines import NotKnown

PAGE_CHARACTERS, LEAST_CHARACTERS = 84, 22  # that fit beside one another, and that words have at least

Value = str | int | float | NotKnown | None


@dataclass(frozen=True)
class Chart:
    """Bars, and what they show in a sentence. The table it belongs to has the same figures."""

    says: str
    bars: tuple[Bar, ...]
    is_share: bool = False
    """Whether each bar is a whole, whose parts are shares of it."""


@dataclass(frozen=True)
class Table:
    """Its first `text_columns` are words, the others figures; the first names the row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    text_columns: int = 1
    chart: Chart | None = None

    def shown(self) -> list[list[str]]:
        """The rows in words."""
        return [[shown(value) for value in row] for row in self.rows]

    def shares(self) -> list[int]:
        """How much of a printed page's width each column gets: figures as much as their longest word, words the rest."""
        columns = list(zip(self.headings, *self.shown(), strict=True))[self.text_columns :]
        figures = [2 + max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
        words = max((PAGE_CHARACTERS - sum(figures)) // self.text_columns, LEAST_CHARACTERS)
        return [words] * self.text_columns + figures


@dataclass(frozen=True)
class Quote:
    """What somebody wrote, and the question they were asked."""

    question: str
    text: str


@dataclass(frozen=True)
class Section:
    """A part of the report. `limits` are what it cannot know, in whole sentences; never empty."""

    key: str
    title: str
    limits: tuple[str, ...]
    words: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class EvidenceReport:
    """The whole report. `facts` say what it is about: a name and a value each."""

    title: str
    partnership: str
    as_at: date
    made_on: date
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    is_public: bool = False
    is_fictional: bool = False
    slug: str = ""

    @property
    def file_name(self) -> str:
        """Without its ending."""
        public = "-for-publication" if self.is_public else ""
        return f"{self.slug}-evidence-{self.as_at.isoformat()}{public}"


def shown(value: Value) -> str:
    """The value in words: nothing for None, why it is not known, 1,234, or 3.4."""
    if value is None:
        return ""
    if isinstance(value, NotKnown):
        return value.why
    if isinstance(value, float):
        return f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else value
