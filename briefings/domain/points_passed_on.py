"""The learning points a national summary passes on, each with the reviews of the same site that found it as well."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from learning.enums import PublicationState, ReviewKind
from learning.models import Finding, LearningPoint, ReviewPage
from learning.public_sources import is_restricted

if TYPE_CHECKING:
    from briefings.models import NationalSummaryPage


@dataclass(frozen=True)
class PointPassedOn:
    """A point, and the published local reviews that found the same, by title."""

    point: LearningPoint
    also_found_in: list[ReviewPage] = field(default_factory=list)


def points_passed_on(summary: "NationalSummaryPage") -> list[PointPassedOn]:
    """In the summary's own order. Two queries, however many points and reviews."""
    passed_on = {row.point_id: PointPassedOn(row.point) for row in summary.summary_points.select_related("point")}
    for finding in _found_here(summary).filter(point__in=list(passed_on)) if passed_on else ():
        reviews = passed_on[finding.point_id].also_found_in
        if finding.review not in reviews:
            reviews.append(finding.review)
    return list(passed_on.values())


def _found_here(summary: "NationalSummaryPage") -> QuerySet[Finding]:
    """What published reviews of the summary's site found, that everybody may read; no national one, such as its source.

    Never one that was published anonymously: beside a link to the NSPCC it would show which record is ours.
    """
    home = (summary.path or "")[: -2 * summary.steplen]
    if not home:
        return Finding.objects.none()
    local = Finding.objects.exclude(review__kind=ReviewKind.NATIONAL)
    found = local.filter(review__live=True, review__path__startswith=home)
    open_to_all = found.exclude(is_restricted("review__path"))
    named = open_to_all.exclude(review__publication_state=PublicationState.ANONYMOUS_NSPCC)
    return named.select_related("review").order_by("review__title", "review_id")
