"""Decks made of chosen slides, which remember where each slide came from."""

import itertools
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext as _

from media.domain.documents import keep_document
from media.domain.files import stored_on_disk
from media.models import Document, Slide, SlideOrigin
from media.opc.child import in_child
from media.opc.refusals import FileRefused

if TYPE_CHECKING:
    from media.decks.combine import CombinedDeck

SECONDS_TO_COMBINE = 120.0
LONGEST_FILE_NAME = 80


class CannotCombine(Exception):
    """A deck could not be made of these slides. `str()` of it is a sentence for the person who chose them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Slides of one deck, by number. `label` is written into their notes as where they are from; blank for nothing."""

    document: Document
    numbers: tuple[int, ...]
    label: str = ""


def combine_chosen(slides: Sequence[Slide], title: str, *, by: Any, keep_notes: bool = True) -> Document:
    """A new deck of these slides in this order, owned by `by`. Raises CannotCombine, and keeps nothing."""
    runs = [list(group) for _key, group in itertools.groupby(slides, key=lambda one: one.document_id)]
    parts = [Chosen(run[0].document, tuple(slide.number for slide in run), label=run[0].document.title) for run in runs]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "deck.pptx"
        try:
            combined = combine_decks(parts, made, title=title, house=True, notes=keep_notes)
            name = f"{slugify(title)[:LONGEST_FILE_NAME] or 'deck'}.pptx"
            document = keep_document(
                ContentFile(made.read_bytes(), name=name),
                title,
                source=Document.Source.COMBINED,
                uploaded_by_user=by,
            )
        except FileRefused as refusal:
            raise CannotCombine(str(refusal)) from refusal
        except FileNotFoundError as gone:
            raise CannotCombine(_("One of the decks these slides come from is no longer held.")) from gone
    _remember(document, runs, combined)
    return document


def combine_decks(parts: Sequence[Chosen], made: Path, *, title: str, house: bool, notes: bool) -> "CombinedDeck":
    """Writes the combined deck to `made`. Raises FileRefused, or FileNotFoundError where a deck's file is gone."""
    from media.decks.combine import ChosenSlides

    documents = {part.document.pk: part.document for part in parts}
    with ExitStack() as stack:
        # One path a document, however often it comes up: links between its slides go on working.
        paths = {pk: stack.enter_context(stored_on_disk(document.file)) for pk, document in documents.items()}
        chosen = [
            ChosenSlides(
                path=paths[part.document.pk],
                numbers=part.numbers,
                title=part.document.title,
                source_label=part.label,
                says_where=bool(part.label),
            )
            for part in parts
        ]
        found: CombinedDeck = in_child(
            "media.decks.combine:combine",
            *(chosen, made),
            title=title,
            house=house,
            notes=notes,
            seconds=SECONDS_TO_COMBINE,
        )
    return found


def deck_with_slides(made: bytes, order: Sequence[int | Slide], *, title: str) -> bytes:
    """A deck made here with slides of other decks at their places, each with the look it has there and its source in its notes.

    `order` names all slides in turn: those of `made` by number, from 1, each once. The same deck and slides give the same
    bytes. Raises CannotCombine.
    """
    from media.decks.combine import ChosenSlides

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        own, combined = Path(folder) / "made.pptx", Path(folder) / "deck.pptx"
        own.write_bytes(made)
        paths: dict[int, Path] = {}
        chosen = []
        try:
            for document, run in itertools.groupby(
                order, key=lambda one: one.document if isinstance(one, Slide) else None
            ):
                numbers = [one.number if isinstance(one, Slide) else one for one in run]
                if document is None:
                    chosen.append(ChosenSlides(path=own, numbers=numbers, says_where=False))
                    continue
                if document.pk not in paths:
                    paths[document.pk] = stack.enter_context(stored_on_disk(document.file))
                label = document.title
                chosen.append(ChosenSlides(path=paths[document.pk], numbers=numbers, source_label=label))
            wishes: dict[str, Any] = {"title": title, "house": False, "notes": True}
            in_child("media.decks.combine:combine", chosen, combined, seconds=SECONDS_TO_COMBINE, **wishes)
        except FileRefused as refusal:
            raise CannotCombine(str(refusal)) from refusal
        except FileNotFoundError as gone:
            raise CannotCombine(_("One of the decks these slides come from is no longer held.")) from gone
        return combined.read_bytes()


def _remember(document: Document, runs: Sequence[Sequence[Slide]], combined: "CombinedDeck") -> None:
    """Writes down which slide each one is a copy of, as it is now."""
    rows = {slide.number: slide for slide in document.slides.all()}
    sources: dict[tuple[int | None, int | None], Slide] = {
        (index, slide.number): slide for index, run in enumerate(runs) for slide in run
    }
    origins = []
    for slide in combined.slides:
        source = sources.get((slide.source_index, slide.source_number)) if slide.source_number else None
        if source is not None and slide.number in rows:
            origins.append(origin_of(rows[slide.number], source))
    SlideOrigin.objects.bulk_create(origins)


def origin_of(copy: Slide, source: Slide) -> SlideOrigin:
    """Where a copy comes from, with its source as it is now. Does not save it."""
    return SlideOrigin(
        slide=copy,
        source=source,
        source_document=source.document,
        source_number=source.number,
        source_title=source.document.title,
        fingerprint=source.fingerprint,
    )
