"""What is new on a site, as it can be read now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from wagtail.models import Site

from briefings.models import BriefingPoint, PackEdition
from briefings.models.national import SummaryPoint
from learning.models import Finding, LearningPoint, ReviewPage, ThemedResourcePoint
from partnership.alerts.enums import ONE_OF, NewsKind
from partnership.alerts.models import NewsItem
from partnership.alerts.signals import PACK
from partnership.search.models import SearchEntry
from training.models import PointTaught

REVIEW = ReviewPage._meta.label_lower
# Which learning points a thing is about: the rows between them, and the column of the thing.
POINTS: dict[str, tuple[type[Model], str]] = {
    REVIEW: (Finding, "review_id"),
    "briefings.briefingpage": (BriefingPoint, "briefing_id"),
    "briefings.nationalsummarypage": (SummaryPoint, "summary_id"),
    "learning.themedresourcepage": (ThemedResourcePoint, "resource_id"),
    "training.trainingevent": (PointTaught, "event_id"),
}

Key = tuple[str, int]


@dataclass(frozen=True)
class News:
    """One new thing, ready to tell. `path` is its address on the site; `entry_id` what search knows it by."""

    pk: int
    kind: str
    at: datetime
    title: str
    path: str
    summary: str
    date_as_stated: str
    entry_id: int
    themes: frozenset[int]
    theme_names: tuple[str, ...]
    agency_kinds: frozenset[int]

    @property
    def kind_label(self) -> str:
        return str(ONE_OF[NewsKind(self.kind)])


def news_of(site: Site, *, since: datetime | None = None, kind: str = "", limit: int | None = None) -> list[News]:
    """What became readable after `since`, newest first; of one kind, if `kind` is given. A fixed number of queries.

    What cannot be read by everybody any more is left out, so there may be fewer than `limit`.
    """
    items = NewsItem.objects.filter(site=site)
    if since is not None:
        items = items.filter(at__gt=since)
    if kind:
        items = items.filter(kind=kind)
    found = list(items[:limit])
    editions = _editions(item.source_id for item in found if item.source == PACK)
    keys = {item.pk: _key(item, editions) for item in found}
    entries = _entries(site, [key for key in keys.values() if key])
    kinds = _agency_kinds(key for key in keys.values() if key)
    rows = ((item, keys[item.pk], editions.get(item.source_id)) for item in found)
    return [
        _news(item, entries[key], kinds.get(key, frozenset()), edition if item.source == PACK else None)
        for item, key, edition in rows
        if key in entries and key is not None
    ]


def _key(item: NewsItem, editions: dict[int, PackEdition]) -> Key | None:
    """What search knows it by: a pack by its review."""
    if item.source != PACK:
        return item.source, item.source_id
    edition = editions.get(item.source_id)
    return (REVIEW, edition.review_id) if edition else None


def _news(item: NewsItem, entry: SearchEntry, kinds: frozenset[int], edition: PackEdition | None) -> News:
    themes = list(entry.themes.all())
    title, path, summary = entry.title, entry.path, entry.summary
    if edition is not None:
        title = _("Pack of %(review)s, edition %(number)d") % {"review": entry.title, "number": edition.number}
        path, summary = f"{entry.path}pack/", edition.note or " ".join(edition.changes[:3])
    return News(
        pk=item.pk,
        kind=item.kind,
        at=item.at,
        title=title,
        path=path,
        summary=summary,
        date_as_stated=entry.date_as_stated if edition is None else "",
        entry_id=entry.pk,
        themes=frozenset(theme.pk for theme in themes),
        theme_names=tuple(sorted(theme.name for theme in themes)),
        agency_kinds=kinds,
    )


def _editions(pks: Iterable[int]) -> dict[int, PackEdition]:
    """Only the newest edition of a pack is news: what it replaced is not told beside it."""
    found = PackEdition.objects.filter(pk__in=list(pks)).defer("readme", "manifest")
    newest: dict[int, PackEdition] = {}
    for edition in found.order_by("number"):
        newest[edition.review_id] = edition
    return {edition.pk: edition for edition in newest.values()}


def _entries(site: Site, keys: Sequence[Key]) -> dict[Key, SearchEntry]:
    asked = Q()
    for source, pks in _by_source(keys).items():
        asked |= Q(source=source, source_id__in=pks)
    if not keys:
        return {}
    found = SearchEntry.objects.filter(asked, site=site, part="").defer("body", "hidden_terms", "theme_labels")
    return {(entry.source, entry.source_id): entry for entry in found.prefetch_related("themes")}


def _agency_kinds(keys: Iterable[Key]) -> dict[Key, frozenset[int]]:
    """For which kinds of agency the learning in each thing is: one query for each kind of thing."""
    found: dict[Key, set[int]] = {}
    through: Any = LearningPoint.for_kinds.through
    for source, pks in _by_source(key for key in keys if key[0] in POINTS).items():
        model, column = POINTS[source]
        rows = model._default_manager.filter(**{f"{column}__in": pks}).values_list(column, "point_id")
        points = {point for _thing, point in rows}
        kinds: dict[int, set[int]] = {}
        for point, kind in through.objects.filter(learningpoint__in=points).values_list(
            "learningpoint_id", "agencykind_id"
        ):
            kinds.setdefault(point, set()).add(kind)
        for thing, point in rows:
            found.setdefault((source, thing), set()).update(kinds.get(point, ()))
    return {key: frozenset(of_it) for key, of_it in found.items()}


def _by_source(keys: Iterable[Key]) -> dict[str, list[int]]:
    grouped: dict[str, set[int]] = {}
    for source, pk in keys:
        grouped.setdefault(source, set()).add(pk)
    return {source: sorted(pks) for source, pks in grouped.items()}
