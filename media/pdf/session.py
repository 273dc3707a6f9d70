"""The printed parts of a session's pack, each an accessible PDF of as many A4 pages as it needs. Same sheet, same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from media.pdf.typeset import typeset
from media.sheets.briefing import FICTIONAL
from media.sheets.qr import qr_svg
from media.sheets.session import USUAL_REFLECTION, SessionSegment, SessionSheet, minutes_label

BOXES_AN_AGENCY = 20
EMPTY_ROWS = 4


def typeset_session_plan(sheet: SessionSheet) -> bytes:
    """The plan: who it is for, care, the running order, each part with the trainer's notes, what it covers."""
    return _made("session_plan.typ", sheet, "Session plan", _plan(sheet))


def typeset_reflection_sheet(sheet: SessionSheet, setting: str) -> bytes:
    """A sheet for one kind of agency (blank for any): each learning point with its question and room to write."""
    points = [asdict(point) for point in sheet.points]
    kind = ": ".join(text for text in ("Reflection sheet", setting) if text)
    return _made("session_reflection.typ", sheet, kind, {"points": points, "usual": USUAL_REFLECTION})


def typeset_sign_in_sheet(sheet: SessionSheet) -> bytes:
    """A tally by agency: a box to tick for each person who came, and never a name."""
    rows = [*sheet.agencies, *[""] * EMPTY_ROWS]
    return _made("session_sign_in.typ", sheet, "Sign-in sheet", {"rows": rows, "boxes": BOXES_AN_AGENCY})


def typeset_feedback_sheet(sheet: SessionSheet) -> bytes:
    """How sure people were before and are now of each point, and what they will do differently. No names."""
    address = sheet.feedback_address
    code = {"qr": qr_svg(address), "url": address, "alt": f"QR code: the feedback form, {address}"} if address else {}
    points = [point.title for point in sheet.points] or ["What this session was about"]
    return _made("session_feedback.typ", sheet, "Feedback sheet", {"points": points, "online": code})


def typeset_certificate(sheet: SessionSheet) -> bytes:
    """A certificate with an empty line for the name: nobody's is kept."""
    return _made("session_certificate.typ", sheet, "Certificate", {"hours": sheet.hours, "level": sheet.level})


def _made(template: str, sheet: SessionSheet, kind: str, content: dict[str, Any]) -> bytes:
    signature = " · ".join(text for text in (sheet.partnership, sheet.edition) if text)
    whole = {
        "title": sheet.shown_title,
        "document_title": f"{kind}: {sheet.shown_title}",
        "type": kind,
        "partnership": sheet.partnership,
        "byline": signature,
        "footer": " · ".join(text for text in (sheet.partnership, kind, sheet.edition) if text),
        "fictional": FICTIONAL if sheet.is_fictional else "",
        **content,
    }
    return typeset(template, whole, made_at=sheet.made_at).data


def _plan(sheet: SessionSheet) -> dict[str, Any]:
    together = f"Together {minutes_label(sheet.planned_minutes)}"
    of = f" of {sheet.minutes}" if sheet.minutes and sheet.minutes != sheet.planned_minutes else ""
    return {
        "facts": [{"name": name, "value": value} for name, value in sheet.facts],
        "advice": sheet.group_advice,
        "aims": [line.lstrip("-*• ").strip() for line in sheet.aims.splitlines() if line.strip()],
        "care": _named(
            ("Say at the start", sheet.content_warning), ("On a disclosure or distress", sheet.if_distressed)
        ),
        "support": list(sheet.support),
        "parts": [_part(part) for part in sheet.segments],
        "together": f"{together}{of}.",
        "level": sheet.level,
        "required": [
            {"title": one.title, "by": "; ".join(one.covered_by) or "Not covered"} for one in sheet.requirements
        ],
        "sources": [asdict(source) for source in sheet.sources],
    }


def _part(part: SessionSegment) -> dict[str, Any]:
    point, briefing = part.point, part.briefing
    said = _named(
        ("Found", point.found if point else ""),
        ("What should change", point.change if point else ""),
        ("Question", point.question if point else ""),
        ("From", point.found_in if point else ""),
        ("About the briefing", briefing.introduction if briefing else ""),
        ("Handout", "The briefing itself." if briefing and briefing.is_handed_out else ""),
        ("Note for whoever leads it", briefing.note if briefing else ""),
    )
    return {
        "time": part.time,
        "sort": part.kind_label,
        "title": part.title,
        "minutes": str(part.minutes),
        "line": " · ".join(text for text in (part.kind_label, part.minutes_label, part.depth) if text),
        "said": said,
        "text": _paragraphs(part.text),
        "slides": [f"{slide.title} (slide {slide.number} of “{slide.deck}”)" for slide in part.slides],
        "notes": _paragraphs(part.notes),
        "left_out": list(part.left_out),
    }


def _named(*facts: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in facts if value.strip()]


def _paragraphs(text: str) -> Sequence[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
