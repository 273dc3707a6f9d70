"""What a segment says of its source: as it was when it was taken into the plan, and whether the source is another now.

Nothing here is saved, and nothing is overwritten by itself: whoever plans the session decides (`training.domain.plan_changes`).
"""

import hashlib
import json
from typing import Any

from briefings.models import BriefingPage
from learning.models import LearningPoint
from media.models import Slide
from media.sheets.richtext import blocks_from_html, plain_text
from training.models import Segment, SegmentSlide

Source = LearningPoint | BriefingPage
LONGEST_TITLE = 255
GONE = "gone"
"""The mark of a source that was deleted."""


def source_of(segment: Segment) -> Source | None:
    """The learning point or the briefing that the segment passes on; None for one with neither, and where it is gone."""
    return segment.point or segment.briefing


def take_source(segment: Segment) -> None:
    """Writes down the segment's source as it is now: what is said, its title and its mark. Does not save.

    A segment with no source says nothing then: not to be asked of one whose briefing was deleted and whose words stay.
    """
    source = source_of(segment)
    if source is None:
        segment.said, segment.source_title, segment.source_mark, segment.kept_against = {}, "", "", ""
        return
    segment.said, segment.source_mark, segment.kept_against = said_of(source), mark_of(source), ""
    segment.source_title = str(source.title)[:LONGEST_TITLE]


def take_slide(row: SegmentSlide) -> None:
    """Writes down the slide as it is now: its title and its fingerprint. Does not save."""
    row.source_title = str(row.slide)[:LONGEST_TITLE] if row.slide else ""
    row.fingerprint, row.kept_against = row.slide.fingerprint if row.slide else "", ""


def said_of(source: Source) -> dict[str, Any]:
    """The words of a point (`title`, `found`, `change`, `question`, `is_good_practice`) or of a briefing (`title`,
    `introduction`, `sections` of `heading` and `text`, `note` for whoever leads it), as JSON may hold them."""
    if isinstance(source, LearningPoint):
        return {
            "title": source.title,
            "found": source.found,
            "change": source.change,
            "question": source.question,
            "is_good_practice": source.is_good_practice,
        }
    return {
        "title": source.title,
        "introduction": source.introduction,
        "sections": [
            {"heading": block.value["heading"] or "", "text": _plain(block.value["body"])} for block in source.sections
        ],
        "note": source.facilitator_note,
    }


def mark_of(source: Source) -> str:
    """64 hexadecimal digits, the same for as long as its words and its standing (retired, superseded, published) are."""
    told = json.dumps([said_of(source), _standing(source)], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()


def has_changed(segment: Segment) -> bool:
    """Whether its source is another now than the plan says, and nobody has decided about that.

    Of many segments, fetch `point` and `briefing` with them first.
    """
    source = source_of(segment)
    if source is None:
        return bool(segment.source_mark) and segment.kept_against != GONE
    return bool(segment.source_mark) and mark_of(source) not in (segment.source_mark, segment.kept_against)


def slide_mark(slide: Slide, newer: Slide | None = None) -> str:
    """What `SegmentSlide.kept_against` holds: the slide as it is now, or the one that stands for it in a newer edition."""
    return f"{newer.pk}:{newer.fingerprint}" if newer is not None else slide.fingerprint


def _standing(source: Source) -> list[Any]:
    if isinstance(source, LearningPoint):
        return [source.is_retired, source.superseded_by_id]
    return [source.live, source.superseded_by_id]


def _plain(body: Any) -> str:
    return plain_text(blocks_from_html(body.source if body else ""))
