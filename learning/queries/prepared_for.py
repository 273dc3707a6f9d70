"""Querysets that functions make of rows and days, put into SQL once: for others of their kind only the values differ.

The function is called once, with stand-ins whose keys and places in the tree are found again in what goes into the SQL. So
it is the function that everything else uses, and nothing is written a second time for the sake of speed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Model, QuerySet
from modelcluster.queryset import FakeQuerySet
from wagtail.models import Page, Site

from learning.queries.pages import CountOf
from learning.queries.prepared import Written

FIRST_NUMBER, STEP = 2_000_000_000, 100
"""Of the keys of stand-ins: no partnership, theme or page has such a key, and every column of numbers takes it."""
NEAR = 2
"""How far from a stand-in's number what is worked out from it may lie: pages right below one have its depth and 1."""
FIRST_DAY = date(1066, 1, 1)
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Keys(tuple[int, ...]):
    """Keys of rows, to ask for what belongs to them (`filter(review__in=keys)`): always as many, the last of them several times."""

    NUMBER = 20

    @classmethod
    def of(cls, rows: Sequence[Model]) -> "Iterator[Keys]":
        """As many sets as the rows need."""
        for start in range(0, len(rows), cls.NUMBER):
            keys = [row.pk for row in rows[start : start + cls.NUMBER]]
            yield cls((*keys, *([keys[-1]] * (cls.NUMBER - len(keys)))))


class Place(NamedTuple):
    """Where a value goes: of which of the things given, which of its attributes, what is added, and what stands around it."""

    at: int
    attribute: str
    added: int = 0
    around: tuple[str, str] | None = None

    def filled(self, given: tuple[Any, ...]) -> Any:
        value = _value_of(given[self.at], self.attribute)
        if self.around is not None:
            return value.join(self.around)
        return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value + self.added


class PreparedFor:
    """What `build` gives of models' rows and days: it must not look anything up, nor decide by what it is given."""

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._written: dict[tuple[type, ...], Written] = {}

    def all(self, *given: Any) -> list[Any]:
        """What the queryset gives for these: one query. Of what was never saved, or has no site, it is asked as ever."""
        if any(map(_is_half_empty, given)):
            return list(self._build(*given))
        kinds = tuple(type(one) for one in given)
        written = self._written.get(kinds) or self._written.setdefault(kinds, self._write(kinds))
        if written.model is None:
            return [tuple(row) for row in written.rows(given)]
        return [written.instance(row) for row in written.rows(given)]

    def belonging_to(self, rows: Sequence[Model], owner: str) -> dict[int, list[Any]]:
        """What belongs to each of the rows, by its key; `owner`: the column that has the key. One query for twenty rows."""
        found: dict[int, list[Any]] = {row.pk: [] for row in rows}
        for keys in Keys.of(rows):
            for one in self.all(keys):
                found[getattr(one, owner)].append(one)
        return found

    def page(self, size: int, *given: Any) -> PaginatorPage:
        """The first page of so many of them; the queryset is one of `counted`."""
        found = self.all(*given)
        paginator: Any = Paginator(found, size)
        paginator.count = found[0].number_of_all if found else 0
        return PaginatorPage(found, 1, paginator)

    def _write(self, kinds: tuple[type, ...]) -> Written:
        written = Written.of(self._build(*(_stand_in(at, kind) for at, kind in enumerate(kinds))))
        return replace(written, params=tuple(_place_of(param, kinds) for param in written.params))


def counted(rows: QuerySet, size: int) -> QuerySet:
    """The first so many, each with `number_of_all`: how many there are."""
    return rows.annotate(number_of_all=CountOf(rows.order_by().values("pk")))[:size]


def remember(owner: Model, relation: str, rows: list[Any]) -> None:
    """Makes them what `owner.<relation>.all()` gives: in the place where Django looks for what has been prefetched."""
    field: Any = owner._meta.get_field(relation)
    for row in rows:
        setattr(row, field.remote_field.name, owner)
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = FakeQuerySet(field.related_model, rows)


def _is_half_empty(one: Any) -> bool:
    """A page in a preview may not have been saved yet, a partnership need not have a site: their stand-ins have everything."""
    return isinstance(one, Model) and (one.pk is None or getattr(one, "site_id", one.pk) is None)


def _value_of(one: Any, attribute: str) -> Any:
    if isinstance(one, Keys):
        return one[int(attribute)]
    return attrgetter(attribute)(one) if attribute else one


def _attributes(kind: type) -> tuple[str, ...]:
    """What a query may be made of: of a day itself, of a row these."""
    from learning.models import Partnership, Theme

    if issubclass(kind, date):
        return ("",)
    if issubclass(kind, Keys):
        return tuple(str(place) for place in range(Keys.NUMBER))
    if issubclass(kind, Page):
        return ("pk", "path", "depth")
    if issubclass(kind, Partnership):
        return ("pk", "site.pk", "site.root_page.pk", "site.root_page.path", "site.root_page.depth")
    if issubclass(kind, Theme):
        return ("pk", "group")
    raise TypeError(f"nothing stands in for a {kind.__name__}")


def _values(at: int, kind: type) -> Iterator[tuple[str, Any]]:
    """What stands for the attributes of the thing at that place."""
    for place, attribute in enumerate(_attributes(kind)):
        number = FIRST_NUMBER + STEP * (100 * at + place)
        if not attribute:
            yield attribute, FIRST_DAY + timedelta(days=at)
        elif attribute.endswith(("path", "group")):
            yield attribute, f"STANDIN{number}"
        else:
            yield attribute, number


def _stand_in(at: int, kind: type) -> Any:
    from learning.models import Partnership

    values = dict(_values(at, kind))
    if "" in values:
        return values[""]
    if issubclass(kind, Keys):
        return Keys(values.values())
    made: Any = kind(**{name: value for name, value in values.items() if "." not in name})
    if isinstance(made, Partnership):
        home = Page(**{name: values[f"site.root_page.{name}"] for name in ("pk", "path", "depth")})
        made.site = Site(pk=values["site.pk"], root_page=home)
    return made


def _place_of(param: Any, kinds: tuple[type, ...]) -> Any:
    """Where the value comes from that the stand-ins have in its place; a value that is always the same is that value.

    Raises ValueError for a day that was not given: it would be that day for ever.
    """
    for at, kind in enumerate(kinds):
        for attribute, value in _values(at, kind):
            if isinstance(value, date) and param in (value, connection.ops.adapt_datefield_value(value)):
                return Place(at, attribute)
            if isinstance(value, str) and isinstance(param, str) and value in param:
                before, after = param.split(value)
                return Place(at, attribute, around=(before, after))
            if isinstance(value, int) and isinstance(param, int) and abs(param - value) <= NEAR:
                return Place(at, attribute, added=param - value)
    is_a_day = isinstance(param, (date, datetime)) or (isinstance(param, str) and A_DAY.match(param))
    if is_a_day or (isinstance(param, int) and abs(param - FIRST_DAY.year) <= NEAR):
        raise ValueError(f"a day was written into a query that is kept: {param}")
    return param
