"""Makes a query safe for the shipped engines.

As shipped (django-modelsearch 1.3) a double quote in a page listing or chooser, or some hundreds of words anywhere,
answers 500 on SQLite; and on every database a search among pictures of one tag, or among files used so often, answers 500.
"""

import re
from typing import Any

from modelsearch.backends.base import EmptySearchResults
from modelsearch.query import MATCH_ALL, And, Boost, Not, Or, Phrase, PlainText, SearchQuery

QUERY_CHARACTERS = 255
QUERY_WORDS = 32

_UNSAFE = re.compile(r'["\x00-\x1f\x7f]+')
_SAYS_SOMETHING = re.compile(r"[^\W_]")


def cleaned(query: SearchQuery) -> SearchQuery | None:
    """The query with only words that the engines take, few enough of them; None where none is left."""
    if isinstance(query, PlainText):
        text = _cleaned_text(query.query_string)
        return PlainText(text, operator=query.operator, boost=query.boost) if text else None
    if isinstance(query, Phrase):
        text = _cleaned_text(query.query_string)
        return Phrase(text) if text else None
    if isinstance(query, Boost):
        inner = cleaned(query.subquery)
        return Boost(inner, query.boost) if inner else None
    if isinstance(query, Not):
        inner = cleaned(query.subquery)
        return Not(inner) if inner else MATCH_ALL
    if isinstance(query, And | Or):
        parts = [part for part in map(cleaned, query.subqueries[:QUERY_WORDS]) if part is not None]
        return type(query)(parts) if len(parts) > 1 else (parts[0] if parts else None)
    return query


def _cleaned_text(text: str) -> str:
    words = _UNSAFE.sub(" ", text[:QUERY_CHARACTERS]).split()
    return " ".join([word for word in words if _SAYS_SOMETHING.search(word)][:QUERY_WORDS])


class GuardedQueries:
    """Mixed into a shipped backend: nothing that it chokes on reaches it."""

    def _search(self, query_compiler_class: type, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        safe = cleaned(
            PlainText(query, operator=kwargs.pop("operator", None) or "and") if isinstance(query, str) else query
        )
        if safe is None:
            return EmptySearchResults()
        return super()._search(query_compiler_class, safe, model_or_queryset, **kwargs)  # type: ignore[misc]  # a mixin


class AnyFilter:
    """Mixed into a shipped compiler: a search engine needs fields declared to narrow by them, a database narrows by any."""

    def _get_filters_from_where_node(self, where_node: Any, check_only: bool = False) -> Any:
        return None if check_only else super()._get_filters_from_where_node(where_node)  # type: ignore[misc]  # a mixin
