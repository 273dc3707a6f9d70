"""The "About this review" sheet: a page of what is stated about one review, as an accessible PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from media.pdf.typeset import typeset
from media.sheets.briefing import FICTIONAL
from media.sheets.richtext import Block

UNTITLED = "Untitled review"
NO_POINTS = "No learning points have been published for this review."


@dataclass(frozen=True)
class Fact:
    """A label and what is stated under it, both shown as given."""

    label: str
    value: str


@dataclass(frozen=True)
class PackLine:
    """One document of the pack. `detail` is its kind and date as stated; `note` a sentence about it."""

    title: str
    detail: str = ""
    note: str = ""


@dataclass(frozen=True)
class PointLine:
    """One learning point, with what was found."""

    title: str
    found: str = ""


@dataclass(frozen=True, kw_only=True)
class AboutReviewSheet:
    """All that is printed about a review. Only the title is needed; a part with nothing in it is left out.

    `publication_state` and `publication_reason` are sentences ("Not published." "The court has asked for ...").
    Every date is a text, shown as stated. `made_at` is written into the file's properties and never shown.
    """

    title: str
    partnership: str = ""
    publication_state: str = ""
    publication_reason: str = ""
    content_warning: str = ""
    summary: Sequence[Block] = ()
    facts: Sequence[Fact] = ()
    people: Sequence[Fact] = ()
    dates: Sequence[Fact] = ()
    themes: Sequence[str] = ()
    learning_points: Sequence[PointLine] = ()
    pack: Sequence[PackLine] = ()
    not_held: Sequence[PackLine] = ()
    help_note: str = ""
    source: str = ""
    web_address: str = ""
    is_fictional: bool = False
    made_at: datetime | None = None


def typeset_about_review(sheet: AboutReviewSheet) -> bytes:
    """The sheet as a PDF/UA-1 file: a page or two, more when there is much to state. Same sheet, same bytes."""
    return typeset("about_review.typ", _content(sheet), made_at=sheet.made_at).data


def _content(sheet: AboutReviewSheet) -> dict[str, Any]:
    return {
        "title": sheet.title.strip() or UNTITLED,
        "partnership": sheet.partnership,
        "footer": " · ".join(text for text in (sheet.partnership, "About this review") if text),
        "fictional": FICTIONAL if sheet.is_fictional else "",
        "state": sheet.publication_state,
        "reason": sheet.publication_reason,
        "warning": sheet.content_warning,
        "summary": list(sheet.summary),
        "facts": _stated(sheet.facts),
        "people": _stated(sheet.people),
        "dates": _stated(sheet.dates),
        "themes": list(sheet.themes),
        "points": [asdict(point) for point in sheet.learning_points],
        "no_points": NO_POINTS,
        "pack": [asdict(line) for line in sheet.pack],
        "not_held": [asdict(line) for line in sheet.not_held],
        "help": sheet.help_note,
        "source": sheet.source,
        "address": sheet.web_address,
    }


def _stated(facts: Sequence[Fact]) -> list[dict[str, str]]:
    return [asdict(fact) for fact in facts if fact.value]
