"""Starts a briefing from what is known already: a review's findings, a national summary, an audit; or from headings alone.

What comes out is always a draft of seven sections that nobody but editors can see, tied to what it was made from.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.html import format_html_join, linebreaks
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from briefings.enums import Preset, SourceKind
from briefings.models import BriefingIndexPage, BriefingPage, BriefingPoint, NationalSummaryPage
from briefings.presets import HEADINGS
from learning.enums import ReviewKind
from learning.models import LearningPoint, ReviewPage, Theme

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

PRESET_OF_KIND = {
    ReviewKind.AUDIT: Preset.AUDIT,
    ReviewKind.NATIONAL: Preset.NATIONAL,
    ReviewKind.THEMATIC: Preset.TOPIC,
}


@dataclass(frozen=True)
class Told:
    """What a review tells, as the parts that a section can start with. All are the HTML of a rich-text field."""

    summary: str
    worked_well: str
    found: str
    change: str
    question: str
    what_next: str


Part = Callable[[Told], str]


def _nothing(told: Told) -> str:
    return ""


# What each of a preset's seven sections starts with, in the order of its headings.
PARTS: dict[Preset, tuple[Part, ...]] = {
    Preset.CASE: (
        lambda told: told.summary,
        _nothing,
        lambda told: told.worked_well,
        lambda told: told.found,
        lambda told: told.change,
        lambda told: told.what_next,
        lambda told: told.question,
    ),
    Preset.TOPIC: (
        _nothing,
        lambda told: told.summary,
        lambda told: told.found,
        lambda told: told.change,
        _nothing,
        lambda told: told.what_next,
        lambda told: told.question,
    ),
    Preset.AUDIT: (
        lambda told: told.summary,
        _nothing,
        lambda told: told.worked_well,
        lambda told: told.found,
        lambda told: told.what_next,
        lambda told: told.change,
        lambda told: told.question,
    ),
    Preset.NATIONAL: (
        lambda told: told.summary,
        lambda told: told.found + told.worked_well,
        lambda told: told.change,
        _nothing,
        lambda told: told.what_next,
        _nothing,
        lambda told: told.question,
    ),
}


def start_briefing_from_review(
    review: ReviewPage,
    index: BriefingIndexPage,
    *,
    by: "AbstractBaseUser | None",
    preset: Preset | None = None,
    title: str = "",
) -> BriefingPage:
    """A draft with the review's summary, findings, learning points and themes. Without `preset`, the one for its kind.

    Points that are retired or superseded are left behind: they are no longer passed on.
    """
    preset = preset or PRESET_OF_KIND.get(ReviewKind(review.kind), Preset.CASE)
    points = [finding.point for finding in review.findings_with_points()]
    current = [point for point in points if not point.is_retired and point.superseded_by_id is None]
    told = _told(review, current)
    source = SourceKind.AUDIT if review.kind == ReviewKind.AUDIT else SourceKind.REVIEW
    briefing = BriefingPage(title=title or review.title, preset=preset, source_kind=source)
    briefing.sections = _sections(preset, [part(told) for part in PARTS[preset]])
    briefing.reviews = [review]
    return _kept(briefing, index, current, review.theme_list, by)


def start_briefing_from_summary(
    summary: NationalSummaryPage, index: BriefingIndexPage, *, by: "AbstractBaseUser | None", title: str = ""
) -> BriefingPage:
    """A draft on the national preset with what the sub-group's summary says, field by field."""
    bodies = [
        linebreaks(summary.why_here, autoescape=True) * bool(summary.why_here) + summary.background,
        summary.key_findings + summary.good_practice,
        _list([str(block.value) for block in summary.recommendations]),
        summary.local_position + linebreaks(summary.local_evidence, autoescape=True) * bool(summary.local_evidence),
        _list([_action(block.value) for block in summary.actions]),
        summary.lessons,
        _list([f"{block.value['kind']}: {block.value['question']}" for block in summary.questions]),
    ]
    named = [summary.source_publisher, summary.source_name, str(summary.source_year or ""), summary.source_url]
    briefing = BriefingPage(
        title=title or summary.title,
        preset=Preset.NATIONAL,
        source_kind=SourceKind.NATIONAL,
        source_note=", ".join(text for text in named if text)[:300],
        national_summary=summary,
    )
    briefing.sections = _sections(Preset.NATIONAL, bodies)
    points = [row.point for row in summary.summary_points.select_related("point")]
    return _kept(briefing, index, points, summary.theme_list, by)


