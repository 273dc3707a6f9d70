"""What makes a deck, or the words of a file, public and no longer: changes of pages, slides, files and collections."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import CollectionViewRestriction, Page

from learning.models import LearningPoint, PackItem, SlidePoint, ThemedResourceItem
from media.models import Document, DocumentWords, Slide
from partnership.page_cache_signals import DRAFT_FIELDS
from partnership.search.pending import index_after_commit

_DOCUMENT, _PAGE = Document._meta.label_lower, Page._meta.label_lower
ITEMS = (PackItem, ThemedResourceItem)


def connect() -> None:
    """Called once, when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(_page_changed, dispatch_uid="search-deck-page")
        for item in ITEMS:
            signal.connect(_item_changed, sender=item, dispatch_uid=f"search-deck-{item._meta.label}")
        for part in (DocumentWords, Slide):
            signal.connect(_part_changed, sender=part, dispatch_uid=f"search-deck-{part._meta.label}")
        signal.connect(_tie_changed, sender=SlidePoint, dispatch_uid="search-deck-tie")
        signal.connect(_collection_changed, sender=CollectionViewRestriction, dispatch_uid="search-deck-collection")
    for item in ITEMS:
        pre_save.connect(_item_changing, sender=item, dispatch_uid=f"search-deck-former-{item._meta.label}")
    post_save.connect(_point_changed, sender=LearningPoint, dispatch_uid="search-deck-point")


def _index(*documents: int | None) -> None:
    index_after_commit([(_DOCUMENT, pk) for pk in documents if pk is not None])


def _page_changed(
    instance: Model, raw: bool = False, update_fields: frozenset[str] | None = None, **_said: Any
) -> None:
    """Any kind of page may use documents; saving a draft of it changes nothing."""
    if isinstance(instance, Page) and not raw and not (update_fields and set(update_fields) <= DRAFT_FIELDS):
        index_after_commit([(_PAGE, instance.pk)])


def _item_changing(instance: PackItem | ThemedResourceItem, raw: bool = False, **_said: Any) -> None:
    """Another file takes its place: what it was until now is asked for while that is still known."""
    if instance.pk and not raw:
        former = type(instance)._base_manager.filter(pk=instance.pk).values_list("document_id", flat=True).first()
        if former != instance.document_id:
            _index(former)


def _item_changed(instance: PackItem | ThemedResourceItem, raw: bool = False, **_said: Any) -> None:
    if not raw:
        _index(instance.document_id)


def _part_changed(instance: DocumentWords | Slide, raw: bool = False, **_said: Any) -> None:
    if not raw:
        _index(instance.document_id)


def _tie_changed(instance: SlidePoint, raw: bool = False, **_said: Any) -> None:
    if not raw:
        _index(*Slide.objects.filter(pk=instance.slide_id).values_list("document_id", flat=True))


def _point_changed(instance: LearningPoint, raw: bool = False, **_said: Any) -> None:
    if not raw:
        ties = SlidePoint.objects.filter(point=instance.pk).order_by()
        _index(*ties.values_list("slide__document_id", flat=True).distinct())


def _collection_changed(instance: CollectionViewRestriction, **_said: Any) -> None:
    below = instance.collection.get_descendants(inclusive=True)
    _index(*Document.objects.filter(collection__in=below).values_list("pk", flat=True))
