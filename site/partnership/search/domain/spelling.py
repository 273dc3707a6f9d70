"""Looks words up; where nothing has them, words near them, and some of them instead of all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

from partnership.search.engines import current_engine
from partnership.search.near_words import near_words
from partnership.search.site_index import SiteIndex
from partnership.search.words import Phrase, Query, Term, loosened, plain


@dataclass(frozen=True)
class Looked:
    """What was looked for in the end, and the set of entries that have it. `corrected`: the words put right, if any."""

    query: Query
    found: int
    is_loose: bool = False
    corrected: str = ""


def look(query: Query, index: SiteIndex, *, as_typed: bool) -> Looked:
    """All words; else those that no entry has put right; else some of the words. One query to the engine, four at most."""
    [found] = _sets([query], index)
    if found:
        return Looked(query, found)
    sets = _sets([replace(query, terms=(term,)) for term in query.terms], index)
    unknown = [term for term, of_term in zip(query.terms, sets, strict=True) if not of_term]
    near = {} if as_typed else near_words([_only_word(term) for term in unknown], index.site_id)
    if near:
        right, right_sets = _put_right(query, sets, near, index)
        if any(right_sets):
            corrected = _written(query.text, near)
            if found := reduce(and_, right_sets):
                return Looked(right, found, corrected=corrected)
            return replace(_some_of(right, right_sets), corrected=corrected)
    return _some_of(query, sets)


def _sets(queries: Sequence[Query], index: SiteIndex) -> list[int]:
    return [index.set_of(ids) for ids in current_engine().ids(queries, index.site_id)]


def _only_word(term: Term) -> str:
    """The word of a term that is one word and nothing else; a label of several words is spelt as the list has it."""
    return term.phrases[0].words[0] if len(term.phrases) == 1 and len(term.phrases[0].words) == 1 else ""


def _put_right(query: Query, sets: Sequence[int], near: dict[str, str], index: SiteIndex) -> tuple[Query, list[int]]:
    """The query with near words in place of those that nothing has, and the set of each of its terms."""
    terms = list(query.terms)
    changed = [place for place, term in enumerate(terms) if _only_word(term) in near and not sets[place]]
    for place in changed:
        terms[place] = Term((Phrase((near[_only_word(terms[place])],)),))
    found = _sets([replace(query, terms=(terms[place],)) for place in changed], index)
    by_place = dict(zip(changed, found, strict=True))
    return replace(query, terms=tuple(terms)), [by_place.get(place, one) for place, one in enumerate(sets)]


def _some_of(query: Query, sets: Sequence[int]) -> Looked:
    """Entries that have any of the terms; single letters do not count, or they would match nearly everything."""
    if len(query.terms) < 2:
        return Looked(query, 0)
    loose = loosened(query)
    found = reduce(or_, (one for term, one in zip(query.terms, sets, strict=True) if term in loose.terms), 0)
    return Looked(loose, found, is_loose=True)


def _written(text: str, near: dict[str, str]) -> str:
    """What was typed, with the near words in it; the rest stays as it was typed."""
    return " ".join(near.get(plain(word), word) for word in text.split())
