"""What a deck that is held says, for readers of its page."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from media.decks.outline import DeckOutline, read_outline
from media.models import Document
from media.opc.refusals import FileRefused

# Part of the key under which an outline is kept: a new number when what is read of a deck changes.
OUTLINE_VERSION = 1
KEPT_SECONDS = 30 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class ShownSlide:
    """A slide as the deck's page shows it."""

    number: int
    """Its place in the file, hidden slides counted: what PowerPoint shows as its number."""
    title: str
    paragraphs: tuple[str, ...]
    alt_texts: tuple[str, ...]
    notes: str = ""
    """Paragraphs with a blank line between them."""


@dataclass(frozen=True, slots=True)
class ShownDeck:
    """A deck as its page shows it."""

    slides: tuple[ShownSlide, ...] = ()
    problems: tuple[str, ...] = ()
    """A sentence for each thing that could not be read."""


def shown_deck(document: Document) -> ShownDeck:
    """The deck in words. Of an uploaded deck without speaker notes and hidden slides: neither was written to be published."""
    try:
        outline = outline_of(document)
    except (FileRefused, OSError):
        return ShownDeck(
            problems=(_("The text of this deck could not be read. The file itself can still be downloaded."),)
        )
    is_ours = document.source == Document.Source.MADE_HERE
    slides = tuple(
        ShownSlide(
            number=slide.number,
            title=slide.title,
            paragraphs=slide.paragraphs,
            alt_texts=slide.alt_texts,
            notes="\n\n".join(slide.notes) if is_ours else "",
        )
        for slide in outline.slides
        if is_ours or not slide.is_hidden
    )
    return ShownDeck(slides, outline.problems if is_ours else _without_hidden(outline))


def outline_of(document: Document) -> DeckOutline:
    """All that the deck says, kept by the file's own hash. Raises FileRefused, or OSError where the file is gone."""
    key = f"media:outline:{OUTLINE_VERSION}:{document.sha256}"
    outline: DeckOutline | None = cache.get(key) if document.sha256 else None
    if outline is None:
        with document.file.storage.open(document.file.name, "rb") as file:
            outline = read_outline(file)
        if document.sha256:
            cache.set(key, outline, KEPT_SECONDS)
    return outline


def _without_hidden(outline: DeckOutline) -> tuple[str, ...]:
    """One sentence for whatever could not be read: the outline's own may name a hidden slide, or say that there are notes."""
    return (_("Some slides of this deck could not be read in full."),) if outline.problems else ()
