"""Counts facets: which values are left to choose, and what choosing one would give."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_, or_

from partnership.search.facets import Facet
from partnership.search.site_index import SiteIndex

Chosen = Mapping[Facet, Sequence[str]]


def narrowed(index: SiteIndex, found: int, chosen: Chosen, *, but: Facet | None = None) -> int:
    """Of the set `found`, those that have one of the chosen values of every facet (`but` one)."""
    sets = [_having_any(index, facet, values) for facet, values in chosen.items() if values and facet != but]
    return reduce(and_, sets, found)


def counts(index: SiteIndex, found: int, chosen: Chosen) -> dict[Facet, dict[str, int]]:
    """For each facet, how many of `found` have each of its values and one of the chosen values of all other facets.

    Values that nothing has are left out, so that choosing one never leads to an empty page; a chosen one stays.
    """
    all_chosen = narrowed(index, found, chosen)
    counted: dict[Facet, dict[str, int]] = {}
    for facet in Facet:
        values = chosen.get(facet, ())
        base = narrowed(index, found, chosen, but=facet) if values else all_chosen
        having = index.having.get(facet, {}) if base else {}
        of_facet = {value: (base & having[value]).bit_count() for value in having}
        kept = {value: number for value, number in of_facet.items() if number}
        counted[facet] = {value: 0 for value in values if value not in kept} | kept
    return counted


def _having_any(index: SiteIndex, facet: Facet, values: Sequence[str]) -> int:
    having = index.having.get(facet, {})
    return reduce(or_, (having.get(value, 0) for value in values), 0)
