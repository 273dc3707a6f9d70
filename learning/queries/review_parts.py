"""The rows that tell a review's story, in three queries: findings, pack items, and everything small together."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateField, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast
from modelcluster.queryset import FakeQuerySet

from learning.models import (
    AgencyKind,
    Finding,
    LearningPoint,
    PackItem,
    ReviewDate,
    ReviewPage,
    ReviewPageTheme,
    ReviewPerson,
    ReviewSubject,
    Theme,
)
from learning.queries.learning_points import is_replaced
from learning.queries.prepared import Blank, Prepared

REVIEW = Blank("review", IntegerField())
Row = TypeVar("Row", bound=Model)


class SmallRow(NamedTuple):
    """A row of one of several tables: which, its key and place there, and what else it holds."""

    part: str
    pk: int
    sort_order: int | None
    other: int
    """The key of what it ties to the review: a theme, or the learning point that a kind of agency belongs to."""
    text: str
    kind: str
    note: str
    day: date | None


def fetch_parts(review: ReviewPage) -> None:
    """Fetches findings with their points and kinds of agency, pack items with documents, themes, dates, subjects, people.

    Where `review.findings.all()` and its like are asked for later, they are there: as after `prefetch_related`.
    Of small rows only what pages show is there; Django fetches the rest if anybody asks for it.
    """
    small = _small_rows(review)
    _remember(review, "findings", _findings(review, small["kinds"]))
    _remember(review, "pack_items", _PACK_ITEMS.all(review=review.pk))
    _remember(review, "subjects", [_subject(row) for row in small["subjects"]])
    _remember(review, "people", [_person(row) for row in small["people"]])
    _remember(review, "stated_dates", [_stated_date(row) for row in small["stated_dates"]])
    _remember(review, "theme_items", [_themed(row) for row in small["theme_items"]])


_FINDINGS = Prepared(
    lambda: Finding.objects.filter(review=REVIEW).select_related("point").annotate(is_replaced=is_replaced("point__"))
)
_PACK_ITEMS = Prepared(lambda: PackItem.objects.filter(review=REVIEW).select_related("document"))


def _all_small_rows() -> QuerySet:
    kinds = LearningPoint.for_kinds.through.objects.filter(learningpoint__findings__review=REVIEW)
    return (
        _small(
            ReviewDate.objects.filter(review=REVIEW),
            "stated_dates",
            text="date_as_stated",
            kind="kind",
            note="note",
            day="date",
        )
        .union(
            _small(ReviewSubject.objects.filter(review=REVIEW), "subjects", text="age_band"),
            _small(ReviewPerson.objects.filter(review=REVIEW), "people", text="name", kind="role"),
            _small(
                ReviewPageTheme.objects.filter(content_object=REVIEW),
                "theme_items",
                sort_order=Value(0),
                other="tag",
                text="tag__name",
                kind="tag__slug",
                day="tag__retired_on",
            ),
            _small(
                kinds,
                "kinds",
                pk="agencykind",
                sort_order="agencykind__sort_order",
                other="learningpoint",
                text="agencykind__name",
            ),
            all=True,
        )
        .order_by()
    )


def _small(rows: QuerySet, part: str, **columns: Any) -> QuerySet:
    """The rows as values of a `SmallRow`; the first of several that are united says what type each column has."""
    empty: dict[str, Any] = {
        "pk": "pk",
        "sort_order": "sort_order",
        "other": Value(0),
        "day": Cast(Value(None), DateField()),
    }
    given = empty | columns
    return rows.order_by().values_list(Value(part), *(given.get(name, Value("")) for name in SmallRow._fields[1:]))


_SMALL_ROWS = Prepared(_all_small_rows)


def _small_rows(review: ReviewPage) -> dict[str, list[SmallRow]]:
    """By part, each in its order."""
    parts: dict[str, list[SmallRow]] = defaultdict(list)
    for row in sorted(
        map(SmallRow._make, _SMALL_ROWS.all(review=review.pk)), key=lambda row: (row.sort_order or 0, row.pk)
    ):
        parts[row.part].append(row)
    return parts


def _findings(review: ReviewPage, kinds: list[SmallRow]) -> list[Finding]:
    findings: list[Finding] = _FINDINGS.all(review=review.pk)
    known: dict[int, AgencyKind] = {}
    of_point: dict[int, list[AgencyKind]] = defaultdict(list)
    for row in sorted(kinds, key=lambda row: (row.sort_order or 0, row.text)):
        if row.pk not in known:
            known[row.pk] = _made(AgencyKind, id=row.pk, name=row.text, sort_order=row.sort_order)
        of_point[row.other].append(known[row.pk])
    for finding in findings:
        finding.point.kind_list = of_point[finding.point_id]
    return findings


def _subject(row: SmallRow) -> ReviewSubject:
    return _made(ReviewSubject, id=row.pk, sort_order=row.sort_order, age_band=row.text)


def _person(row: SmallRow) -> ReviewPerson:
    return _made(ReviewPerson, id=row.pk, sort_order=row.sort_order, name=row.text, role=row.kind)


def _stated_date(row: SmallRow) -> ReviewDate:
    return _made(
        ReviewDate,
        id=row.pk,
        sort_order=row.sort_order,
        date_as_stated=row.text,
        kind=row.kind,
        note=row.note,
        date=row.day,
    )


def _themed(row: SmallRow) -> ReviewPageTheme:
    item = _made(ReviewPageTheme, id=row.pk, tag_id=row.other)
    item.tag = _made(Theme, id=row.other, name=row.text, slug=row.kind, retired_on=row.day)
    return item


def _made(model: type[Row], **values: Any) -> Row:
    """A row as if fetched with `only()`: what is not given is fetched when it is asked for."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def _remember(review: ReviewPage, relation: str, rows: list[Any]) -> None:
    """Makes them what `review.<relation>.all()` gives: in the place where Django looks for what has been prefetched."""
    for row in rows:
        setattr(row, "content_object" if relation == "theme_items" else "review", review)
    kept = review.__dict__.setdefault("_prefetched_objects_cache", {})
    kept[relation] = FakeQuerySet(type(review)._meta.get_field(relation).related_model, rows)
