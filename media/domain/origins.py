"""What becomes of a combined deck when a slide it was made of changes: its owner decides, slide by slide."""

import tempfile
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from media.domain.clean_copies import replace_file
from media.domain.combining import CannotCombine, Chosen, combine_decks
from media.domain.files import delete_after_commit
from media.domain.preparation import prepare
from media.enums import CopyState
from media.models import Document, Slide, SlideOrigin
from media.opc.refusals import FileRefused
from media.permissions import readable_decks


def origins_of(document: Document) -> QuerySet[SlideOrigin]:
    """Where the document's slides come from, in their order."""
    origins = SlideOrigin.objects.filter(slide__document=document)
    return origins.select_related("slide__document", "source__document", "source_document").order_by("slide__number")


def shown_origins(document: Document, request: HttpRequest) -> list[SlideOrigin]:
    """The same with `source_is_shown`: whether this reader may still have the deck that the source is in."""
    return list(origins_of(document).annotate(source_is_shown=Q(source__document__in=_readable(request))))


def decks_with_changed_sources(request: HttpRequest) -> list[Document]:
    """The reader's own combined decks of which a source they may have has changed since, and nothing was decided."""
    changed = {
        origin.slide.document
        for origin in SlideOrigin.objects.filter(
            slide__document__uploaded_by_user=request.user.pk, source__document__in=_readable(request)
        )
        .select_related("slide__document", "source")
        .order_by("pk")
        if origin.has_changed
    }
    return sorted(changed, key=lambda document: (document.title, document.pk))


def keep_mine(origin: SlideOrigin) -> None:
    """Leaves the slide as it is, and says no more until the source changes again."""
    if origin.source is not None:
        origin.kept_against = origin.source.fingerprint
        origin.save(update_fields=["kept_against"])


def take_new(origin: SlideOrigin, request: HttpRequest) -> None:
    """Puts the source as it is now in the slide's place. Raises CannotCombine, and changes nothing."""
    document, source = origin.slide.document, origin.source
    if source is None or not _readable(request).filter(pk=source.document_id).exists():
        raise CannotCombine(_("The slide this one was taken from is no longer to be had."))
    number, last = origin.slide.number, document.slides.count()
    parts = [
        Chosen(document, tuple(range(1, number))),
        Chosen(source.document, (source.number,), label=source.document.title),
        Chosen(document, tuple(range(number + 1, last + 1))),
    ]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "deck.pptx"
        try:
            combine_decks([part for part in parts if part.numbers], made, title=document.title, house=False, notes=True)
        except (FileRefused, FileNotFoundError) as refusal:
            raise CannotCombine(str(refusal)) from refusal
        replace_file(document, made)
    delete_after_commit(document.original)
    document.original, document.source, document.copy_state = "", Document.Source.COMBINED, CopyState.AS_IT_CAME
    document.save()
    prepare(document)
    _point_to(document, number, source)


def _readable(request: HttpRequest) -> QuerySet[Document, Any]:
    return readable_decks(request).order_by().values("pk")


def _point_to(document: Document, number: int, source: Slide) -> None:
    """The taken slide's origin, as its source is now: on its own row, or on the one that took its place."""
    row = document.slides.get(number=number)
    values = {
        "source": source,
        "source_document": source.document,
        "source_number": source.number,
        "source_title": source.document.title,
        "fingerprint": source.fingerprint,
        "kept_against": "",
    }
    SlideOrigin.objects.update_or_create(slide=row, defaults=values)
