"""What a reader may be about to type: names of reviews, themes and briefings, and the theme that an older word is for."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain, islice
from typing import Any

from partnership.search.enums import EntryKind
from partnership.search.site_index import SiteIndex
from partnership.search.titles import Title
from partnership.search.words import shown, split

MOST = 8
MOST_OTHER_WORDS = 3
SHORTEST = 2  # letters before anything is suggested


@dataclass(frozen=True)
class Suggestion:
    """`text` to show, `note` of what kind it is or which word led to it, and the page it leads to."""

    text: str
    note: str
    url: str


def suggest(text: str, index: SiteIndex) -> list[dict[str, Any]]:
    """At most eight things of this site whose names have a word beginning with each of the words typed."""
    words = split(shown(text))
    if sum(map(len, words)) < SHORTEST:
        return []
    found = list(islice(_other_words(" ".join(words), index), MOST_OTHER_WORDS))
    known = {suggestion.url for suggestion in found}
    named = (one for one in _named([f" {word}" for word in words], index) if one.path not in known)
    found += [Suggestion(one.title, str(EntryKind(one.kind).label), one.path) for one in islice(named, MOST)]
    return [asdict(suggestion) for suggestion in found[:MOST]]


def _named(beginnings: list[str], index: SiteIndex) -> Iterator[Title]:
    """Names with these beginnings of words; first those that start with the first, the best known kinds before others."""
    found = index.titles.in_order
    for beginning in beginnings:
        found = [one for one in found if beginning in one.spelt]
    at_start = [one.spelt.startswith(beginnings[0]) for one in found]
    firsts = (one for one, starts in zip(found, at_start, strict=True) if starts)
    return chain(firsts, (one for one, starts in zip(found, at_start, strict=True) if not starts))


def _other_words(begun: str, index: SiteIndex) -> Iterator[Suggestion]:
    """Themes that something on this site carries, by the other words for them: “DNA” leads to “was not brought”."""
    for label, others in index.names.other_words:
        theme = index.titles.themes.get(label)
        other = next((word for spelt, word in others if spelt.startswith(begun)), None) if theme else None
        if theme and other and not label.startswith(begun):
            yield Suggestion(theme.title, other, theme.path)
