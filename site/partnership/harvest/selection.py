"""Which records a harvester asks for, and the next so many of them, in an order that stays while it reads.

Records come kind by kind, in each by the second they changed and their key: one that changes while it is read comes again
further on, and none is left out. What was withdrawn comes after them, and last what is not for everybody any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from learning.enums import PublicationState
from learning.models import Withdrawal
from learning.public_sources import is_restricted
from partnership.harvest.closed import Moments, closed, opened, since_opened
from partnership.harvest.records import KINDS, Kind, Record, identifier_of, record_of, rights_of
from partnership.published import Place

RECORDS_A_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What was asked for: `until` is the first moment that is too late."""

    prefix: str
    set_spec: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Position:
    """How far a harvester has come: in which stream (by number), after which moment and key there."""

    stream: int = 0
    moment: datetime | None = None
    pk: int = 0


@dataclass(frozen=True)
class Stream:
    """Records of one kind, or (`kind` None) what was withdrawn. Each row has `changed_at`; of `is_closed` ones nothing else is told."""

    kind: Kind | None
    rows: QuerySet[Any]
    is_closed: bool = False


def streams_of(asked: Asked, place: Place) -> list[Stream]:
    """Those that can hold what is asked for."""
    theme = asked.set_spec.removeprefix("theme-") if asked.set_spec.startswith("theme-") else ""
    wanted = [kind for kind in KINDS if theme or not asked.set_spec or asked.set_spec == kind.name]
    moments = opened(place)
    found = [
        Stream(kind, _between(_themed(kind, theme, place, moments), asked))
        for kind in wanted
        if kind.has_themes or not theme
    ]
    if not theme:
        found.append(Stream(None, _between(withdrawn(wanted, place), asked)))
        gone = ((kind, closed(kind, place)) for kind in wanted)
        found += [Stream(kind, _between(rows, asked), is_closed=True) for kind, rows in gone if rows is not None]
    return found


def withdrawn(kinds: Sequence[Kind], place: Place) -> QuerySet[Withdrawal]:
    """What is known of pages that were withdrawn: that they were, and when. Nothing of private or anonymous ones."""
    types = ContentType.objects.get_for_models(*(kind.model for kind in kinds if issubclass(kind.model, Page))).values()
    return (
        Withdrawal.objects.filter(site=place.site, page__live=False, page__content_type__in=list(types))
        .exclude(page__reviewpage__publication_state=PublicationState.ANONYMOUS_NSPCC)
        .exclude(is_restricted("page__path"))
        .select_related("page")
        .annotate(changed_at=F("withdrawn_at"))
    )


def next_records(
    streams: Sequence[Stream], at: Position, place: Place, many: int = RECORDS_A_PAGE
) -> tuple[list[Record], Position | None]:
    """The next records, and where those after them begin; None at the end. A page is full unless it is the last."""
    records: list[Record] = []
    rights = rights_of(place)
    for number, stream in enumerate(streams):
        if number < at.stream:
            continue
        here = at if number == at.stream else Position(number)
        wanted = many - len(records)
        rows = list(_after(stream.rows, here)[: wanted + 1])
        records += [_record(stream, row, place, rights) for row in rows[:wanted]]
        if len(rows) > wanted:
            last = rows[wanted - 1] if wanted else None
            return records, Position(number, last.changed_at, last.pk) if last else here
    return records, None


def find_record(identifier: str, place: Place) -> Record | None:
    """The record of this identifier: deleted, if it was withdrawn; None for what is none or not public."""
    name, _dash, key = identifier.removeprefix(identifier_of(place, "", 0).removesuffix("-0")).partition("-")
    kind = next((kind for kind in KINDS if kind.name == name), None)
    if kind is None or not key.isascii() or not key.isdigit() or len(key) > 9:
        return None
    if identifier != identifier_of(place, name, int(key)):
        return None
    thing = _themed(kind, "", place, opened(place)).filter(pk=int(key)).first()
    if thing is not None:
        return record_of(kind, thing, place, rights_of(place))
    stub = withdrawn([kind], place).filter(page=int(key)).first() if issubclass(kind.model, Page) else None
    if stub is not None:
        return _deleted(kind, stub.page_id, stub.withdrawn_at, place)
    rows = closed(kind, place)
    gone = rows.filter(pk=int(key)).first() if rows is not None else None
    return _deleted(kind, gone.pk, gone.changed_at, place) if gone else None


def _record(stream: Stream, row: Any, place: Place, rights: str) -> Record:
    if stream.kind is not None and not stream.is_closed:
        return record_of(stream.kind, row, place, rights)
    if stream.kind is not None:
        return _deleted(stream.kind, row.pk, row.changed_at, place)
    model = ContentType.objects.get_for_id(row.page.content_type_id).model_class()
    return _deleted(next(kind for kind in KINDS if kind.model is model), row.page_id, row.withdrawn_at, place)


def _deleted(kind: Kind, pk: int | None, since: datetime, place: Place) -> Record:
    return Record(
        identifier=identifier_of(place, kind.name, pk or 0),
        datestamp=since.astimezone(UTC),
        sets=(kind.name,),
        is_deleted=True,
    )


def _themed(kind: Kind, theme: str, place: Place, moments: Moments) -> QuerySet[Any]:
    things = kind.things(place)
    if issubclass(kind.model, Page):
        things = since_opened(things, moments)
    return things.filter(theme_items__tag__slug=theme) if theme else things


def _between(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    if asked.since:
        rows = rows.filter(changed_at__gte=asked.since)
    if asked.until:
        rows = rows.filter(changed_at__lt=asked.until)
    return rows


def _after(rows: QuerySet[Any], at: Position) -> QuerySet[Any]:
    if at.moment is not None:
        rows = rows.filter(Q(changed_at__gt=at.moment) | Q(changed_at=at.moment, pk__gt=at.pk))
    return rows.order_by("changed_at", "pk")


def until_the_end_of(moment: datetime, is_day: bool) -> datetime:
    """`until` includes the whole day or second that it names."""
    return moment + (timedelta(days=1) if is_day else timedelta(seconds=1))


def in_all(streams: Sequence[Stream]) -> int:
    """How many records there are."""
    return sum(stream.rows.count() for stream in streams)
