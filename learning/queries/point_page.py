"""What the page of a learning point shows, each asked for by itself: a part that is kept in memory asks for none but the point."""

from datetime import date
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BigIntegerField, DateField, Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from learning.models import AgencyKind, Finding, LearningPoint, LearningPointTheme, Level, Partnership, Theme
from learning.queries.learning_points import published_findings
from learning.queries.pages import LAST_STEP, of_same_site
from learning.queries.prepared import Blank, Prepared

POINT = Blank("point", IntegerField())


def point_shown_to_all(pk: int, partnership: Partnership) -> LearningPoint | None:
    """The point, if everybody may read it on the site of the partnership: its own, or one that a published review there found."""
    if pk > BigIntegerField.MAX_BIGINT:  # no database has such a key, or takes it in a question
        return None
    found: LearningPoint | None = _POINT.first(point=pk, partnership=partnership.pk, **_site_of(partnership))
    return found


def newer_point(point: LearningPoint, partnership: Partnership) -> LearningPoint | None:
    """What takes its place; None where nothing does, or what does is for nobody to read yet."""
    return point_shown_to_all(point.superseded_by_id, partnership) if point.superseded_by_id else None


def where_found(point: LearningPoint, partnership: Partnership) -> list[Finding]:
    """What published reviews of the partnership's site found it, by their titles; of each review what a list of them names."""
    return _FOUND_IN.all(point=point.pk, **_site_of(partnership))


def for_whom_and_themes(point: LearningPoint) -> dict[str, list[Any]]:
    """`kinds` of agency and training `levels` it is for, in their order, and its `themes` by name: one query."""
    rows = sorted(map(PartRow._make, _PARTS.all(point=point.pk)), key=lambda row: (row.sort_order, row.name))
    return {
        "kinds": [_made(AgencyKind, row, "id", "name", "sort_order") for row in rows if row.part == "kinds"],
        "levels": [_made(Level, row, "id", "name", "sort_order") for row in rows if row.part == "levels"],
        "themes": [_made(Theme, row, "id", "name", "slug", "retired_on") for row in rows if row.part == "themes"],
    }


class PartRow(NamedTuple):
    """A kind of agency, a level or a theme; what is not of its kind is 0, blank or None."""

    part: str
    id: int
    sort_order: int
    name: str
    slug: str
    retired_on: date | None


def _points() -> QuerySet:
    found_here = published_findings().filter(_of_that_site(), point=OuterRef("pk"))
    shown = Q(partnership=Blank("partnership", IntegerField())) | Exists(found_here)
    return LearningPoint.objects.public().filter(shown, pk=POINT).select_related("partnership")


def _found_in() -> QuerySet:
    found = (
        published_findings()
        .filter(_of_that_site(), point=POINT)
        .select_related("review")
        .order_by("review__title", "pk")
    )
    named = ("title", "url_path", "year", "content_warning")
    return found.only("source_reference", *(f"review__{name}" for name in named))


def _parts() -> QuerySet:
    kinds = LearningPoint.for_kinds.through.objects.filter(learningpoint=POINT).order_by()
    levels = LearningPoint.levels.through.objects.filter(learningpoint=POINT).order_by()
    themes = LearningPointTheme.objects.filter(content_object=POINT).order_by()
    never = Cast(Value(None), DateField())
    # The first of them says what type each column has.
    return (
        themes.values_list(Value("themes"), "tag", Value(0), "tag__name", "tag__slug", "tag__retired_on")
        .union(
            kinds.values_list(
                Value("kinds"), "agencykind", "agencykind__sort_order", "agencykind__name", Value(""), never
            ),
            levels.values_list(Value("levels"), "level", "level__sort_order", "level__name", Value(""), never),
            all=True,
        )
        .order_by()
    )


_POINT, _FOUND_IN, _PARTS = Prepared(_points), Prepared(_found_in), Prepared(_parts)


def _of_that_site() -> Q:
    return of_same_site("review__")


def _site_of(partnership: Partnership) -> dict[str, str]:
    """The tree paths that its site's pages lie between: none where it has no site."""
    home = partnership.site.root_page.path if partnership.site else LAST_STEP
    return {"home": home, "last": f"{home}{LAST_STEP}" if partnership.site else ""}


def _made(model: type[Any], row: PartRow, *names: str) -> Any:
    """A row as if fetched with `only()`."""
    fields = [field.attname for field in model._meta.concrete_fields if field.attname in names]
    return model.from_db(DEFAULT_DB_ALIAS, fields, [getattr(row, name) for name in fields])
