"""Finds what a reader asks for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Site

from partnership.search import narrowing
from partnership.search.bitmaps import everything, places
from partnership.search.choices import AS_TYPED, Asked
from partnership.search.domain.long_texts import read_on
from partnership.search.domain.spelling import Looked, look
from partnership.search.engines import current_engine
from partnership.search.engines.base import Part, read
from partnership.search.enums import EntryKind
from partnership.search.facets import Facet
from partnership.search.highlight import excerpt, marked, page_of, pattern
from partnership.search.models import SearchEntry
from partnership.search.site_index import SiteIndex, site_index
from partnership.search.words import Query, read_query

SHOWN = 200  # by relevance; past that a reader is better served by another word, or by a facet
RANKED = 1000  # compared with each other; of more, those whose titles and themes answer, and the newest

# What these say, nobody wrote for a list of results: where there is a warning, they wait behind it.
OF_FILES = {EntryKind.DOCUMENT, EntryKind.DECK, EntryKind.SLIDE}


@dataclass(frozen=True)
class Found:
    """One result, ready to show. `marked_title`, `excerpt` and `why` are safe HTML that marks what was asked for."""

    title: str
    marked_title: SafeString
    url: str
    kind: str
    kind_label: str
    excerpt: SafeString
    why: SafeString
    date: str
    page: str  # of a PDF, on which the excerpt is
    themes: list[str]
    warning: str = ""  # before it is read
    waits: bool = False  # for the reader to ask for the excerpt, having read the warning
    chosen: str = ""  # which of the chosen values it has


class Matches:
    """What a query finds on a site, narrowed by facets: counted at once, read a slice at a time.

    Entries must have every word; where none has, `is_loose` is true and they have some of them. Where no entry has a
    word at all, `corrected` says what was looked for instead. Facets alone find all that has them, newest first;
    where not even a facet was chosen (not `is_asked`) nothing is found, and everything counted.
    """

    def __init__(
        self,
        query: Query,
        index: SiteIndex,
        chosen: narrowing.Chosen | None = None,
        *,
        newest_first: bool = False,
        as_typed: bool = False,
    ) -> None:
        self.index = index
        self.chosen = dict(chosen or {})
        self.is_newest_first = newest_first or not query.is_asked
        self._engine = current_engine()
        self.is_asked = query.is_asked or any(self.chosen.values())
        looked = look(query, index, as_typed=as_typed) if query.is_asked else Looked(query, everything(index.size))
        self.query, self.found = looked.query, looked.found
        self.is_loose, self.corrected = looked.is_loose, looked.corrected
        self._narrowed = narrowing.narrowed(index, self.found, self.chosen)
        self.fitting = self._narrowed if self.is_asked else 0

    @property
    def total_to_narrow(self) -> int:
        """What a facet would choose from: all there is, where nothing has been asked."""
        return self._narrowed.bit_count()

    @cached_property
    def total(self) -> int:
        """How many there are."""
        return self.fitting.bit_count()

    @cached_property
    def counts(self) -> dict[Facet, dict[str, int]]:
        """How many there would be of each value of each facet."""
        return narrowing.counts(self.index, self.found, self.chosen)

    def total_without(self, facet: Facet) -> int:
        """How many there would be with nothing chosen of that facet."""
        return narrowing.narrowed(self.index, self.found, self.chosen, but=facet).bit_count()

    def count(self) -> int:
        """How many can be paged through: 200 at most by relevance, all by date."""
        return self.total if self.is_newest_first else min(self.total, SHOWN)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Found]:
        start, stop = part.start or 0, min(part.stop or SHOWN, self.count())
        if start >= stop:
            return []
        entries = self._newest(start, stop) if self.is_newest_first else self._best(start, stop)
        if self.query.is_asked:
            read_on(entries, self._wanted)
        return list(self._results(entries))

    def _newest(self, start: int, stop: int) -> list[SearchEntry]:
        ids = [self.index.order.pk(place) for place in places(self.fitting, start, stop)]
        return read(self.index.site_id, ids)

    def _best(self, start: int, stop: int) -> list[SearchEntry]:
        ids = [self.index.order.pk(place) for place in self._candidates()]
        site = self.index.site_id
        return self._engine.hits(self.query, site, ids=ids, any_word=self.is_loose, start=start, stop=stop)

    def _candidates(self) -> list[int]:
        """The places of what is ranked: everything, or of very much the likeliest.

        Titles first, then themes and other words for it, then the newest; wholes before their parts.
        """
        if self.total <= RANKED:
            return places(self.fitting)
        chosen: list[int] = []
        left = self.fitting
        for part in (Part.TITLE, Part.HEADING, None):
            tier = left & self._having_in(part) if part else left
            for some in (tier & ~self.index.parts, tier & self.index.parts):
                chosen += places(some, 0, RANKED - len(chosen))
            if len(chosen) >= RANKED:
                break
            left &= ~tier
        return chosen

    def _having_in(self, part: Part) -> int:
        [ids] = self._engine.ids([self.query], self.index.site_id, any_word=self.is_loose, part=part)
        return self.index.set_of(ids)

    @cached_property
    def _wanted(self) -> re.Pattern[str]:
        return pattern(self.query.phrases)

    def _results(self, entries: list[SearchEntry]) -> Iterator[Found]:
        for entry in entries:
            themes = entry.theme_labels.splitlines()
            title, text = marked(entry.title, self._wanted), excerpt([entry.summary, entry.body], self._wanted)
            yield Found(
                title=entry.title,
                marked_title=title,
                url=entry.path,
                kind=entry.kind,
                kind_label=str(EntryKind(entry.kind).label),
                excerpt=text,
                why=SafeString("") if "<mark>" in title + text else self._why(themes),
                date=entry.date_as_stated,
                page=self._page(entry),
                themes=themes,
                warning=entry.warning,
                waits=bool(entry.warning) and entry.kind in OF_FILES and self._is_of_body(entry),
                chosen=self._chosen_of(entry.pk),
            )

    def _is_of_body(self, entry: SearchEntry) -> bool:
        """Whether its excerpt is of what it says itself: the summary is what its page says of it."""
        if self._wanted.search(entry.summary):
            return False
        return not entry.summary.strip() or bool(self._wanted.search(entry.body))

    def _page(self, entry: SearchEntry) -> str:
        page = page_of(entry.body, self._wanted) if self._is_of_body(entry) else None
        return _("page %(number)d of the PDF") % {"number": page} if page else ""

    def _why(self, themes: list[str]) -> SafeString:
        """The themes that answer, where neither title nor excerpt shows it."""
        answering = [theme for theme in themes if self._wanted.search(theme)]
        return (
            format_html("{} {}", _("Theme:"), marked(", ".join(answering), self._wanted))
            if answering
            else SafeString("")
        )

    def _chosen_of(self, pk: int) -> str:
        """Which of several values that were chosen it has: "Year: 2024. Age of the child: Under 1"."""
        said = []
        for facet, values in self.chosen.items():
            if facet is not Facet.KIND:
                had = [self.index.label(facet, value) for value in values if self.index.has(pk, facet, value)]
                said += [f"{facet.label}: {', '.join(had)}"] if had else []
        return ". ".join(said)


def find(
    text: str,
    site: Site,
    chosen: Mapping[Facet, Sequence[str]] | None = None,
    *,
    newest_first: bool = False,
    as_typed: bool = False,
) -> Matches:
    """What everybody may read on `site` that answers `text` and has one of the chosen values of each facet."""
    index = site_index(site.pk)
    return Matches(_query(text, index), index, chosen, newest_first=newest_first, as_typed=as_typed)


def matches_of(asked: Asked, index: SiteIndex) -> Matches:
    """What a search finds, as its address says it."""
    return Matches(
        _query(asked.text, index),
        index,
        asked.chosen,
        newest_first=asked.is_newest_first,
        as_typed=asked.spelling == AS_TYPED,
    )


def _query(text: str, index: SiteIndex) -> Query:
    return read_query(text, index.names.same_words) if text.strip() else Query("")
