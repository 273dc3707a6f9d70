"""A 7-minute briefing as slides: one for each section, numbered, with the facilitator's note under it.

The summary of a national review becomes slides in the same way.

The same sheet gives the same bytes. A section that does not fit is continued on another slide, never shrunk below
22 pt; the notes of its first slide then hold the whole of it. Whatever is cut anywhere is whole in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from media.decks.deck_writer import DeckProperties, written_deck
from media.decks.house_layouts import Layout
from media.decks.slide_plan import SlidePicture, SlidePlan, fitted_slides, plain_line
from media.decks.text_fit import Line
from media.decks.usual_slides import FICTIONAL, HelpContact, care_slide, help_slide, usual_footer
from media.sheets.briefing import BriefingPanel, BriefingSheet, SheetTable, panel_heading
from media.sheets.qr import qr_png
from media.sheets.richtext import Block, Run, iter_run_lists

LONGEST_LINE = 2_000
"""Letters of one paragraph on a slide, which holds about half of that; a longer one is dealt out as several."""
LONGEST_NOTE = 15_000
READ_IT = "Read this section aloud, or give people a minute to read it for themselves."
SEVEN_SECTIONS = (
    "Seven sections, a slide or more for each, about seven minutes in all. The questions after them take longer."
)
_BREAK = re.compile(r"[\n\r\x85\u2028\u2029]+")


def compose_briefing_deck(sheet: BriefingSheet) -> bytes:
    """The briefing as .pptx: a cover, care, a slide for each of the seven sections, questions, where to tell us, help."""
    properties = DeckProperties(
        title=plain_line(sheet.shown_title), author=plain_line(sheet.partnership), made_at=sheet.made_at
    )
    footer = usual_footer(sheet.partnership, is_fictional=sheet.is_fictional)
    return written_deck(_fitted(_planned(sheet)), properties, footer=footer)


def _fitted(plans: Iterable[SlidePlan]) -> Iterator[SlidePlan]:
    """The slides to write. The first of those that a section takes has the whole of it in its notes."""
    taken: list[str] = []
    for plan in plans:
        slides = list(fitted_slides([plan], taken=taken))
        if len(slides) > 1:
            whole = [text for text in map(plain_line, (line.whole for line in plan.lines)) if text]
            slides[0] = replace(slides[0], notes=(*slides[0].notes, "The whole of this section:", *whole))
        taken += [slide.title for slide in slides]
        yield from slides


def _planned(sheet: BriefingSheet) -> Iterator[SlidePlan]:
    yield _cover(sheet)
    yield care_slide(sheet.content_warning)
    for number, panel in enumerate(sheet.panels, start=1):
        yield _panel_slide(sheet, panel, number)
    if sheet.standing_questions:
        yield _questions_slide(sheet.standing_questions)
    if sheet.used_address:
        yield _used_slide(sheet.used_address)
    if sheet.facts:
        yield _about_slide(sheet)
    contacts = [HelpContact(f"{who}:", how) for who, how in sheet.help_contacts]
    yield help_slide([contact for contact in contacts if "999" not in contact.detail])


def _cover(sheet: BriefingSheet) -> SlidePlan:
    kicker = ": ".join(text for text in (sheet.kind.name, sheet.review_label) if text)
    signature = " · ".join(text for text in (sheet.partnership, sheet.date_as_stated) if text)
    return SlidePlan(
        Layout.COVER,
        title=sheet.shown_title,
        kicker=kicker,
        lines=tuple(line for line in (Line(sheet.notice), *_lines(sheet.introduction)) if line.whole),
        footnote=signature,
        label=FICTIONAL if sheet.is_fictional else "",
        notes=(
            *_notes(sheet.facilitator_note),
            f"{kicker}.",
            f"{signature}." if signature else "",
            SEVEN_SECTIONS if sheet.is_led else "",
        ),
    )


def _panel_slide(sheet: BriefingSheet, panel: BriefingPanel, number: int) -> SlidePlan:
    links = [f"{run['text']}: {run['url']}" for runs in iter_run_lists(panel.blocks) for run in runs if run.get("url")]
    lines = (*_lines(panel.blocks), *_rows(panel.table))
    return SlidePlan(
        Layout.PANEL,
        title=panel_heading(panel, number),
        label=str(number),
        lines=lines if any(line.whole for line in lines) else (Line("Not yet written."),),
        notes=(*(_notes(panel.facilitator_note) or ([READ_IT] if sheet.is_led else [])), *links),
    )


def _rows(table: SheetTable | None) -> Iterator[Line]:
    """A paragraph for each row, which is not parted: its first cell, then the others under their names."""
    if table is None:
        return
    for first, *others in table.rows:
        named = (f"{name}: {cell}" for name, cell in zip(table.heading[1:], others, strict=True) if cell)
        yield Line(" · ".join(named), lead=f"{first}." if first[-1:].isalnum() else first)


def _questions_slide(questions: Iterable[str]) -> SlidePlan:
    return SlidePlan(
        Layout.QUESTION,
        title="Questions for your team",
        lines=tuple(Line(question) for question in questions),
        notes=("Allow more time for these than for the seven sections. Write down what people say they will do.",),
    )


def _used_slide(address: str) -> SlidePlan:
    return SlidePlan(
        Layout.CASE,
        title="Tell us that you have used it",
        kicker="After the briefing",
        lines=(
            Line("Scan the code, or go to the form:"),
            Line(address, lead="Team use form:", url=address),
            Line("Which team, when, how many people, what struck you and what you will change."),
            Line("Counts and roles only, never names. It takes two minutes."),
        ),
        picture=SlidePicture(qr_png(address), f"QR code that opens {address}", "QR code"),
        notes=("Whoever led the briefing fills in the form, once for the team. Nobody needs an account.",),
    )


def _about_slide(sheet: BriefingSheet) -> SlidePlan:
    return SlidePlan(
        Layout.SOURCES,
        title=sheet.kind.about,
        lines=tuple(
            Line(value, lead=f"{name}:", url=value if value == sheet.web_address else "") for name, value in sheet.facts
        ),
        notes=("Practice moves on. Before you use slides that you saved, look online for newer ones.",),
    )


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Rich text as the paragraphs of a slide. Bold and slanted words are plain, addresses of links are for the notes."""
    for block in blocks:
        if block["kind"] == "ul" or block["kind"] == "ol":
            for number, item in enumerate(block["items"], start=1):
                first, *rest = _texts(item) or [""]
                yield Line(first, number=number) if block["kind"] == "ol" else Line(first, bullet=True)
                yield from map(Line, rest)
        elif block["kind"] == "h":
            yield from (Line("", lead=text) for text in _texts(block["runs"]))
        else:
            yield from map(Line, _texts(block["runs"]))


def _texts(runs: Iterable[Run]) -> list[str]:
    """The words of a paragraph: several where it has line breaks or goes on for ever."""
    lines = _BREAK.split("".join(run["text"] for run in runs))
    return [part for line in lines for part in _parts(line, LONGEST_LINE) if part.strip()]


def _notes(text: str) -> list[str]:
    return [part for line in _BREAK.split(text) for part in _parts(line, LONGEST_NOTE) if part.strip()]


def _parts(text: str, longest: int) -> Iterator[str]:
    """The text in parts no longer than that, ended after a sentence if there is one, else after a word."""
    while len(text) > longest:
        start = text[:longest]
        end = max(start.rfind(". ") + 1, 0) or start.rfind(" ") or longest
        end = longest if end <= 0 else end
        yield text[:end]
        text = text[end:]
    yield text
