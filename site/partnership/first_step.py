"""Addresses by their first step, so that "/reviews/rowan/" is held against a dozen patterns and not against all two hundred."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Patterns = Iterable[URLPattern | URLResolver]


class ByFirstStep(URLResolver):
    """The patterns as Django tries them, in their order, without those whose first step is spelt otherwise."""

    def __init__(self, patterns: Patterns) -> None:
        super().__init__(RoutePattern(""), list(patterns))
        self._beginning: dict[str, URLResolver] = {}

    def resolve(self, path: Any) -> ResolverMatch:
        return self._that_may_begin(str(path).partition("/")[0]).resolve(path)

    def _that_may_begin(self, step: str) -> URLResolver:
        """Strangers ask for any step there is: those that no pattern spells out share one resolver."""
        if not self._beginning:  # made whole before any thread sees it
            steps = {"", OTHER, *_steps(self.url_patterns)}
            self._beginning = {known: _narrowed(self, known) for known in steps}
        return self._beginning.get(step) or self._beginning[OTHER]


OTHER = "/"  # no step has one in it


def _steps(patterns: Patterns) -> Iterator[str]:
    for one in patterns:
        first = _first_step(one)
        if first:
            yield first
        elif first is not None and isinstance(one, URLResolver):
            yield from _steps(one.url_patterns)


def _narrowed(resolver: URLResolver, step: str) -> URLResolver:
    patterns: list[URLPattern | URLResolver] = []
    for one in resolver.url_patterns:
        first = _first_step(one)
        if first == "" and isinstance(one, URLResolver):
            patterns.append(_narrowed(one, step))
        elif first is None or first == step:
            patterns.append(one)
    given = (resolver.default_kwargs, resolver.app_name, resolver.namespace)
    return URLResolver(resolver.pattern, patterns, *given)


def _first_step(one: URLPattern | URLResolver) -> str | None:
    """What an address begins with that the pattern fits; None where that cannot be told from it."""
    route = getattr(one.pattern, "_route", None) if isinstance(one.pattern, RoutePattern) else None
    if not isinstance(route, str):  # a regular expression, a language, or one that is translated
        return None
    first, slash, _rest = route.partition("/")
    is_part_of_a_step = isinstance(one, URLResolver) and first and not slash
    return None if "<" in first or is_part_of_a_step else first
