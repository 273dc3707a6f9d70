"""The sheet on which a setting writes how what was learned shows in its own practice, as a Word document."""

from __future__ import annotations

from media.sheets.session import USUAL_REFLECTION, SessionSheet
from media.word.composing.writer import DocumentProperties, WordDocument

KIND = "Reflection sheet"
ROOM_TO_WRITE = 1500


def compose_reflection_sheet(sheet: SessionSheet, setting: str) -> bytes:
    """A box to write in for each learning point. `setting` is the kind of agency it is for; blank for any.

    The same sheet gives the same bytes.
    """
    title = ": ".join(text for text in (KIND, setting) if text)
    document = WordDocument(
        DocumentProperties(title=f"{title}, {sheet.shown_title}", author=sheet.partnership, made_at=sheet.made_at),
        header=" · ".join((title, sheet.shown_title)),
        footer=" · ".join(text for text in (sheet.partnership, sheet.edition) if text),
    )
    document.paragraph(title, "Kicker")
    document.paragraph("How does this show in our practice?", "Title")
    document.paragraph(sheet.shown_title, "Subtitle")
    document.paragraph("Write no names: not of children or families, not of colleagues.", "Callout")
    for number, point in enumerate(sheet.points, start=1):
        document.heading(f"{number}. {point.title}")
        document.paragraph(point.change or point.found)
        _box(document, point.question.strip() or USUAL_REFLECTION)
    if not sheet.points:
        _box(document, USUAL_REFLECTION)
    document.heading("What we will do")
    document.table(
        ("What", "Who (role)", "By when"),
        [("", "", "")] * 5,
        widths=(6, 3, 2),
        says="An empty row for each action: what, who by role, and by when.",
        least_height=850,
    )
    return document.written()


def _box(document: WordDocument, question: str) -> None:
    document.table(
        (question,), [("",)], widths=(1,), says=f"{question} An empty cell to write in.", least_height=ROOM_TO_WRITE
    )
