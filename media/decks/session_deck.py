"""The slides of a training session in running order, with the trainer's notes, and the places of slides from other decks.

The same sheet gives the same bytes. Text that does not fit goes on to a continuation slide; of a part longer than a few
slides the rest is in the notes, where the whole of it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from media.decks.deck_writer import DeckProperties, written_deck
from media.decks.house_layouts import Layout
from media.decks.session_segments import LibraryPlace, Planned, segment_slides
from media.decks.slide_plan import SlidePlan, fitted_slides, plain_line
from media.decks.text_fit import Line
from media.decks.usual_slides import FICTIONAL, HelpContact, care_slide, help_slide, usual_footer
from media.sheets.session import SessionSegment, SessionSheet

KIND = "Training session"


@dataclass(frozen=True)
class SessionDeck:
    """The slides made here as a .pptx file, and the order of all: a number of these from 1, or a place for another deck's."""

    data: bytes
    order: tuple[int | LibraryPlace, ...]


def compose_session_deck(sheet: SessionSheet) -> SessionDeck:
    """Cover, aims, care, the parts of the session, sources and where to get help."""
    order: list[int | LibraryPlace] = []
    slides: list[SlidePlan] = []

    def own() -> Iterator[SlidePlan]:
        """Those to be made here; the others are noted as they come by."""
        for planned in _planned(sheet):
            if isinstance(planned, LibraryPlace):
                order.append(planned)
            else:
                yield planned

    for slide in fitted_slides(own()):
        slides.append(slide)
        order.append(len(slides))
    properties = DeckProperties(
        title=plain_line(sheet.shown_title),
        author=plain_line(sheet.partnership),
        subject=plain_line(sheet.level),
        made_at=sheet.made_at,
    )
    footer = usual_footer(sheet.partnership, is_fictional=sheet.is_fictional)
    return SessionDeck(written_deck(slides, properties, footer=footer), tuple(order))


def _planned(sheet: SessionSheet) -> Iterator[Planned]:
    first, rest = _opening(sheet)
    yield _cover(sheet, first)
    if aims := [line for line in sheet.aims.splitlines() if line.strip()]:
        yield _aims(aims)
    yield _care(sheet)
    if first is not None:
        yield from segment_slides(sheet, first, is_opening=True)
    for segment in rest:
        yield from segment_slides(sheet, segment)
    if sheet.sources:
        yield _sources(sheet)
    yield _help(sheet)


def _opening(sheet: SessionSheet) -> tuple[SessionSegment | None, list[SessionSegment]]:
    """The welcome that the session begins with, if it does, and the other parts."""
    segments = list(sheet.segments)
    if segments and segments[0].kind == "welcome":
        return segments[0], segments[1:]
    return None, segments


def _cover(sheet: SessionSheet, welcome: SessionSegment | None) -> SlidePlan:
    signature = " · ".join(text for text in (sheet.partnership, sheet.edition) if text)
    facts = ", ".join(f"{name.lower()}: {value}" for name, value in sheet.facts)
    return SlidePlan(
        Layout.COVER,
        title=sheet.shown_title,
        kicker=KIND,
        lines=(Line(sheet.level),) if sheet.level else (),
        footnote=signature,
        label=FICTIONAL if sheet.is_fictional else "",
        notes=(
            f"{welcome.minutes_label}, from {welcome.time}." if welcome else "",
            *(welcome.notes.splitlines() if welcome else ()),
            f"This session: {facts}." if facts else "",
            sheet.group_advice,
            "Before you start: check on the site for a newer edition of this pack, and read the notes under each slide.",
        ),
    )


def _aims(aims: list[str]) -> SlidePlan:
    return SlidePlan(
        Layout.BULLETS,
        title="What this session is for",
        lines=tuple(Line(line.lstrip("-*• ").strip()) for line in aims),
        notes=("Say in your own words why these matter to the people in the room.",),
    )


def _care(sheet: SessionSheet) -> SlidePlan:
    slide = care_slide(sheet.content_warning)
    own = [f"On a disclosure or distress: {sheet.if_distressed}"] if sheet.if_distressed.strip() else []
    own += ["Who supports people:", *sheet.support] if sheet.support else []
    return replace(slide, notes=(*slide.notes, *own))


def _sources(sheet: SessionSheet) -> SlidePlan:
    return SlidePlan(
        Layout.SOURCES,
        title="Where this comes from",
        lines=tuple(Line(source.detail, lead=source.title, url=source.url) for source in sheet.sources),
        notes=("Read the originals where you can: a session says less than a review.",),
    )


def _help(sheet: SessionSheet) -> SlidePlan:
    told = "; ".join(line.strip().rstrip(".;") for line in sheet.support)
    own = [HelpContact("For you, after today:", f"{told}.")] if told else []
    contacts = [HelpContact(f"{who}:", how) for who, how in sheet.help_contacts if "999" not in how]
    return help_slide([*own, *contacts])
