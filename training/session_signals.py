"""What follows when editions of sessions' packs are deleted."""

from typing import Any

from django.db.models.signals import post_delete

from training.models import SessionEditionItem


def connect() -> None:
    """Called once, when the app is ready."""
    post_delete.connect(_item_deleted, sender=SessionEditionItem, dispatch_uid="delete-session-file")


def _item_deleted(instance: SessionEditionItem, **_said: Any) -> None:
    from training.domain.session_packs import forget_file

    forget_file(instance)
