"""The record of a team briefing on paper: for teams that cannot use the form online."""

from __future__ import annotations

from media.sheets.briefing import BriefingSheet
from media.word.composing.writer import DocumentProperties, WordDocument, link

ACTIONS = 5
ABOUT = (
    "Team",
    "Agency",
    "Date",
    "Led by (role, not a name)",
    "How many people were there",
    "How many minutes it took",
)


def compose_action_plan(sheet: BriefingSheet) -> bytes:
    """An A4 form as .docx, to be filled in by hand or on screen. The same sheet gives the same bytes."""
    title = f"Team action plan: {sheet.shown_title}"
    document = WordDocument(
        DocumentProperties(title=title, author=sheet.partnership, made_at=sheet.made_at),
        header=title,
        footer=sheet.partnership,
    )
    if sheet.notice:
        document.paragraph([{"text": sheet.notice, "bold": True}], "Callout")
    document.paragraph("Team action plan", "Kicker")
    document.paragraph(sheet.shown_title, "Title")
    document.paragraph(" · ".join(text for text in (sheet.partnership, sheet.date_as_stated) if text), "Subtitle")
    document.paragraph(
        "Write counts and roles only. No names: not of children or families, not of colleagues.", "Callout"
    )
    document.heading("The meeting")
    document.table(
        ("About the meeting", "Your answer"),
        [(name, "") for name in ABOUT],
        widths=(2, 3),
        says="What to say of the meeting, and an empty cell for each answer.",
    )
    document.heading("What you talked about")
    if sheet.standing_questions:
        document.paragraph("Questions to ask:")
        document.numbers(sheet.standing_questions)
    _answer(document, "What struck you?")
    document.heading("What you will change", new_page=True)
    document.table(
        ("What you will do", "Who (role)", "By when", "How you will know"),
        [("", "", "", "")] * ACTIONS,
        widths=(5, 3, 2, 4),
        says="An empty row for each action: what you will do, who by role, by when, and how you will know.",
        least_height=900,
    )
    document.heading("What might get in the way")
    _answer(document, "Barriers, and what would help")
    _where_to_send(document, sheet)
    return document.written()


def _answer(document: WordDocument, question: str) -> None:
    document.table(
        (question,), [("",)], widths=(1,), says=f"{question} An empty cell for the answer.", least_height=1700
    )


def _where_to_send(document: WordDocument, sheet: BriefingSheet) -> None:
    document.heading("Where to send it")
    document.paragraph("Give this to your agency’s safeguarding lead, and keep a copy for your next team meeting.")
    reach = next((how for who, how in sheet.help_contacts if who == sheet.partnership and how), "")
    if reach:
        document.named(f"{sheet.partnership}:", reach)
    if sheet.used_address:
        document.paragraph([{"text": "Quicker, if you can get online: ", "bold": True}, *link(sheet.used_address)])
        document.qr_code(sheet.used_address)
