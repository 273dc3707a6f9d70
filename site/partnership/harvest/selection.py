"""Which records a harvester asks for, and the next so many of them, in an order that stays while it reads.

Records come kind by kind, in each by the second they changed and their key: one that changes while it is read comes again
further on, and none is left out. What was withdrawn comes last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet

from learning.enums import PublicationState
from learning.models import Withdrawal
from learning.public_sources import is_restricted
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
    """Records of one kind, or (`kind` None) what was withdrawn. Each row has `changed_at`."""

    kind: Kind | None
    rows: QuerySet[Any]


def streams_of(asked: Asked, place: Place) -> list[Stream]:
    """Those that can hold what is asked for."""
    theme = asked.set_spec.removeprefix("theme-") if asked.set_spec.startswith("theme-") else ""
    wanted = [kind for kind in KINDS if theme or not asked.set_spec or asked.set_spec == kind.name]
    found = [
        Stream(kind, _between(_themed(kind, theme, place), asked)) for kind in wanted if kind.has_themes or not theme
    ]
    if not theme:
        found.append(Stream(None, _between(withdrawn(wanted, place), asked)))
    return found


def withdrawn(kinds: Sequence[Kind], place: Place) -> QuerySet[Withdrawal]:
    """What is known of pages that were withdrawn: that they were, and when. Nothing of private or anonymous ones."""
    types = ContentType.objects.get_for_models(*(kind.model for kind in kinds)).values()
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
    thing = kind.things(place).filter(pk=int(key)).first()
    if thing is not None:
        return record_of(kind, thing, place, rights_of(place))
    gone = withdrawn([kind], place).filter(page=int(key)).first()
    return _deleted(kind, gone, place) if gone else None


def _record(stream: Stream, row: Any, place: Place, rights: str) -> Record:
    if stream.kind is not None:
        return record_of(stream.kind, row, place, rights)
    model = ContentType.objects.get_for_id(row.page.content_type_id).model_class()
    return _deleted(next(kind for kind in KINDS if kind.model is model), row, place)


def _deleted(kind: Kind, stub: Withdrawal, place: Place) -> Record:
    return Record(
        identifier=identifier_of(place, kind.name, stub.page_id or 0),
        datestamp=stub.withdrawn_at.astimezone(UTC),
        sets=(kind.name,),
        is_deleted=True,
    )


def _themed(kind: Kind, theme: str, place: Place) -> QuerySet[Any]:
    things = kind.things(place)
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
