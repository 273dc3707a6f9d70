"""What the lists of the API can be narrowed by. Whatever is asked for that is none of it gets a sentence that names it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from learning.models import Theme
from partnership.api.problems import NotUnderstood
from partnership.published import Place, place_of, themes

PAGING = frozenset({"page", "limit"})
SHOWN_CHARACTERS = 60
EARLIEST, LATEST = 1900, 9998  # years: no other can be told in every time zone
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,100}", re.ASCII)
_YEAR = re.compile(r"[1-9][0-9]{3}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)

Read = Callable[[str], Any]
Narrow = Callable[[Any, Any], QuerySet[Any]]


@dataclass(frozen=True)
class Filter:
    """One parameter. `read` makes a value of what was written, or raises ValueError with the sentence for it.

    `is_known` says whether there is such a thing for everybody here: what is hidden is answered like what is not there.
    """

    name: str
    says: str
    read: Read
    narrow: Narrow
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})
    is_known: Callable[[Any, Place], bool] = lambda _value, _place: True


class Filters(BaseFilterBackend):
    """Narrows a list by its view's `filters`, and refuses any parameter that is none of them."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        for one in view.filters:
            text = request.query_params.get(one.name)
            if text is None:
                continue
            try:
                value = one.read(text)
                if not one.is_known(value, place_of(request._request)):
                    raise ValueError(f"there is no “{shown(text)}” here.")
            except ValueError as error:
                raise NotUnderstood(f"“{one.name}”: {error}") from error
            queryset = one.narrow(queryset, value)
        return queryset

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {"name": one.name, "in": "query", "required": False, "description": one.says, "schema": one.schema}
            for one in view.filters
        ]


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Raises NotUnderstood where there is a parameter of no known name, or one twice."""
    known = sorted(known)
    for name, values in request.query_params.lists():
        if name not in known:
            may = f"It knows {', '.join(known)}." if known else "It knows none."
            raise NotUnderstood(f"This address knows no parameter “{shown(name)}”. {may}")
        if len(values) > 1:
            raise NotUnderstood(f"“{name}” is given {len(values)} times: give it once.")


def shown(text: str) -> str:
    """What somebody sent, short and without what cannot be seen, to be named in a sentence."""
    seen = "".join(one if one.isprintable() else "?" for one in text[:SHOWN_CHARACTERS])
    return f"{seen}…" if len(text) > SHOWN_CHARACTERS else seen


def choice(name: str, says: str, values: Iterable[str], narrow: Narrow) -> Filter:
    """One of these words."""
    words = list(values)

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"there is no “{shown(text)}”. It is one of {', '.join(words)}.")
        return text

    return Filter(name, says, read, narrow, {"type": "string", "enum": words})


def theme(path: str = "theme_items__tag") -> Filter:
    """Things that carry a theme. A theme that has been retired stands for the one used instead."""

    def read(text: str) -> int:
        found = Theme.objects.filter(slug=text).first() if _SLUG.fullmatch(text) else None
        if found is None:
            raise ValueError(f"there is no “{shown(text)}” here.")
        return int(found.successor_id if found.is_retired and found.successor_id else found.pk)

    return Filter(
        "theme",
        "The slug of a theme, as /api/v1/themes/ gives it.",
        read,
        lambda things, pk: things.filter(**{path: pk}),
        {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,100}$"},
        lambda pk, place: themes(place).filter(pk=pk).exists(),
    )


def slug(name: str, says: str, path: str) -> Filter:
    """Things whose `path` is this slug; none where there is no such."""

    def read(text: str) -> str:
        if not _SLUG.fullmatch(text):
            raise ValueError("it has letters, digits, - and _, up to 100.")
        return text

    schema = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,100}$"}
    return Filter(name, says, read, lambda things, value: things.filter(**{path: value}), schema)


def number(name: str, says: str, narrow: Narrow, among: Callable[[Place], QuerySet[Any]]) -> Filter:
    """The id of one of these."""

    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text):
            raise ValueError("it has to be an id: a whole number from 1 to 999999999.")
        return int(text)

    def is_known(pk: int, place: Place) -> bool:
        return among(place).filter(pk=pk).exists()

    return Filter(name, says, read, narrow, {"type": "integer", "minimum": 1, "maximum": 999_999_999}, is_known)


def year(says: str, narrow: Narrow) -> Filter:
    def read(text: str) -> int:
        if not _YEAR.fullmatch(text):
            raise ValueError("it has to be a year in four digits: 2024.")
        return int(text)

    return Filter("year", says, read, narrow, {"type": "integer", "minimum": 1000, "maximum": 9999})


def yes_or_no(name: str, says: str, narrow: Narrow) -> Filter:
    """`true` or `false`."""
    words = choice(name, says, ("true", "false"), narrow)
    return Filter(name, says, lambda text: words.read(text) == "true", narrow, {"type": "boolean"})


def updated_since() -> Filter:
    """Things that have changed at this moment or since. A day begins at midnight here."""

    def read(text: str) -> datetime:
        try:
            moment, day = parse_datetime(text), parse_date(text)
        except ValueError:
            moment = day = None
        known = day or moment
        if known is None or not text.isascii() or not EARLIEST <= known.year <= LATEST:
            raise ValueError("it has to be a day (2026-05-01) or a moment (2026-05-01T09:00:00Z).")
        if not isinstance(known, datetime):
            return timezone.make_aware(datetime.combine(known, time()))
        return known if timezone.is_aware(known) else known.replace(tzinfo=UTC)

    return Filter(
        "updated_since",
        "Only what has changed since: a day (2026-05-01) or a moment (2026-05-01T09:00:00Z).",
        read,
        lambda things, moment: things.filter(changed_at__gte=moment),
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]},
    )
