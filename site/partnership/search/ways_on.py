"""Where to go when nothing was found: without one of the facets, and to themes with a similar name."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.search.choices import Asked
from partnership.search.domain.find import Matches
from partnership.search.facets import Facet
from partnership.search.near_words import mistakes
from partnership.search.words import split

NEARBY_THEMES = 5
SAME_BEGINNING = 4  # letters that two words must share to be thought of the same sort


def ways_on(asked: Asked, matches: Matches) -> dict[str, Any]:
    """`without`: what one facet less would give, if anything; `themes`: those with a name like the words."""
    return {"without": _without_one(asked, matches), "themes": _nearby_themes(asked, matches)}


def _without_one(asked: Asked, matches: Matches) -> list[dict[str, Any]]:
    found = []
    for facet, values in asked.chosen.items():
        count = matches.total_without(facet)
        if count:
            names = ", ".join(matches.index.label(facet, value) for value in values)
            label = _("Without “%(facet)s: %(names)s”") % {"facet": facet.label, "names": names}
            found.append({"label": label, "count": count, "url": reverse("search") + asked.without(facet).address})
    everything = matches.found.bit_count()
    if everything and len(asked.chosen) > 1 and not found:
        url = reverse("search") + Asked(text=asked.text, sort=asked.sort).address
        found.append({"label": _("Without any of them"), "count": everything, "url": url})
    return found


def _nearby_themes(asked: Asked, matches: Matches) -> list[dict[str, str]]:
    """Themes of things on this site that share a word with what was typed, or its beginning."""
    begun = {word[: max(SAME_BEGINNING, len(word) - 3)] for word in split(asked.text) if mistakes(word)}
    near = []
    for value in matches.index.having.get(Facet.THEME, {}):
        label = matches.index.label(Facet.THEME, value)
        if any(word.startswith(tuple(begun)) for word in split(label)):
            near.append({"label": label, "url": f"{reverse('search')}?theme={value}"})
    return sorted(near, key=lambda theme: theme["label"])[:NEARBY_THEMES]
