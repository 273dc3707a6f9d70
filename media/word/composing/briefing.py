"""A 7-minute briefing, or the summary of a national review, as a Word document, to be changed for one's own team."""

from __future__ import annotations

from media.sheets.briefing import FICTIONAL, BriefingSheet, panel_heading
from media.sheets.richtext import blocks_from_text
from media.word.composing.writer import DocumentProperties, WordDocument, link

LEADING = (
    "Read the briefing yourself first. It is about harm to a child; somebody in the room may have met something like it.",
    "Say what it is about before you start, and that anyone may step out.",
    "Read it aloud or let people read it, section by section. Seven minutes is enough; the questions take longer.",
)


def compose_briefing(sheet: BriefingSheet) -> bytes:
    """The sheet as .docx: of a briefing seven numbered panels, the questions, and a last part for whoever leads it.

    The same sheet gives the same bytes. Nothing in it is ever evaluated, by us or by Word.
    """
    document = WordDocument(
        DocumentProperties(title=sheet.shown_title, author=sheet.partnership, made_at=sheet.made_at),
        header=" · ".join((sheet.kind.name, sheet.shown_title)),
        footer=sheet.partnership,
    )
    _masthead(document, sheet)
    for number, panel in enumerate(sheet.panels, start=1):
        document.heading(panel_heading(panel, number), is_panel=sheet.is_led)
        document.blocks(panel.blocks)
        if panel.table:
            document.table(panel.table.heading, panel.table.rows, widths=panel.table.widths, says=panel.table.says)
        elif not panel.blocks:
            document.paragraph("Not yet written.")
    if sheet.standing_questions:
        document.heading("Questions for your team")
        document.numbers(sheet.standing_questions)
    _after_use(document, sheet)
    _help(document, sheet)
    _about(document, sheet)
    if sheet.is_led:
        _for_whoever_leads(document, sheet)
    return document.written()


def _masthead(document: WordDocument, sheet: BriefingSheet) -> None:
    if sheet.notice:
        document.paragraph([{"text": sheet.notice, "bold": True}], "Callout")
    kind = sheet.kind.name
    document.paragraph(" · ".join((kind, FICTIONAL) if sheet.is_fictional else (kind,)), "Kicker")
    document.paragraph(sheet.shown_title, "Title")
    document.paragraph(sheet.review_label, "Subtitle")
    document.paragraph(" · ".join(text for text in (sheet.partnership, sheet.date_as_stated) if text), "Subtitle")
    if sheet.content_warning:
        document.named("Before you read:", sheet.content_warning, "Callout")
    document.blocks(sheet.introduction)


def _after_use(document: WordDocument, sheet: BriefingSheet) -> None:
    if not sheet.used_address:
        return
    document.heading("After you have used it")
    document.paragraph(
        [
            {"text": "Tell us which team, when, how many people and what you agreed to do. Counts only, never names. "},
            {"text": "Scan the code, or go to: "},
            *link(sheet.used_address),
        ]
    )
    document.qr_code(sheet.used_address)


def _help(document: WordDocument, sheet: BriefingSheet) -> None:
    if not sheet.help_contacts:
        return
    document.heading("If you are worried about a child, or this has upset you")
    for who, how in sheet.help_contacts:
        document.paragraph([{"text": f"{who}: ", "bold": True}, {"text": how}], "ListBullet")


def _about(document: WordDocument, sheet: BriefingSheet) -> None:
    if not sheet.facts:
        return
    document.heading(sheet.kind.about)
    for name, value in sheet.facts:
        document.named(f"{name}:", link(value) if value == sheet.web_address else value, "Fact")


def _for_whoever_leads(document: WordDocument, sheet: BriefingSheet) -> None:
    document.heading(sheet.kind.leading, new_page=True)
    document.bullets(LEADING)
    document.blocks(blocks_from_text(sheet.facilitator_note))
    for number, panel in enumerate(sheet.panels, start=1):
        if panel.facilitator_note.strip():
            document.heading(f"Section {number}: {panel_heading(panel, number)}", 2)
            document.blocks(blocks_from_text(panel.facilitator_note))
