"""The questions that lists of gaps answer, and an answer as it is found: how many, and the first learning points."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models import Max as Highest

from learning.models import Agency, LearningPoint
from training.models import Attendance, PointTaught
from training.queries.attendance import somebody_came
from training.queries.coverage import LATEST, Question


class GapKind(StrEnum):
    """The three questions. No point is in both of the first two lists."""

    NEVER = "never"
    NOT_LATELY = "not_lately"
    NOT_THIS_AGENCY = "agency"


@dataclass(frozen=True)
class Part:
    """How many, and the first of them, with `latest` (when each was last passed on) and `found_in_and_newest`."""

    count: int = 0
    points: Sequence[LearningPoint] = ()


class Parts(NamedTuple):
    """One list: gaps, those of which a return is awaited, and those that are planned."""

    open: Part = Part()
    awaited: Part = Part()
    planned: Part = Part()


Found = dict[GapKind, Parts]


def is_for(agency: Agency, point: str = "pk") -> Q:
    """Rows whose learning point, at that path, is written for an agency of this kind, or for all."""
    kinds = LearningPoint.for_kinds.through.objects.filter(learningpoint=OuterRef(point))
    return Q(~Exists(kinds)) | Q(Exists(kinds.filter(agencykind=agency.kind_id)))


def with_latest(points: QuerySet[LearningPoint], asked: Question) -> QuerySet[LearningPoint]:
    """Each with `latest`: when it was last passed on."""
    came = Attendance.objects.filter(somebody_came(), event=OuterRef("event"))
    last = PointTaught.objects.filter(asked.held(), Exists(came), point=OuterRef("pk"))
    latest = last.order_by().values("point").annotate(latest=Highest(LATEST)).values("latest")
    return points.annotate(latest=Subquery(latest))
