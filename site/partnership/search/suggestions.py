"""What a reader may be about to type: names of reviews, themes and briefings, and the theme that an older word is for."""

from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from partnership.search.enums import EntryKind
from partnership.search.site_index import SiteIndex
from partnership.search.words import plain, shown, split

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
    wanted = [f" {word}" for word in words]
    named = [row for row in index.titles if all(word in row[0] for word in wanted)]
    named.sort(key=lambda row: not row[0].startswith(wanted[0]))  # stable: the best known kinds stay first
    found = list(islice(_other_words(" ".join(words), index), MOST_OTHER_WORDS))
    known = {suggestion.url for suggestion in found}
    found += [
        Suggestion(title, str(EntryKind(kind).label), path) for _plain, title, kind, path in named if path not in known
    ]
    return [asdict(suggestion) for suggestion in found[:MOST]]


def _other_words(begun: str, index: SiteIndex) -> Any:
    """Themes that something on this site carries, by the other words for them: “DNA” leads to “was not brought”."""
    themes = {
        plain_title.strip(): (title, path) for plain_title, title, kind, path in index.titles if kind == EntryKind.THEME
    }
    for label, *others in index.names.same_words:
        theme = themes.get(plain(label))
        other = next((word for word in others if plain(word).startswith(begun)), None) if theme else None
        if theme and other and not plain(label).startswith(begun):
            yield Suggestion(theme[0], other, theme[1])
