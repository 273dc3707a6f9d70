"""What becomes new: things that search begins to find, and new editions of packs."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Site

from briefings.models import PackEdition
from partnership.alerts.enums import NewsKind
from partnership.alerts.models import NewsItem
from partnership.content_version import content_changed
from partnership.search.added import entries_added
from partnership.search.enums import EntryKind
from partnership.search.models import SearchEntry

PACK = PackEdition._meta.label_lower


def connect() -> None:
    """Called once, when the app is ready."""
    entries_added.connect(_found_for_the_first_time, dispatch_uid="alerts-entries")
    post_save.connect(_pack_changed, sender=PackEdition, dispatch_uid="alerts-packs")


def _found_for_the_first_time(entries: Sequence[SearchEntry], **_kwargs: Any) -> None:
    now = timezone.now()
    items = [
        NewsItem(site_id=entry.site_id, kind=_told_as(entry), source=entry.source, source_id=entry.source_id, at=now)
        for entry in entries
        if _told_as(entry) in NewsKind.values and not entry.part and not _is_over(entry)
    ]
    _keep(items)


def _told_as(entry: SearchEntry) -> str:
    """Whoever asks for new resources is told of a new series as well."""
    return NewsKind.RESOURCE if entry.kind == EntryKind.SERIES else entry.kind


def _is_over(entry: SearchEntry) -> bool:
    """An event that was held before anybody could read of it is a record, no news."""
    return entry.kind == NewsKind.EVENT and entry.date is not None and entry.date < timezone.localdate()


def _pack_changed(instance: PackEdition, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if not created or raw:
        return
    parts = instance.review.get_url_parts()
    if parts and (site := Site.objects.filter(pk=parts[0]).first()):
        _keep([NewsItem(site=site, kind=NewsKind.PACK, source=PACK, source_id=instance.pk, at=instance.made_at)])


def _keep(items: list[NewsItem]) -> None:
    """What was new once is not new again. A bulk write tells nobody: feeds that readers' pages keep are told here."""
    if items:
        NewsItem.objects.bulk_create(items, ignore_conflicts=True)
        transaction.on_commit(content_changed)
