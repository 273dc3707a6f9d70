"""A deck that comes back from PowerPoint: its slides are found again, and what differs is shown."""

from dataclasses import dataclass
from typing import Any, Literal

from django.core.files import File
from django.db import transaction
from wagtail import hooks

from media.domain.documents import keep_document
from media.domain.matching import matched
from media.models import Document, Slide, SlideOrigin
from media.opc.kinds import DECKS

Change = Literal["same", "moved", "changed", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One slide of two editions of a deck: `older` is None for a new one, `newer` for one that has gone."""

    change: Change
    older: Slide | None
    newer: Slide | None


def differences(older: Document, newer: Document) -> list[Difference]:
    """The slides of the newer edition in order, each with the one it was, and then those that have gone."""
    before, now = list(older.slides.all()), list(newer.slides.all())
    were = matched(before, now)
    found = [_difference(was, slide) for was, slide in zip(were, now, strict=True)]
    kept = {was.pk for was in were if was is not None}
    return [*found, *(Difference("gone", slide, None) for slide in before if slide.pk not in kept)]


def upload_edition(document: Document, file: File, *, by: Any) -> Document:
    """A new edition of a deck, which takes the older one's place; both are kept. Raises FileRefused, and keeps nothing.

    What is known of a slide that is found again, where it was taken from and what it teaches, holds for the new one.
    """
    newer = keep_document(
        file,
        document.title,
        allowed=DECKS,
        uploaded_by_user=by,
        collection=document.collection,
        keeps_notes=True,
        keeps_hidden_slides=document.keeps_hidden_slides,
    )
    with transaction.atomic():
        pairs = [(one.older, one.newer) for one in differences(document, newer) if one.older and one.newer]
        for older_slide, newer_slide in pairs:
            _carry_over(older_slide, newer_slide)
        Document.objects.filter(pk=document.pk).update(superseded_by=newer)
        for carry in hooks.get_hooks("cascade_slides_matched"):
            carry(pairs)
    return newer


def _difference(older: Slide | None, newer: Slide) -> Difference:
    if older is None:
        return Difference("new", None, newer)
    if older.fingerprint != newer.fingerprint or older.notes != newer.notes:
        return Difference("changed", older, newer)
    return Difference("same" if older.number == newer.number else "moved", older, newer)


def _carry_over(older: Slide, newer: Slide) -> None:
    origin = SlideOrigin.objects.filter(slide=older).first()
    if origin is not None:
        origin.pk, origin.slide = None, newer
        origin.save(force_insert=True)
