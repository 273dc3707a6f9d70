"""What stands round the figures of coverage: what may be chosen, how many work where, kept views, mergers of agencies.

Small rows of many tables, in one prepared query. By themselves they were half of what the page asked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BigIntegerField, Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from learning.models import Agency, AgencyKind, AgencySuccession, Finding, Partnership, ReviewPage, Theme
from learning.queries.agency_history import AgencyHistory
from learning.queries.prepared import Blank, Prepared
from training.models import SavedCoverageView, Workforce
from training.queries.levels import levels_of
from training.queries.workforce import Staff

PARTNERSHIP, PERSON = Blank("partnership", BigIntegerField()), Blank("person", BigIntegerField())
REVIEW = Blank("review", BigIntegerField())
REVIEWS_TO_CHOOSE = 500
"""The newest. Nobody finds one of thousands in a list, and each makes the page larger."""
CHOSEN_FROM = ("level", "theme", "review")


class KeptView(NamedTuple):
    """A view that somebody kept: `asked` is its query."""

    pk: int
    name: str
    asked: str
    is_own: bool
    is_shared: bool


@dataclass(frozen=True)
class RoundFigures:
    """`choices` has levels, themes and reviews, each as what it is asked by and its name, in their order."""

    choices: dict[str, list[tuple[str, str]]]
    staff: Staff = field(repr=False)
    views: list[KeptView]
    history: AgencyHistory


class _Row(NamedTuple):
    """A row of any of them: `number` is its id or its order, or how many people; `one` and `other` are ids."""

    part: str
    number: int
    name: str
    key: str
    one: int
    other: int


def round_figures(partnership: Partnership, person: int | None, review: int = 0) -> RoundFigures:
    """All of it, for the person of that id: their own views, and those that are shared. 1 query.

    `review` is the id of one that is to be among the choices however old it is.
    """
    parts: dict[str, list[_Row]] = defaultdict(list)
    rows = _prepared.all(partnership=partnership.pk, person=person or 0, review=review)
    for row in sorted(_Row(*row) for row in rows):
        parts[row.part].append(row)
    views = [KeptView(row.number, row.name, row.key, row.one == person, bool(row.other)) for row in parts["view"]]
    return RoundFigures(
        choices={name: [(row.key, row.name) for row in parts[name]] for name in CHOSEN_FROM},
        staff={(row.one, row.other or None): row.number for row in parts["staff"]},
        views=sorted(views, key=lambda view: (view.name, view.pk)),
        history=_history(parts["became"], parts["agency"]),
    )


def _history(became: Iterable[_Row], agencies: Iterable[_Row]) -> AgencyHistory:
    """As `AgencyHistory.load` makes it, with less of each agency: no address and no note."""
    known = {}
    for row in agencies:
        known[row.number] = Agency.from_db(DEFAULT_DB_ALIAS, ["id", "name", "kind_id"], [row.number, row.name, row.one])
        known[row.number].kind = AgencyKind.from_db(DEFAULT_DB_ALIAS, ["id", "slug"], [row.one, row.key])
    return AgencyHistory(
        AgencySuccession(
            pk=row.number,
            kind=row.name,
            on=date.fromisoformat(row.key),
            predecessor=known[row.one],
            successor=known[row.other],
        )
        for row in became
    )


def _rows() -> QuerySet[Any, Any]:
    none, nothing = Value(0, output_field=BigIntegerField()), Value("", output_field=CharField())
    found = Finding.objects.filter(review=OuterRef("pk"), point__partnership=PARTNERSHIP)
    reviews = ReviewPage.objects.live().filter(Exists(found))
    newest = reviews.order_by(F("year").desc(nulls_last=True), "-pk").values("pk")[:REVIEWS_TO_CHOOSE]
    shared = Case(When(is_shared=True, then=Value(1)), default=Value(0), output_field=BigIntegerField())
    became = AgencySuccession.objects.order_by()
    concerned = became.filter(Q(predecessor=OuterRef("pk")) | Q(successor=OuterRef("pk")))
    parts: dict[str, tuple[QuerySet[Any], tuple[Any, ...]]] = {
        # The first of them says what type each column has.
        "level": (levels_of(PARTNERSHIP), (_number("sort_order"), F("name"), _text("pk"), none, none)),
        "theme": (_themes(), (none, F("name"), F("slug"), none, none)),
        "review": (reviews.filter(Q(pk__in=newest) | Q(pk=REVIEW)), (none, F("title"), _text("pk"), none, none)),
        "staff": (
            Workforce.objects.filter(partnership=PARTNERSHIP),
            (_number("people"), nothing, nothing, F("agency_id"), Coalesce("level_id", none)),
        ),
        "view": (
            SavedCoverageView.objects.filter(Q(is_shared=True) | Q(owner=PERSON), partnership=PARTNERSHIP),
            (F("pk"), F("name"), F("asked"), F("owner_id"), shared),
        ),
        "became": (became, (F("pk"), F("kind"), _text("on"), F("predecessor_id"), F("successor_id"))),
        "agency": (
            Agency.objects.filter(Exists(concerned)),
            (F("pk"), F("name"), F("kind__slug"), F("kind_id"), none),
        ),
    }
    first, *others = (rows.order_by().values_list(Value(part), *columns) for part, (rows, columns) in parts.items())
    return first.union(*others, all=True).order_by()


_prepared = Prepared(_rows)


def _themes() -> QuerySet[Theme]:
    """Those of the partnership's learning points."""
    of_point: dict[str, Any] = {"learning_learningpointtheme_items__content_object__partnership": PARTNERSHIP}
    return Theme.objects.filter(**of_point).distinct()


def _number(path: str) -> Cast:
    return Cast(path, BigIntegerField())


def _text(path: str) -> Cast:
    return Cast(path, CharField())
