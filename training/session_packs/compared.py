"""A changed source beside what the plan holds of it, for the page on which a trainer decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from briefings.models import BriefingPage
from learning.models import LearningPoint
from media.models import Slide
from training.domain.segment_sources import said_of
from training.queries.source_changes import SourceChange, says


@dataclass(frozen=True)
class ComparedWords:
    """One thing the source says, as the plan has it and as it is now."""

    label: str
    was: str
    now: str

    @property
    def differs(self) -> bool:
        return self.was != self.now


@dataclass(frozen=True)
class Compared:
    """A change with all that its page shows. `was` and `now` are slides to be shown side by side, where they still can be."""

    change: SourceChange
    says: str
    words: list[ComparedWords]
    was: Slide | None = None
    now: Slide | None = None
    takes: str = ""
    """What is taken, where that is something else than the source itself."""
    retired_why: str = ""
    edition: int | None = None
    """The newest edition of the plan's pack that has the slide as it was."""


def compared(change: SourceChange, editions: Mapping[str, int] | None = None) -> Compared:
    """The change, ready to be shown. Asks the database nothing. `editions`: by fingerprint, which one holds a slide."""
    if change.row is not None:
        return _compared_slide(change, editions or {})
    now, point = change.replacement, change.segment.point
    words = _words(change.segment.said, said_of(now)) if isinstance(now, LearningPoint | BriefingPage) else []
    replaced = now is not None and now != point and now != change.segment.briefing
    return Compared(
        change,
        says(change),
        words,
        takes=str(now.title) if replaced and now is not None else "",
        retired_why=point.retired_why if point is not None and point.is_retired else "",
    )


def _compared_slide(change: SourceChange, editions: Mapping[str, int]) -> Compared:
    row = change.row
    slide = row.slide if row else None
    now = change.replacement if isinstance(change.replacement, Slide) else None
    is_shown = slide is not None and change.can_keep and slide != now
    edition = editions.get(row.fingerprint) if row and change.is_in_place else None
    return Compared(change, says(change), [], was=slide if is_shown else None, now=now, edition=edition)


def _words(was: Any, now: dict[str, Any]) -> list[ComparedWords]:
    """What differs, and the title whether it does or not."""
    was = was if isinstance(was, dict) else {}
    rows = [ComparedWords(label, _text(was, name), _text(now, name)) for name, label in _labels()]
    rows += _sections(was, now)
    return [row for row in rows if row.differs]


def _labels() -> list[tuple[str, str]]:
    return [
        ("title", _("Title")),
        ("found", _("Found")),
        ("change", _("What should change")),
        ("question", _("Question")),
        ("is_good_practice", _("Good practice")),
        ("introduction", _("Introduction")),
        ("note", _("Note for whoever leads it")),
    ]


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    return (_("Yes") if value else _("No")) if isinstance(value, bool) else str(value or "")


def _sections(was: dict[str, Any], now: dict[str, Any]) -> list[ComparedWords]:
    before, after = (list(said.get("sections") or []) for said in (was, now))
    count = max(len(before), len(after))
    pairs = zip(before + [{}] * (count - len(before)), after + [{}] * (count - len(after)), strict=True)
    return [
        ComparedWords(_("Section %(number)d") % {"number": number}, _section(old), _section(new))
        for number, (old, new) in enumerate(pairs, start=1)
    ]


def _section(section: dict[str, Any]) -> str:
    return "\n".join(text for text in (section.get("heading", ""), section.get("text", "")) if text)
