"""Pictures of the slides of a deck that is held."""

import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files import File

from media.decks.pictures.betteroffice import BetterOfficeRenderer
from media.decks.pictures.renderer import WIDTHS, PicturedSlide, Renderer
from media.domain.files import delete_after_commit, stored_on_disk
from media.models import Document, Slide
from media.opc.refusals import FileRefused


def chosen_renderer() -> Renderer:
    """That of the setting `SLIDE_RENDERER`; the usual one where that is not available on this machine."""
    if settings.SLIDE_RENDERER == "libreoffice":
        from media.decks.pictures.libreoffice import LibreOfficeRenderer

        chosen: Renderer = LibreOfficeRenderer()
        if chosen.is_available():
            return chosen
    return BetterOfficeRenderer()


def make_pictures(document: Document) -> int:
    """Makes the pictures that are missing, each stored as it comes so that progress shows; returns how many were made.

    A slide that cannot be drawn stays without: the deck's page works all the same.
    """
    waiting = {slide.number: slide for slide in document.slides.filter(picture="").order_by("number")}
    made = 0
    if not waiting:
        return made
    with (
        suppress(FileRefused, FileNotFoundError),
        tempfile.TemporaryDirectory() as folder,
        stored_on_disk(document.file) as deck,
    ):
        for drawn in chosen_renderer().render(deck, Path(folder), slides=list(waiting)):
            made += _store(waiting[drawn.slide], drawn, document.sha256)
    return made


def _store(slide: Slide, drawn: PicturedSlide, sha256: str) -> bool:
    """Keeps both sizes of a slide; not if there are none, or if the deck has become another since."""
    by_width = {picture.width: picture for picture in drawn.pictures}
    if not by_width.keys() >= set(WIDTHS):
        return False
    large, small = (by_width[width] for width in WIDTHS)
    for field, picture in ((slide.picture, large), (slide.thumbnail, small)):
        with picture.path.open("rb") as file:
            field.save(f"{slide.document_id}/{picture.path.name}", File(file), save=False)
        picture.path.unlink()
    still = Slide.objects.filter(pk=slide.pk, number=slide.number, picture="", document__sha256=sha256)
    kept = still.update(picture=slide.picture.name, thumbnail=slide.thumbnail.name, picture_height=large.height)
    if not kept:
        delete_after_commit(slide.picture, slide.thumbnail)
    return bool(kept)
