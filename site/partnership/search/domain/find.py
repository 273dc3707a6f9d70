"""Finds what a reader asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Site

from partnership.search.domain.long_texts import read_on
from partnership.search.engines import current_engine
from partnership.search.enums import EntryKind
from partnership.search.highlight import excerpt, marked, pattern
from partnership.search.models import SearchEntry
from partnership.search.synonyms import same_words
from partnership.search.words import Query, loosened, read_query

SHOWN = 200  # results that can be paged through; past that a reader is better served by another word


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
    themes: list[str]


class Matches:
    """What a query finds on a site, of one kind or of all: counted at once, read a slice at a time.

    Entries must have every word; where none has, `is_loose` is true and they have some of them.
    """

    def __init__(self, query: Query, site: Site, kind: str = "") -> None:
        self.query = query
        self.site = site
        self.kind = kind
        self._engine = current_engine()
        self.is_loose = False
        self.counts: dict[str, int] = {}  # of every kind that has any
        if query.is_asked:
            self._look()

    def _look(self) -> None:
        self.counts = self._engine.count_by_kind(self.query, self.site.pk, any_word=False)
        if not self.counts and len(self.query.terms) > 1:
            self.is_loose = True
            self.query = loosened(self.query)
            self.counts = self._engine.count_by_kind(self.query, self.site.pk, any_word=True)

    @property
    def total(self) -> int:
        """How many there are of the kind asked for."""
        return self.counts.get(self.kind, 0) if self.kind else sum(self.counts.values())

    def count(self) -> int:
        """How many can be paged through: 200 at most."""
        return min(self.total, SHOWN)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Found]:
        start, stop = part.start or 0, min(part.stop or SHOWN, self.count())
        if start >= stop:
            return []
        entries = self._engine.hits(
            self.query, self.site.pk, kind=self.kind, any_word=self.is_loose, start=start, stop=stop
        )
        read_on(entries, self._wanted)
        return list(self._found(entries))

    @cached_property
    def _wanted(self) -> re.Pattern[str]:
        return pattern(self.query.phrases)

    def _found(self, entries: list[SearchEntry]) -> Iterator[Found]:
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
                themes=themes,
            )

    def _why(self, themes: list[str]) -> SafeString:
        """The themes that answer, where neither title nor excerpt shows it."""
        answering = [theme for theme in themes if self._wanted.search(theme)]
        return (
            format_html("{} {}", _("Theme:"), marked(", ".join(answering), self._wanted))
            if answering
            else SafeString("")
        )


def find(text: str, site: Site, kind: str = "") -> Matches:
    """What everybody may read on `site` that answers `text`; of one kind, if `kind` is one, else of all."""
    query = read_query(text, same_words()) if text.strip() else Query("")
    return Matches(query, site, kind if kind in EntryKind.values else "")
