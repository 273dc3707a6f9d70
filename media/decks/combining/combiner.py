"""The combined deck in the making: slide after slide, then what holds them together."""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from media.decks.combining.copying import Copier, Shelf
from media.decks.combining.default_text import DefaultText
from media.decks.combining.frame import Frame
from media.decks.combining.kinds import SLIDE_TYPE, relationship_type
from media.decks.combining.looks import Looks, P
from media.decks.combining.notes import NotesPages
from media.decks.combining.refusals import SourceRefused
from media.decks.combining.rescale import Fit
from media.decks.combining.source import SourceDeck
from media.decks.combining.tables import TableStyles
from media.decks.combining.titles import Titles
from media.decks.shapes import TITLES, paragraphs, shapes_of
from media.opc.editable import EditablePackage
from media.opc.limits import Limits
from media.opc.refusals import Damaged, FileRefused


@dataclass(frozen=True, slots=True)
class PlannedSlide:
    """A slide that the combined deck is to have."""

    deck: SourceDeck
    part: str
    label: str
    """What its deck is called."""
    source_index: int | None = None
    source_number: int | None = None
    says_where: bool = True
    """Whether its notes say where it comes from."""

    @property
    def source_line(self) -> str:
        """What is written at the end of its notes; nothing for a slide of our own."""
        is_told = self.source_number is not None and self.says_where
        return "" if not is_told else f"From: {self.label}, slide {self.source_number}"


class Combiner:
    """Makes one deck of slides from many."""

    def __init__(self, first: SourceDeck, limits: Limits, *, keeps_notes: bool = True) -> None:
        """`first` is the deck whose size and default text the combined one has."""
        self._made = EditablePackage(limits)
        self._size = first.size
        self._default_text = first.default_text
        self._keeps_notes = keeps_notes
        self._shelf = Shelf(self._made)
        self._looks = Looks(self._made)
        self._tables = TableStyles()
        self._notes = NotesPages(self._made)
        self._titles = Titles()
        self._slides: list[str] = []

    def copy(self, planned: Sequence[PlannedSlide]) -> None:
        """Put these slides in. To be called once: what is not among them is left behind by links. Raises SourceRefused."""
        self._slides = [self._made.unused_name("ppt/slides/slide{}.xml") for _ in planned]
        copiers = self._copiers(planned)
        for slide, name in zip(planned, self._slides, strict=True):
            try:
                self._copy(slide, name, copiers[id(slide.deck), slide.source_index])
            except FileRefused as refusal:
                raise SourceRefused(label=slide.label, source_index=slide.source_index, refusal=refusal) from refusal

    def write(self, out: BinaryIO, *, title: str) -> None:
        """Write the deck to a seekable, empty file."""
        frame = Frame(self._made, size=self._size, default_text=self._default_text)
        frame.write(
            slides=self._slides,
            looks=self._looks,
            notes_master=self._notes.master,
            table_styles=self._tables.part(),
            title=title,
        )
        self._made.write(out)

    def _copiers(self, planned: Sequence[PlannedSlide]) -> dict[tuple[int, int | None], Copier]:
        """One for each choice from each deck. A link leads to the slide's copy in the same choice, if there is one."""
        everywhere: dict[int, dict[str, str]] = {}
        nearby: dict[tuple[int, int | None], dict[str, str]] = {}
        for slide, name in zip(planned, self._slides, strict=True):
            everywhere.setdefault(id(slide.deck), {}).setdefault(slide.part, name)
            nearby.setdefault((id(slide.deck), slide.source_index), {}).setdefault(slide.part, name)
        decks = {(id(slide.deck), slide.source_index): slide.deck for slide in planned}
        return {key: self._copier(deck, ChainMap(nearby[key], everywhere[id(deck)])) for key, deck in decks.items()}

    def _copier(self, deck: SourceDeck, destinations: ChainMap[str, str]) -> Copier:
        fit = Fit.of(deck.size, self._size)
        text = DefaultText.of(deck.default_text, fit=fit, beside=self._default_text)
        return Copier(deck, self._made, self._shelf, fit, text, destinations, self._tables)

    def _copy(self, slide: PlannedSlide, name: str, copier: Copier) -> None:
        root, data = copier.deck.xml(slide.part)
        if root.tag != f"{P}sld":
            raise Damaged(part=slide.part)
        is_renamed = self._titles.tell_apart(root, slide.deck, slide.part)
        copied = copier.copied(root, data, slide.part, is_changed=is_renamed)
        self._made.add(name, copied.content, SLIDE_TYPE)
        self._made.set_arrows(name, copied.arrows)
        self._made.relate(name, relationship_type("slideLayout"), self._looks.layout_for(slide.part, copier))
        keeps = self._keeps_notes or slide.source_number is None
        notes = copier.deck.related(slide.part, "notesSlide") if keeps else ""
        if notes or slide.source_line:
            page = self._notes.write(notes, name, copier, source=slide.source_line)
            self._made.relate(name, relationship_type("notesSlide"), page)


def title_of(slide: PlannedSlide) -> str:
    """The title of a slide on one line; blank if it has none, or cannot be read."""
    try:
        root, _ = slide.deck.xml(slide.part)
    except FileRefused:
        return ""
    shapes = shapes_of(root, slide.deck.package.limits.shapes_per_slide)
    title = next((shape.element for shape in shapes if shape.role in TITLES), None)
    return "" if title is None else " ".join(paragraphs(title))
