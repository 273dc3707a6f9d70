"""What the page of results shows: results, what they can be narrowed by, and ways on where there are none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.search.choices import AS_TYPED, NEWEST, Asked
from partnership.search.domain.find import SHOWN, Found, Matches
from partnership.search.enums import PLURALS, EntryKind
from partnership.search.facets import Facet
from partnership.search.ways_on import ways_on

RESULTS_A_PAGE = 10
SHOWN_AT_ONCE = 6  # values of a facet; the others are behind "more"
# What to look for first of all: the facet of kinds has the others.
LOOKED_FOR = (EntryKind.REVIEW, EntryKind.LEARNING_POINT, EntryKind.BRIEFING)
IN_THEIR_ORDER = {Facet.KIND, Facet.YEAR, Facet.AGE}  # the first of them are shown, not the most frequent
OPEN_AT_FIRST = {Facet.KIND, Facet.THEME}


def results_page(asked: Asked, matches: Matches, page: str | None) -> dict[str, Any]:
    """The template's context."""
    results: Page[Found] = Paginator(cast(Sequence[Found], matches), RESULTS_A_PAGE).get_page(page)
    return {
        "query": asked.text,
        "asked": asked,
        "is_asked": matches.is_asked,
        "has_words": matches.query.is_asked,
        "results": results,
        "count": matches.total,
        "count_label": count_label(matches.total),
        "shown_at_most": SHOWN if matches.total > matches.count() else 0,
        "look_for": _look_for(asked, matches),
        "facets": list(_facets(asked, matches)),
        "chips": [_chip(asked, matches, facet, value) for facet in asked.chosen for value in asked.chosen[facet]],
        "nothing_chosen": _url(Asked(text=asked.text, sort=asked.sort)),
        "sorts": _sorts(asked, matches),
        "is_loose": matches.is_loose,
        "corrected": matches.corrected,
        "as_typed": _url(_changed(asked, spelling=AS_TYPED)),
        "ways_on": ways_on(asked, matches) if matches.is_asked and not matches.total else None,
        "page_links": _page_links(asked, results),
        "canonical": _url(asked) + (f"&page={results.number}" if results.number > 1 else ""),
        "breadcrumbs": [],
    }


def count_label(total: int) -> str:
    """ "1 result", "1,234 results"."""
    return ngettext("%(count)s result", "%(count)s results", total) % {
        "count": number_format(total, force_grouping=True)
    }


def _url(asked: Asked) -> str:
    return reverse("search") + (asked.address if asked.parameters else "")


def _changed(asked: Asked, **changes: Any) -> Asked:
    return replace(asked, **changes)


def _look_for(asked: Asked, matches: Matches) -> list[dict[str, Any]]:
    """Everything, reviews, learning points, briefings: each with how many there are."""
    counts = matches.counts[Facet.KIND]
    kinds = list(asked.chosen.get(Facet.KIND, ()))
    rows = [
        {
            "label": _("Everything"),
            "count": matches.total_without(Facet.KIND),
            "url": _url(asked.without(Facet.KIND)),
            "current": not kinds and matches.is_asked,
        }
    ]
    for kind in LOOKED_FOR:
        count = counts.get(kind.value, 0)
        if count or kind.value in kinds:
            url = _url(asked.only(Facet.KIND, kind.value))
            rows.append({"label": PLURALS[kind], "count": count, "url": url, "current": kinds == [kind.value]})
    return rows if len(rows) > 1 else []


def _facets(asked: Asked, matches: Matches) -> Iterable[dict[str, Any]]:
    """Each facet that would narrow something, with its values; the frequent ones first where there are many."""
    for facet in Facet:
        counts = matches.counts[facet]
        chosen = asked.chosen.get(facet, ())
        if not chosen and not any(count < matches.total_to_narrow for count in counts.values()):
            continue
        options = sorted((_option(asked, matches, facet, value, counts[value]) for value in counts), key=_in_order)
        first, more = _first_and_more(facet, options)
        yield {
            "name": facet.value,
            "label": facet.label,
            "options": first,
            "more": more,
            "more_groups": _by_group(matches, more) if facet is Facet.THEME else [],
            "chosen": len(chosen),
            "open": bool(chosen) or facet in OPEN_AT_FIRST,
        }


def _option(asked: Asked, matches: Matches, facet: Facet, value: str, count: int) -> dict[str, Any]:
    name = matches.index.names.name(facet, value)
    return {
        "value": value,
        "label": matches.index.label(facet, value),
        "count": count,
        "chosen": asked.has(facet, value),
        "order": name.order if name else (),
        "group": name.group if name else "",
    }


def _in_order(option: dict[str, Any]) -> Any:
    return option["order"], option["label"]


def _first_and_more(facet: Facet, options: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """All, where they are few; else the most frequent (or the first) and whatever is chosen, and the rest."""
    if len(options) <= SHOWN_AT_ONCE + 2:
        return options, []
    likely = options if facet in IN_THEIR_ORDER else sorted(options, key=lambda option: -option["count"])
    first = [option for option in likely if option["chosen"]]
    first += [option for option in likely if not option["chosen"]][: max(0, SHOWN_AT_ONCE - len(first))]
    return first, [option for option in options if option not in first]


def _by_group(matches: Matches, options: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for option in options:
        groups.setdefault(option["group"], []).append(option)
    return [(matches.index.label(Facet.GROUP, group), of_group) for group, of_group in groups.items()]


def _chip(asked: Asked, matches: Matches, facet: Facet, value: str) -> dict[str, Any]:
    label = matches.index.label(facet, value)
    return {"facet": facet.label, "label": label, "url": _url(asked.without(facet, value))}


def _sorts(asked: Asked, matches: Matches) -> list[dict[str, Any]]:
    """By relevance or by date; without a word there is nothing to be relevant to."""
    if not matches.query.is_asked or matches.total < 2:
        return []
    newest = asked.is_newest_first
    return [
        {"label": _("Best match"), "url": _url(_changed(asked, sort="")), "current": not newest},
        {"label": _("Newest first"), "url": _url(_changed(asked, sort=NEWEST)), "current": newest},
    ]


def _page_links(asked: Asked, results: Page[Found]) -> dict[str, str]:
    """For the head of the page: what comes before and after."""
    start = _url(asked) + ("&" if asked.parameters else "?")
    before = f"{start}page={results.previous_page_number()}" if results.has_previous() else ""
    after = f"{start}page={results.next_page_number()}" if results.has_next() else ""
    return {"before": before, "after": after}
