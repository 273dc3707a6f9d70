"""The sheets on which a setting writes how what was learned shows in its own practice, as Word documents."""

from __future__ import annotations

from media.sheets.reflection import SettingSheet
from media.sheets.session import USUAL_REFLECTION, SessionSheet
from media.word.composing.writer import DocumentProperties, WordDocument, link

KIND = "Reflection sheet"
NO_NAMES = "Write no names: not of children or families, not of colleagues."
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
    document.paragraph(NO_NAMES, "Callout")
    for number, point in enumerate(sheet.points, start=1):
        document.heading(f"{number}. {point.title}")
        document.paragraph(point.change or point.found)
        _box(document, point.question.strip() or USUAL_REFLECTION)
    if not sheet.points:
        _box(document, USUAL_REFLECTION)
    _actions(document)
    return document.written()


def compose_setting_sheet(sheet: SettingSheet) -> bytes:
    """The questions of a series' resource with a box to write in for each. The same sheet gives the same bytes."""
    title = ": ".join(text for text in (KIND, sheet.setting) if text)
    document = WordDocument(
        DocumentProperties(title=f"{title}, {sheet.shown_title}", author=sheet.partnership),
        header=" · ".join((title, sheet.shown_title)),
        footer=" · ".join(text for text in (sheet.partnership, sheet.series) if text),
    )
    document.paragraph(" · ".join((title, "Fictional") if sheet.is_fictional else (title,)), "Kicker")
    document.paragraph(sheet.shown_title, "Title")
    if sheet.series:
        document.paragraph(sheet.series, "Subtitle")
    document.paragraph(NO_NAMES, "Callout")
    if sheet.points:
        document.heading("What was learned")
        document.bullets([point.title for point in sheet.points])
    document.heading("In our own setting")
    for question in sheet.questions or (USUAL_REFLECTION,):
        _box(document, question)
    _actions(document)
    _help(document, sheet)
    return document.written()


def _help(document: WordDocument, sheet: SettingSheet) -> None:
    if sheet.help_contacts:
        document.heading("If this worries or upsets you")
        for who, how in sheet.help_contacts:
            document.named(f"{who}:", how)
    if sheet.url:
        document.paragraph([{"text": "Where this comes from: "}, *link(sheet.url)])


def _actions(document: WordDocument) -> None:
    document.heading("What we will do")
    document.table(
        ("What", "Who (role)", "By when"),
        [("", "", "")] * 5,
        widths=(6, 3, 2),
        says="An empty row for each action: what, who by role, and by when.",
        least_height=850,
    )


def _box(document: WordDocument, question: str) -> None:
    document.table(
        (question,), [("",)], widths=(1,), says=f"{question} An empty cell to write in.", least_height=ROOM_TO_WRITE
    )
