"""What somebody wants to hear of, in words and as a sieve for what is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from partnership.alerts.enums import FEEDS, NewsKind
from partnership.alerts.news import News
from partnership.search.engines import current_engine
from partnership.search.synonyms import same_words
from partnership.search.words import read_query

if TYPE_CHECKING:
    from learning.models import AgencyKind, Theme
    from partnership.alerts.models import Interest


@dataclass(frozen=True)
class Wanted:
    """All that is given must hold. Empty, it is everything."""

    kind: str = ""
    theme: int | None = None
    agency_kind: int | None = None
    words: str = ""


def sieve(wanted: Wanted, news: Sequence[News], having: dict[str, set[int]] | None = None) -> frozenset[int]:
    """The keys of the news that somebody who wants this is told of.

    `having`: for words already looked up among this news, the entries that have them; filled as they are looked up.
    """
    having = {} if having is None else having
    fitting = [
        one
        for one in news
        if (not wanted.kind or one.kind == wanted.kind)
        and (wanted.theme is None or wanted.theme in one.themes)
        and (wanted.agency_kind is None or wanted.agency_kind in one.agency_kinds)
    ]
    if wanted.words and fitting:
        if wanted.words not in having:
            having[wanted.words] = _having(wanted.words, news)
        fitting = [one for one in fitting if one.entry_id in having[wanted.words]]
    return frozenset(one.pk for one in fitting)


def _having(words: str, news: Iterable[News]) -> set[int]:
    query = read_query(words, same_words())
    return current_engine().among(query, sorted({one.entry_id for one in news})) if query.is_asked else set()


def in_words(interest: "Interest") -> str:
    """ "7-minute briefings on neglect for health visiting with “sleep”"."""
    return words_of(interest.kind, interest.theme, interest.agency_kind, interest.words)


def words_of(kind: str, theme: "Theme | None", agency_kind: "AgencyKind | None", words: str) -> str:
    """What is wanted, as a reader would say it."""
    said = [str(NewsKind(kind).label) if kind in NewsKind.values else _("Everything new")]
    if theme:
        said.append(_("on “%(theme)s”") % {"theme": theme.name})
    if agency_kind:
        said.append(_("for %(kind)s") % {"kind": agency_kind.name})
    if words:
        said.append(_("with “%(words)s”") % {"words": words})
    return " ".join(said)


def feed_path(
    kind: str = "", theme: "Theme | None" = None, agency_kind: "AgencyKind | None" = None, words: str = ""
) -> str:
    """The address of the feed of just that."""
    name = next(name for name, value in FEEDS.items() if value == kind)
    asked = {
        "theme": theme.slug if theme else "",
        "for": agency_kind.slug if agency_kind else "",
        "q": words,
    }
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"/feeds/{name}.atom" + (f"?{query}" if query else "")