def start_briefing_from_audit(
    title: str, index: BriefingIndexPage, *, by: "AbstractBaseUser | None", source_note: str = ""
) -> BriefingPage:
    """A draft with the headings of an audit; the editor shows what goes under each (`briefings.presets.PROMPTS`)."""
    briefing = BriefingPage(
        title=title, preset=Preset.AUDIT, source_kind=SourceKind.AUDIT, source_note=source_note[:300]
    )
    briefing.sections = _sections(Preset.AUDIT)
    return _kept(briefing, index, (), (), by)


def start_briefing(
    title: str, preset: Preset, index: BriefingIndexPage, *, by: "AbstractBaseUser | None"
) -> BriefingPage:
    """A draft with the seven headings of the preset and nothing else."""
    briefing = BriefingPage(title=title, preset=preset, source_kind=SourceKind.OTHER)
    briefing.sections = _sections(preset)
    return _kept(briefing, index, (), (), by)


def _told(review: ReviewPage, points: Sequence[LearningPoint]) -> Told:
    good = [point for point in points if point.is_good_practice]
    to_learn = [point for point in points if not point.is_good_practice]
    return Told(
        summary=review.summary,
        worked_well=_list(point.found or point.title for point in good),
        found=_list(point.found or point.title for point in to_learn),
        change=_list(point.change for point in points),
        question=_list(point.question for point in points),
        what_next=review.what_next,
    )


def _sections(preset: Preset, bodies: Sequence[str] = ("",) * 7) -> list[tuple[str, dict[str, object]]]:
    """Stream data of the preset's seven sections."""
    return [
        ("section", {"heading": str(heading), "body": RichText(body), "image": None, "facilitator_note": ""})
        for heading, body in zip(HEADINGS[preset], bodies, strict=True)
    ]


def _list(texts: Iterable[str]) -> str:
    """The texts, which are plain, as a bulleted list; nothing for none."""
    items = format_html_join("", "<li>{}</li>", ([text.strip()] for text in texts if text.strip()))
    return f"<ul>{items}</ul>" if items else ""


def _action(value: dict[str, object]) -> str:
    due = value.get("due")
    parts = [str(value.get("action") or ""), str(value.get("owner") or ""), f"{due:%-d %B %Y}" if due else ""]
    return ", ".join(part for part in parts if part)


def _kept(
    briefing: BriefingPage,
    index: BriefingIndexPage,
    points: Sequence[LearningPoint],
    themes: Sequence[Theme],
    by: "AbstractBaseUser | None",
) -> BriefingPage:
    """The draft, stored with a first revision. Nothing of it is kept if any part cannot be."""
    briefing.live, briefing.has_unpublished_changes, briefing.owner = False, True, by
    for number, point in enumerate(dict.fromkeys(points)):
        briefing.briefing_points.add(BriefingPoint(point=point, sort_order=number))
    if not slugify(briefing.title):
        briefing.slug = _free_slug(index)
    with transaction.atomic():
        index.add_child(instance=briefing)
        if themes:
            briefing.themes.add(*themes)
            briefing.save()
        briefing.save_revision(user=by, log_action=True)
    return briefing


def _free_slug(index: BriefingIndexPage) -> str:
    """For a title with no letter that addresses here are spelt with: Arabic, Chinese, signs alone."""
    taken = set(index.get_children().filter(slug__startswith="briefing").values_list("slug", flat=True))
    return next(slug for slug in chain(["briefing"], (f"briefing-{n}" for n in count(2))) if slug not in taken)


def default_title() -> str:
    """What a briefing is called until somebody names it."""
    return _("New briefing")
