"""The plan of a training session as a Word document, to be changed for one's own room."""

from __future__ import annotations

from media.sheets.richtext import blocks_from_text
from media.sheets.session import SessionSegment, SessionSheet, minutes_label
from media.word.composing.writer import DocumentProperties, WordDocument, link

KIND = "Session plan"
NOTHING_YET = "Nothing has been put into the running order yet."


def compose_session_plan(sheet: SessionSheet) -> bytes:
    """Who it is for, care, the running order with times, each part with the trainer's notes, and what it covers.

    The same sheet gives the same bytes.
    """
    document = WordDocument(
        DocumentProperties(title=f"{KIND}: {sheet.shown_title}", author=sheet.partnership, made_at=sheet.made_at),
        header=" · ".join((KIND, sheet.shown_title)),
        footer=" · ".join(text for text in (sheet.partnership, sheet.edition) if text),
    )
    _masthead(document, sheet)
    _care(document, sheet)
    _running_order(document, sheet)
    _parts(document, sheet)
    _required(document, sheet)
    _sources(document, sheet)
    return document.written()


def _masthead(document: WordDocument, sheet: SessionSheet) -> None:
    document.paragraph(" · ".join((KIND, "Fictional") if sheet.is_fictional else (KIND,)), "Kicker")
    document.paragraph(sheet.shown_title, "Title")
    document.paragraph(" · ".join(text for text in (sheet.partnership, sheet.edition) if text), "Subtitle")
    for name, value in sheet.facts:
        document.named(f"{name}:", value, "Fact")
    if sheet.group_advice:
        document.paragraph(sheet.group_advice, "Callout")
    if sheet.aims.strip():
        document.heading("What it is for")
        document.bullets([line.lstrip("-*• ").strip() for line in sheet.aims.splitlines() if line.strip()])


def _care(document: WordDocument, sheet: SessionSheet) -> None:
    document.heading("Looking after people")
    for name, text in (
        ("Say at the start:", sheet.content_warning),
        ("On a disclosure or distress:", sheet.if_distressed),
    ):
        if text.strip():
            document.named(name, text, "Callout")
    if sheet.support:
        document.paragraph([{"text": "Who supports people:", "bold": True}])
        document.bullets(sheet.support)


def _running_order(document: WordDocument, sheet: SessionSheet) -> None:
    document.heading("Running order")
    if not sheet.segments:
        document.paragraph(NOTHING_YET)
        return
    document.table(
        ("Time", "Part", "What", "Minutes"),
        [(part.time, part.kind_label, part.title, str(part.minutes)) for part in sheet.segments],
        widths=(10, 13, 27, 8),
        says="The parts of the session in order: from when to when, the kind of part, its title and its minutes.",
    )
    document.paragraph(f"Together {minutes_label(sheet.planned_minutes)}{_of(sheet)}.")


def _of(sheet: SessionSheet) -> str:
    return f" of {sheet.minutes}" if sheet.minutes and sheet.minutes != sheet.planned_minutes else ""


def _parts(document: WordDocument, sheet: SessionSheet) -> None:
    if sheet.segments:
        document.heading("Part by part")
    for part in sheet.segments:
        document.heading(f"{part.time}  {part.title}", 2)
        document.paragraph(
            " · ".join(text for text in (part.kind_label, part.minutes_label, part.depth) if text), "Fact"
        )
        _part(document, part)


def _part(document: WordDocument, part: SessionSegment) -> None:
    if part.point:
        for name, text in (
            ("Found:", part.point.found),
            ("What should change:", part.point.change),
            ("Question:", part.point.question),
            ("From:", part.point.found_in),
        ):
            if text.strip():
                document.named(name, text)
    if part.briefing:
        handed = "It is among the handouts." if part.briefing.is_handed_out else ""
        document.paragraph(" ".join(text for text in (part.briefing.introduction, handed) if text))
        if part.briefing.note.strip():
            document.named("Note for whoever leads it:", part.briefing.note)
    document.blocks(blocks_from_text(part.text))
    if part.slides:
        document.paragraph([{"text": "Slides from other decks:", "bold": True}])
        document.bullets([f"{slide.title} (slide {slide.number} of “{slide.deck}”)" for slide in part.slides])
    if part.notes.strip():
        document.named("Trainer’s notes:", part.notes, "Callout")
    document.bullets(part.left_out)


def _required(document: WordDocument, sheet: SessionSheet) -> None:
    if not sheet.requirements:
        return
    document.heading(f"What a session of {sheet.level} must hold")
    document.table(
        ("Required", "Covered by"),
        [(one.title, "; ".join(one.covered_by) or "Not covered") for one in sheet.requirements],
        widths=(3, 3),
        says="What the partnership requires of the level, and the parts of this session that cover it.",
    )


def _sources(document: WordDocument, sheet: SessionSheet) -> None:
    if not sheet.sources:
        return
    document.heading("Where this comes from")
    for source in sheet.sources:
        title = link(source.title, source.url) if source.url else [{"text": source.title, "bold": True}]
        document.paragraph([*title, {"text": f". {source.detail}" if source.detail else ""}], "ListBullet")
