"""What follows when reviews and briefings are published and unpublished, and when editions of packs are deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from briefings.domain.packs.made_store import forget_made_file
from briefings.models import BriefingPage, PackEditionItem
from learning.models import ReviewPage

_wait_for_readers: ContextVar[bool] = ContextVar("editions_wait_for_readers", default=False)


@contextmanager
def editions_wait_for_readers() -> Iterator[None]:
    """While much is published at once: editions are made when somebody asks for the packs, and not before."""
    token = _wait_for_readers.set(True)
    try:
        yield
    finally:
        _wait_for_readers.reset(token)


def connect() -> None:
    """Listens to all of it. Called once, when the app is ready."""
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changed, dispatch_uid=f"pack-editions-{id(signal)}")
    page_unpublished.connect(_briefing_unpublished, sender=BriefingPage, dispatch_uid="tell-of-withdrawn-briefing")
    post_delete.connect(_item_deleted, sender=PackEditionItem, dispatch_uid="delete-made-file")


def _page_changed(instance: Page, **_said: Any) -> None:
    """The packs it is in are looked at once this is committed; a download makes sure of it too."""
    if _wait_for_readers.get():
        return
    if isinstance(instance, ReviewPage):
        _look_at(instance.pk)
    elif isinstance(instance, BriefingPage):
        for review in instance.reviews.all():
            _look_at(review.pk)


def _look_at(review_id: int) -> None:
    from briefings.tasks import make_pack_edition

    transaction.on_commit(partial(make_pack_edition.enqueue, review_id))


def _item_deleted(instance: PackEditionItem, **_said: Any) -> None:
    forget_made_file(instance)


def _briefing_unpublished(instance: BriefingPage, **_said: Any) -> None:
    from briefings.tasks import tell_of_withdrawn_briefing

    transaction.on_commit(partial(tell_of_withdrawn_briefing.enqueue, instance.pk))
