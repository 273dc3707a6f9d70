"""Chosen slides of several decks in one, each with the look it had.

Slides are copied relationship by relationship, never redrawn: text, notes, alternative texts, charts with their
workbooks, pictures, recordings, SmartArt, tables, transitions and links stay as they are. A link to a slide that comes
along leads to it; of one to a slide left behind only the words stay. Layouts and masters come with their slides, each
once, masters without the layouts nobody uses. Comments, tags, macros, sections and custom XML stay behind, and so does
who made the decks. The first deck decides the size; slides of another size are fitted into it, in the middle. A hidden
slide stays hidden. The same decks, choices and title give the same bytes.
"""

import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from media.decks.combining.combiner import Combiner, PlannedSlide, title_of
from media.decks.combining.house import Section, house_slides
from media.decks.combining.refusals import NoSlidesChosen, NoSuchSlide, SourceRefused
from media.decks.combining.source import SourceDeck
from media.decks.outline import read_outline
from media.decks.slide_plan import plain_line
from media.opc.gate import opened, refusing
from media.opc.limits import Limits
from media.opc.refusals import Damaged, FileRefused, TooComplicated

__all__ = [
    "ChosenSlides",
    "CombinedDeck",
    "CombinedSlide",
    "NoSlidesChosen",
    "NoSuchSlide",
    "SourceRefused",
    "combine",
]
_SPOOLED: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChosenSlides:
    """Slides to take from one deck, in this order."""

    path: Path | BinaryIO
    """The deck. The same path, or the same open file, is the same deck: links between its slides go on working."""
    numbers: Sequence[int] | None = None
    """As in the deck's outline, from 1, hidden slides counted; None for all of them."""
    title: str = ""
    """What the section is called; the source if it is blank."""
    source_label: str = ""
    """How the deck is named where its slides are said to come from; the name of the file if it is blank."""
    says_where: bool = True
    """Whether the notes of its slides say where they come from: not where a deck's own slides go back into it."""

    @property
    def label(self) -> str:
        """The source as it is written into the deck."""
        return plain_line(self.source_label) or plain_line(Path(self.file_name).stem) or "Another presentation"

    @property
    def file_name(self) -> str:
        """The file's own name, without its folder; blank if it has none."""
        return Path(str(self.path if isinstance(self.path, Path) else getattr(self.path, "name", ""))).name


@dataclass(frozen=True, slots=True)
class CombinedSlide:
    """One slide of the combined deck, and where it comes from."""

    number: int
    source_index: int | None
    """Which of the chosen parts, from 0; None for a slide of our own."""
    source_number: int | None
    """Its number in that deck."""
    fingerprint: str
    """See :mod:`media.decks.fingerprint`."""


@dataclass(frozen=True, slots=True)
class CombinedDeck:
    """What was combined."""

    slides: tuple[CombinedSlide, ...]


def combine(
    parts: Sequence[ChosenSlides],
    out: Path | BinaryIO,
    *,
    title: str,
    house: bool = True,
    notes: bool = True,
    frame: int = 0,
    limits: Limits | None = None,
) -> CombinedDeck:
    """Write the chosen slides as one .pptx file to `out`, which is there whole or not at all.

    `house` puts a cover before them, a slide before each deck and the sources at the end. The source of each slide is
    the last paragraph of its notes; without `notes` it is the only one. The deck is as large as that of part number
    `frame`, from 0, to which the others are scaled. Raises FileRefused: NoSlidesChosen,
    NoSuchSlide, TooComplicated, or SourceRefused, which says which deck could not be read and why; OSError
    if `out` cannot be written.
    """
    limits = limits or Limits()
    with ExitStack() as files:
        held = cast(BinaryIO, files.enter_context(tempfile.SpooledTemporaryFile(_SPOOLED)))
        with refusing():
            decks = _opened(parts, files, limits)
            planned = _planned(parts, decks, title, house, limits)
            combiner = Combiner(decks[frame], limits, keeps_notes=notes)
            combiner.copy(planned)
            combiner.write(held, title=plain_line(title))
            read = read_outline(held, limits=limits)
        _hand_over(held, out)
    return CombinedDeck(
        tuple(
            CombinedSlide(slide.number, plan.source_index, plan.source_number, slide.fingerprint)
            for slide, plan in zip(read.slides, planned, strict=True)
        )
    )


