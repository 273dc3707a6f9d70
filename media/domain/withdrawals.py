"""Taking back what people could have: a document, or one slide of a deck. A stub that says so takes its place."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import log

from media.domain.clean_copies import replace_file, seal
from media.domain.files import stored_on_disk
from media.domain.preparation import prepare
from media.enums import CopyState
from media.models import Document, Slide
from media.opc.child import in_child
from media.opc.refusals import FileRefused

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

SECONDS_TO_REPLACE = 120.0


class CannotWithdraw(Exception):
    """It could not be withdrawn, and nothing has changed. `str()` of it is a sentence that says what to do instead."""


def withdraw_document(
    document: Document, *, why: str, by: "AbstractBaseUser | None", replaced_by: Document | None = None
) -> Document:
    """Nobody can have the document any more; whoever asks for it is told why, and what replaced it.

    The file itself stays, and `restore_document` undoes it all. Higher rooms hear of it (hook `cascade_document_withdrawn`)
    once it is certain.
    """
    with transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        if held.is_withdrawn:
            return held
        held.withdrawn_at, held.withdrawn_why = timezone.now(), why.strip()
        changed = ["withdrawn_at", "withdrawn_why"]
        if replaced_by is not None and replaced_by.pk != held.pk:
            held.superseded_by = replaced_by
            changed.append("superseded_by")
        held.save(update_fields=changed)
        log(instance=held, action="media.withdraw", user=by, data={"why": held.withdrawn_why})
        transaction.on_commit(lambda: _tell_of(held, held.title, held.withdrawn_why))
    return held


def restore_document(document: Document, *, by: "AbstractBaseUser | None") -> Document:
    """The document can be had again, as before it was withdrawn."""
    with transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        if held.is_withdrawn:
            held.withdrawn_at, held.withdrawn_why = None, ""
            held.save(update_fields=["withdrawn_at", "withdrawn_why"])
            log(instance=held, action="media.restore", user=by)
    return held


def copies_of(slide: Slide) -> list[Slide]:
    """The same slide elsewhere: those taken from it, and those that show the same, in decks that are still to be had."""
    alike = Slide.objects.filter(withdrawn_at=None, document__withdrawn_at=None).exclude(pk=slide.pk)
    taken = alike.filter(origin__source=slide)
    same = alike.filter(fingerprint=slide.fingerprint) if slide.fingerprint else alike.none()
    found = {one.pk: one for one in [*taken.select_related("document"), *same.select_related("document")]}
    return sorted(found.values(), key=lambda one: (one.document.title, one.document_id, one.number))


def withdraw_slide(slide: Slide, *, why: str, by: "AbstractBaseUser | None") -> Slide:
    """Puts a slide that says so in its place, in the file too, and returns that. The deck as it was lies sealed.

    Raises:
        CannotWithdraw: the deck cannot be rewritten; the whole of it can be withdrawn.
    """
    document, number, now = slide.document, slide.number, timezone.now()
    if slide.is_withdrawn:
        return slide
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "deck.pptx"
        try:
            _write_with_stub(document, number, why.strip(), now, made)
        except (FileRefused, FileNotFoundError) as refusal:
            raise CannotWithdraw(
                _("This slide cannot be taken out of its deck (%(why)s). Withdraw the whole deck instead.")
                % {"why": refusal}
            ) from refusal
        seal(document)
        replace_file(document, made)
    # Never cleaned again from what is sealed: that would bring the slide back.
    document.source, document.copy_state, document.copy_problem = Document.Source.COMBINED, CopyState.AS_IT_CAME, ""
    document.save()
    prepare(document)
    stub = document.slides.get(number=number)
    stub.withdrawn_at, stub.withdrawn_why = now, why.strip()
    stub.save(update_fields=["withdrawn_at", "withdrawn_why"])
    log(instance=document, action="media.withdraw_slide", user=by, data={"slide": number, "why": stub.withdrawn_why})
    title = _("slide %(number)d of “%(deck)s”") % {"number": number, "deck": document.title}
    transaction.on_commit(lambda: _tell_of(document, title, stub.withdrawn_why))
    return stub


def _write_with_stub(document: Document, number: int, why: str, now: datetime, made: Path) -> None:
    """The deck with a stub in the place of slide `number`. Raises FileRefused, or FileNotFoundError where its file is gone."""
    from media.decks.combine import ChosenSlides
    from media.decks.withdrawn_slide import withdrawn_slide_deck

    stub = made.with_name("stub.pptx")
    stub.write_bytes(withdrawn_slide_deck(number, why, date_format(timezone.localdate(now), "j F Y")))
    last = document.slides.count()
    with stored_on_disk(document.file) as path:
        runs: list[tuple[Path, list[int]]] = [
            (path, list(range(1, number))),
            (stub, [1]),
            (path, list(range(number + 1, last + 1))),
        ]
        chosen = [ChosenSlides(path=at, numbers=numbers, says_where=False) for at, numbers in runs if numbers]
        frame = next((at for at, one in enumerate(chosen) if one.path == path), 0)
        wishes: dict[str, Any] = {"title": document.title, "house": False, "notes": True, "frame": frame}
        in_child("media.decks.combine:combine", chosen, made, seconds=SECONDS_TO_REPLACE, **wishes)


def _tell_of(document: Document, title: str, why: str) -> None:
    """`title` is what of the document was withdrawn, the slide or all of it."""
    for tell in hooks.get_hooks("cascade_document_withdrawn"):
        tell(document, title, why)
