"""What a session's pack says, for every file made of it: one source, so that no two files can differ."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from briefings.exports.site_help import help_contacts
from learning.models import ReviewPage
from media.sheets.session import (
    LibrarySlide,
    Requirement,
    SessionBriefing,
    SessionPoint,
    SessionSegment,
    SessionSheet,
    SessionSource,
)
from training.domain.segment_sources import said_of
from training.domain.session_words import begins_of
from training.enums import Depth, Mode
from training.models import Segment
from training.queries.session_contents import SessionContents

NAMED_REVIEWS = 4  # at the foot of a slide


def sheet_of(contents: SessionContents, *, edition: str = "", feedback_address: str = "") -> SessionSheet:
    """All that the pack says. A half-empty plan gives a half-empty sheet."""
    plan, care = contents.plan, contents.care
    return SessionSheet(
        title=plan.title,
        partnership=plan.partnership.name,
        edition=edition,
        level=plan.level.name if plan.level else "",
        audience=tuple(_audience(contents)),
        minutes=plan.minutes,
        begins=begins_of(plan),
        size=plan.size,
        group_advice=care.too_large,
        mode=str(Mode(plan.mode).label) if plan.mode in Mode.values else "",
        aims=plan.aims,
        content_warning=care.content_warning,
        if_distressed=care.if_distressed,
        support=tuple(care.contacts),
        segments=tuple(_segments(contents)),
        requirements=tuple(_requirements(contents)),
        sources=tuple(_sources(contents)),
        settings=tuple(_settings(contents)),
        agencies=tuple(agency.name for agency in contents.agencies),
        help_contacts=tuple(help_contacts(plan.partnership)),
        feedback_address=feedback_address,
        is_fictional=plan.partnership.is_fictional,
    )


def title_of(contents: SessionContents, segment: Segment) -> str:
    """What the part is called: as its trainer says, else as its source was called, while that may be named."""
    source = segment.source_title if not _lost_its_briefing(contents, segment) else ""
    return segment.title.strip() or source or str(segment.get_kind_display())


def _audience(contents: SessionContents) -> Iterator[tuple[str, str]]:
    plan = contents.plan
    kinds = ", ".join(kind.name for kind in plan.for_kinds.all())
    agencies = ", ".join(agency.name for agency in plan.for_agencies.all())
    for name, value in ((_("For"), kinds), (_("Agencies"), agencies), (_("Roles"), plan.for_roles)):
        if value.strip():
            yield name, value


def _settings(contents: SessionContents) -> list[str]:
    """The kinds of agency that get a reflection sheet of their own; one for everybody where none is named."""
    kinds = [kind.name for kind in contents.plan.for_kinds.all()]
    return kinds or [""]


def _segments(contents: SessionContents) -> Iterator[SessionSegment]:
    starts, begins = 0, begins_of(contents.plan)
    for segment in contents.segments:
        yield SessionSegment(
            key=str(segment.key),
            kind=segment.kind,
            kind_label=str(segment.get_kind_display()),
            title=title_of(contents, segment),
            starts=starts,
            begins=begins,
            minutes=segment.minutes,
            text=segment.text,
            notes=segment.notes,
            depth=str(Depth(segment.depth).label) if segment.depth in Depth.values else "",
            point=_point(contents, segment),
            briefing=_briefing(contents, segment),
            slides=tuple(_slides(contents, segment)),
            left_out=tuple(_left_out(contents, segment)),
        )
        starts += segment.minutes


def _point(contents: SessionContents, segment: Segment) -> SessionPoint | None:
    if segment.point is None or segment.point_id is None:
        return None
    said = _said(segment) or said_of(segment.point)
    reviews = contents.found_in.get(segment.point_id, [])
    named = [review.title for review in reviews[:NAMED_REVIEWS]]
    if more := len(reviews) - len(named):
        named.append(_("%(more)d more") % {"more": more})
    return SessionPoint(
        title=_text(said, "title") or segment.point.title,
        found=_text(said, "found"),
        change=_text(said, "change"),
        question=_text(said, "question"),
        is_good_practice=bool(said.get("is_good_practice")),
        found_in=", ".join(named),
    )


def _briefing(contents: SessionContents, segment: Segment) -> SessionBriefing | None:
    page = contents.briefing_of(segment)
    if page is None:
        return None
    said = _said(segment) or said_of(page)
    sections = [one for one in said.get("sections") or [] if isinstance(one, dict)]
    return SessionBriefing(
        title=_text(said, "title") or page.title,
        introduction=_text(said, "introduction"),
        headings=tuple(f"{at}. {_text(one, 'heading')}" for at, one in enumerate(sections, 1) if _text(one, "heading")),
        note=_text(said, "note"),
        is_handed_out=True,
    )


def _slides(contents: SessionContents, segment: Segment) -> Iterator[LibrarySlide]:
    for slide in contents.slides_of(segment):
        yield LibrarySlide(
            title=str(slide),
            deck=slide.document.title,
            number=slide.number,
            mark=f"{slide.document_id} {slide.document.sha256} {slide.fingerprint}",
        )


def _left_out(contents: SessionContents, segment: Segment) -> Iterator[str]:
    """What belongs here and cannot be had, in sentences that name nothing that was taken back."""
    if _lost_its_briefing(contents, segment):
        yield _("The briefing of this part is no longer published: it is left out.")
    missing = len(segment.slides.all()) - len(contents.slides_of(segment))
    if missing == 1:
        yield _("One slide of this part was withdrawn or is no longer held: it is left out.")
    elif missing:
        yield _("%(count)d slides of this part were withdrawn or are no longer held: they are left out.") % {
            "count": missing
        }


def _lost_its_briefing(contents: SessionContents, segment: Segment) -> bool:
    had_one = bool(segment.briefing_id or (segment.source_mark and not segment.point_id))
    return had_one and contents.briefing_of(segment) is None


def _requirements(contents: SessionContents) -> Iterator[Requirement]:
    for found in contents.required:
        by = dict.fromkeys(title_of(contents, segment) for segment in found.covered_by)
        yield Requirement(title=found.line.title, covered_by=tuple(by))


def _sources(contents: SessionContents) -> Iterator[SessionSource]:
    """The published reviews of its points and the briefings, each once, in running order."""
    seen: set[int] = set()
    for segment in contents.segments:
        for review in contents.found_in.get(segment.point_id or 0, []):
            if review.pk not in seen:
                seen.add(review.pk)
                yield SessionSource(title=review.title, detail=_about(review), url=review.full_url or "")
    for page in contents.briefings:
        yield SessionSource(title=page.title, detail=_("7-minute briefing"), url=page.full_url or "")


def _about(review: ReviewPage) -> str:
    publisher = review.publisher.name if review.publisher else ""
    return ", ".join(text for text in (publisher, str(review.year or "")) if text)


def _said(segment: Segment) -> dict[str, Any]:
    return segment.said if isinstance(segment.said, dict) else {}


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""
