"""Adds many draft pages to the tree at once: one by one, Wagtail adds some ten a second, and nobody else can write meanwhile."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.search.backends import get_search_backends

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

Draft = TypeVar("Draft", bound=Page)
AT_ONCE = 200


def add_drafts(parent: Page, drafts: Sequence[Draft], *, by: "AbstractBaseUser | None") -> list[Draft]:
    """The drafts as the last children of the page, all of one kind, with slugs of their own, logged and found in the admin.

    They have no revision before somebody edits them, and no themes, rows or references: what is bare has none to store.
    """
    if not drafts:
        return []
    with transaction.atomic():
        locked = Page.objects.select_for_update().get(pk=parent.pk)
        _place(locked, drafts)
        pages = [
            Page(**{field.attname: getattr(draft, field.attname) for field in Page._meta.concrete_fields})
            for draft in drafts
        ]
        for draft, page in zip(drafts, Page.objects.bulk_create(pages, batch_size=AT_ONCE), strict=True):
            draft.pk = draft.id = draft.page_ptr_id = page.pk
            draft._state.adding, draft._state.db = False, page._state.db
        own = drafts[0]._meta.local_concrete_fields
        for start in range(0, len(drafts), AT_ONCE):  # bulk_create() has no way into the second table of a page
            manager = type(drafts[0])._base_manager
            manager.all()._insert(drafts[start : start + AT_ONCE], fields=own, using=manager.db)
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(drafts))
        _log(drafts, by)
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(type(drafts[0]), list(drafts))
    return list(drafts)


def _place(parent: Page, drafts: Sequence[Draft]) -> None:
    """Gives each its place in the tree after those that are there, its kind and its state."""
    last = parent.get_children().order_by("path").last()
    taken = Page._str2int(last.path[-Page.steplen :]) if last else 0
    kind = ContentType.objects.get_for_model(type(drafts[0]))
    for number, draft in enumerate(drafts, start=taken + 1):
        draft.path = Page._get_path(parent.path, parent.depth + 1, number)
        draft.depth, draft.url_path = parent.depth + 1, f"{parent.url_path}{draft.slug}/"
        draft.content_type, draft.locale_id, draft.draft_title = kind, parent.locale_id, draft.title
        draft.live, draft.has_unpublished_changes = False, True
        draft.clean_fields()


def _log(drafts: Sequence[Draft], by: "AbstractBaseUser | None") -> None:
    """As Wagtail logs that a page is created."""
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        (
            PageLogEntry(
                page=draft,
                content_type=draft.content_type,
                label=draft.title,
                action="wagtail.create",
                timestamp=now,
                user=by,
                content_changed=True,
            )
            for draft in drafts
        ),
        batch_size=AT_ONCE,
    )