def _opened(parts: Sequence[ChosenSlides], files: ExitStack, limits: Limits) -> list[SourceDeck]:
    """The deck of each part; the same deck for the same file."""
    decks: dict[Path | int, SourceDeck] = {}
    found = []
    for at, part in enumerate(parts):
        key = part.path.resolve() if isinstance(part.path, Path) else id(part.path)
        if key not in decks:
            with _naming(at, part):
                decks[key] = SourceDeck.opened(files.enter_context(opened(part.path)), limits, part.file_name)
        found.append(decks[key])
    return found


def _planned(
    parts: Sequence[ChosenSlides], decks: Sequence[SourceDeck], title: str, house: bool, limits: Limits
) -> list[PlannedSlide]:
    """Every slide of the deck to be, in order."""
    chosen = [list(_chosen(at, part, deck)) for at, (part, deck) in enumerate(zip(parts, decks, strict=True))]
    slides = [slide for part in chosen for slide in part]
    if not slides:
        raise NoSlidesChosen
    if len(slides) > limits.slides:
        raise TooComplicated(what=f"more than {limits.slides:,} slides", setting="slides")
    return _with_house(title, parts, chosen, limits) if house else slides


def _chosen(at: int, part: ChosenSlides, deck: SourceDeck) -> Iterator[PlannedSlide]:
    count = len(deck.slides)
    for number in range(1, count + 1) if part.numbers is None else part.numbers:
        if not 1 <= number <= count:
            raise NoSuchSlide(label=part.label, number=number, count=count)
        with _naming(at, part):
            if not deck.slides[number - 1]:
                raise Damaged(part=deck.package.main_part)
        yield PlannedSlide(deck, deck.slides[number - 1], part.label, at, number, part.says_where)


def _with_house(
    title: str, parts: Sequence[ChosenSlides], chosen: Sequence[Sequence[PlannedSlide]], limits: Limits
) -> list[PlannedSlide]:
    """The chosen slides with ours around them. Neighbouring choices from one deck under one title are one section."""
    sections: list[tuple[Section, list[PlannedSlide]]] = []
    for part, slides in zip(parts, chosen, strict=True):
        if not slides:
            continue
        numbers = tuple(slide.source_number or 0 for slide in slides)
        section = Section(plain_line(part.title), part.label, numbers)
        previous, before = sections[-1] if sections else (None, [])
        if previous and before[0].deck is slides[0].deck and previous.title == section.title:
            joined = Section(section.title, section.source_label, (*previous.numbers, *numbers))
            sections[-1] = (joined, [*before, *slides])
        else:
            sections.append((section, list(slides)))
    titles = [title_of(slide) for part in chosen for slide in part]
    made = house_slides(title, [section for section, _ in sections], titles)
    house = SourceDeck.opened(io.BytesIO(made), limits)
    cover, *rest = (PlannedSlide(house, part, "House slides") for part in house.slides)
    planned = [cover]
    for opening, (_, slides) in zip(rest, sections, strict=False):
        planned += [opening, *slides]
    return planned + rest[len(sections) :]


@contextmanager
def _naming(at: int, part: ChosenSlides) -> Iterator[None]:
    """Say of which deck it is that something cannot be read."""
    try:
        yield
    except FileRefused as refusal:
        raise SourceRefused(label=part.label, source_index=at, refusal=refusal) from refusal


def _hand_over(held: BinaryIO, out: Path | BinaryIO) -> None:
    held.seek(0)
    if not isinstance(out, Path):
        shutil.copyfileobj(held, out)
        return
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".combining-") as folder:
        unfinished = Path(folder) / "unfinished"
        with unfinished.open("wb") as file:
            shutil.copyfileobj(held, file)
        unfinished.replace(out)
