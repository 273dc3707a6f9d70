"""The slides that stand for others in newer editions of their decks."""

from collections.abc import Iterable

from media.domain.matching import matched
from media.models import Document, Slide

MOST_EDITIONS = 6
"""How many newer editions of a deck are followed."""


class NewerSlides:
    """For slides of decks that have been superseded, what each is in the newest edition. One query an edition, and one more."""

    def __init__(self, slides: Iterable[Slide]) -> None:
        newest = _newest({slide.document_id: slide.document for slide in slides})
        self._newest = newest
        decks = {*newest, *(document.pk for document in newest.values())}
        by_deck: dict[int, list[Slide]] = {}
        if decks:
            for slide in Slide.objects.filter(document__in=decks).select_related("document").order_by("number"):
                by_deck.setdefault(slide.document_id, []).append(slide)
        self._now: dict[int, Slide] = {}
        for older, document in newest.items():
            now = by_deck.get(document.pk, [])
            for was, slide in zip(matched(by_deck.get(older, []), now), now, strict=True):
                if was is not None and not slide.is_withdrawn:
                    self._now[was.pk] = slide

    def of(self, slide: Slide) -> Slide | None:
        """The slide it is in the newest edition; None where its deck has none, or the newest has no such slide."""
        return self._now.get(slide.pk)

    def deck_of(self, slide: Slide) -> Document | None:
        """The newest edition of its deck; None where the slide is in it."""
        return self._newest.get(slide.document_id)


def _newest(decks: dict[int, Document]) -> dict[int, Document]:
    """By deck: the newest edition of it that can be had, for those that have a newer one."""
    leads = {pk: document for pk, document in decks.items() if document.superseded_by_id}
    found: dict[int, Document] = {}
    for _generation in range(MOST_EDITIONS):
        wanted = {document.superseded_by_id for document in leads.values() if document.superseded_by_id}
        if not wanted:
            break
        held = Document.objects.in_bulk(wanted)
        leads = {
            pk: held[document.superseded_by_id] for pk, document in leads.items() if document.superseded_by_id in held
        }
        for pk, document in leads.items():
            if document.is_deck and document.is_ready and document.pk != pk:
                found[pk] = document
    return found
