"""Told after search has been brought up to date with what changed: which addresses say something else now."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import Signal

from partnership.search.models import SearchEntry
from partnership.search.registry import Key, sources

Address = tuple[int, str]
"""A site's primary key and a path on it."""

addresses_changed = Signal()
"""Sends `keys` of what changed, and their `addresses`: where each could be found before, can be found now, and its themes."""


def addresses_of(keys: Iterable[Key]) -> set[Address]:
    """Where these things, and the themes they carry, can be read now: what nobody may find has no address here."""
    found: set[Address] = set()
    themes: set[tuple[int, int]] = set()
    by_label: dict[str, list[int]] = {}
    for label, pk in keys:
        by_label.setdefault(label, []).append(pk)
    for label, pks in by_label.items():
        entries = SearchEntry.objects.filter(source=label, source_id__in=pks).order_by()
        rows: Any = entries.values_list("site_id", "path", "themes")
        for site, path, theme in rows:
            found.add((site, path))
            if theme is not None:
                themes.add((site, theme))
    carried = SearchEntry.objects.filter(source="learning.theme", source_id__in={theme for _site, theme in themes})
    pages: Any = carried.order_by().values_list("site_id", "source_id", "path")
    return found | {(site, path) for site, theme, path in pages if (site, theme) in themes}


def with_dependants(keys: Iterable[Key]) -> list[Key]:
    """These things and all that says something different because of them, each once; models search knows."""
    asked = dict.fromkeys(key for key in keys if key[0] in sources())
    for label, pk in list(asked):
        asked |= dict.fromkeys(sources()[label].dependants(pk))
    return list(asked)
