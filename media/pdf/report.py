"""A report of sections, tables and bar charts as an accessible PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from media.pdf.typeset import picture_pages, typeset


@dataclass(frozen=True)
class ReportTable:
    """Rows of words and figures, as shown. `svg` is a chart of the same, and `alt` what it shows."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int]
    """Of the page's width, by column."""
    text_columns: int = 1
    svg: str = ""
    alt: str = ""


@dataclass(frozen=True)
class ReportSection:
    """A part of the report. `quotes` are pairs of a question and an answer; `limits` say what it cannot know."""

    title: str
    words: Sequence[str] = ()
    tables: Sequence[ReportTable] = ()
    quotes: Sequence[tuple[str, str]] = ()
    limits: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ReportSheet:
    """All that is printed. `labels` are the few words of the frame, in the reader's language."""

    title: str
    partnership: str
    kicker: str
    fictional: str = ""
    facts: Sequence[tuple[str, str]] = ()
    sections: Sequence[ReportSection] = ()
    labels: dict[str, str] = field(default_factory=dict)
    made_at: datetime | None = None


def typeset_report(sheet: ReportSheet) -> bytes:
    """The report as a PDF/UA-1 file. Same sheet, same bytes."""
    content = asdict(sheet)
    content.pop("made_at")
    return typeset("report.typ", content, made_at=sheet.made_at).data


CHART_WIDTH_MM = 105


def chart_png(svg: str) -> bytes:
    """The chart as a picture, for files that hold no drawings: CHART_WIDTH_MM wide at 150 dots an inch."""
    return picture_pages("chart.typ", {"svg": svg}, pixels_an_inch=150)[0]
