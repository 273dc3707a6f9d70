"""Queries that are put into SQL once a process.

Django writes the SQL of a query anew each time. For the pages that most readers ask for, that takes several times as
long as the database needs to answer. A prepared query is an ordinary queryset with blanks in it; only what goes into
the blanks differs from one time to the next. Rows are not kept: each time the database is asked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import VERSION
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import ModelIterable, RelatedPopulator, get_related_populators


class Blank(Expression):
    """A place in a query for a value that is given when it is asked: `filter(review=Blank("review", IntegerField()))`."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def filled(self, values: dict[str, Any]) -> Any:
        """The value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection, prepared=False)


@dataclass(frozen=True)
class Written:
    """A query in SQL, and how its rows become what the queryset gives: instances, or tuples for `values_list`."""

    sql: str
    params: tuple[Any, ...]
    columns: int
    converters: list[tuple[int, list[Callable], Any]]
    model: type[Model] | None
    fields: slice
    names: list[str]
    related: list[RelatedPopulator]
    annotations: dict[str, int]

    @classmethod
    def of(cls, queryset: QuerySet) -> "Written":
        compiler: Any = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        expressions = [one[0] for one in compiler.select[: compiler.col_count]]
        converters = [(at, list(found), one) for at, (found, one) in compiler.get_converters(expressions).items()]
        info = compiler.klass_info if queryset._iterable_class is ModelIterable else None
        places = info["select_fields"] if info else [0]
        fields = slice(places[0], places[-1] + 1)
        return cls(
            sql=sql,
            params=tuple(params),
            columns=compiler.col_count,
            converters=converters,
            model=info["model"] if info else None,
            fields=fields,
            names=[one.target.attname for one in expressions[fields]] if info else [],
            related=_related(info, compiler.select) if info else [],
            annotations=(compiler.annotation_col_map or {}) if info else {},
        )

    def rows(self, values: Any) -> Iterator[list[Any]]:
        """`values`: what fills the blanks."""
        params = [one.filled(values) if hasattr(one, "filled") else one for one in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        for values_of_row in found:
            row = list(values_of_row[: self.columns])
            for at, converters, expression in self.converters:
                for convert in converters:
                    row[at] = convert(row[at], expression, connection)
            yield row

    def instance(self, row: list[Any]) -> Model:
        assert self.model is not None  # noqa: S101 - asked of querysets of models alone
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.fields])
        for related in self.related:
            related.populate(row, made)
        for name, at in self.annotations.items():
            setattr(made, name, row[at])
        return made


def _related(info: dict[str, Any], select: Any) -> list[RelatedPopulator]:
    """What makes the rows of `select_related`. From Django 6.1 on it asks how deferred columns are fetched as well."""
    if VERSION < (6, 1):
        return get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs are of 6.1
    from django.db.models.fetch_modes import FETCH_ONE

    return get_related_populators(info, select, DEFAULT_DB_ALIAS, FETCH_ONE)


class Prepared:
    """A queryset with blanks, made by `build` when it is first asked for. `prefetch_related` is not for these."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build

    @cached_property
    def _written(self) -> Written:
        return Written.of(self._build())

    def all(self, **values: Any) -> list[Any]:
        """What the queryset gives with these values in its blanks: one query."""
        written = self._written
        if written.model is None:
            return [tuple(row) for row in written.rows(values)]
        return [written.instance(row) for row in written.rows(values)]

    def first(self, **values: Any) -> Any:
        """The first of them, or None."""
        return next(iter(self.all(**values)), None)
