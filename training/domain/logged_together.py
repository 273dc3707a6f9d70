"""Entries of the log for many things at once: one by one, each takes two queries."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_AT_ONCE = 500


def log_together(
    entries: "Iterable[tuple[Model, str, dict[str, Any]]]", *, by: "AbstractBaseUser | None", deleted: bool = False
) -> None:
    """Logs what `wagtail.log_actions.log` would of each thing, action and data. All things are of one model."""
    context, now = get_active_log_context(), timezone.now()
    ModelLogEntry.objects.bulk_create(
        (
            ModelLogEntry(
                content_type=ContentType.objects.get_for_model(thing, for_concrete_model=False),
                object_id=str(thing.pk),
                label=str(thing),
                action=action,
                timestamp=now,
                data=data,
                user=by or context.user,
                uuid=context.uuid,
                deleted=deleted,
            )
            for thing, action, data in entries
        ),
        batch_size=_AT_ONCE,
    )
