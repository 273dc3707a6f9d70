"""What follows when documents and slides are stored and deleted."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from media.domain.files import delete_after_commit
from media.domain.preparation import prepare_later
from media.domain.words import lacks_words, read_words_later
from media.enums import CopyState
from media.models import Document, Slide


def connect() -> None:
    """Listens to both. Called once, when the app is ready."""
    post_save.connect(_document_saved, sender=Document, dispatch_uid="prepare-document")
    post_delete.connect(_document_deleted, sender=Document, dispatch_uid="delete-original")
    post_delete.connect(_slide_deleted, sender=Slide, dispatch_uid="delete-slide-pictures")


def _document_saved(instance: Document, raw: bool = False, **_said: Any) -> None:
    """A document whose file is new, or is to be cleaned otherwise, is prepared once it is stored.

    So are the words read of a file that goes out as it came.
    """
    if raw or instance.is_prepared_by_caller:
        return
    if instance.copy_state == CopyState.WAITING:
        prepare_later(instance)
    elif instance.copy_state == CopyState.AS_IT_CAME and lacks_words(instance):
        read_words_later(instance)


def _document_deleted(instance: Document, **_said: Any) -> None:
    delete_after_commit(instance.original)


def _slide_deleted(instance: Slide, **_said: Any) -> None:
    delete_after_commit(instance.picture, instance.thumbnail)
