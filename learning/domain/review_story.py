"""What a review's page tells: the review's own part of it. The rooms above add briefings, pack and teaching."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from learning.domain.timings import may_be_taken_down_from, publish_by
from learning.lazily import lazily

if TYPE_CHECKING:
    from learning.models import Finding, ReviewPage


def review_context(review: "ReviewPage", request: HttpRequest) -> dict[str, Any]:
    """Template context: `findings`, `pack_items`, `related`, `publish_by`, `take_down_from`.

    Each is worked out where the template comes to it: a part that is kept in memory asks for none.
    """
    from learning.models import Partnership

    partnership = Partnership.for_request(request)
    if partnership is not None and partnership.pk == review.publisher_id:
        review.publisher = partnership
    return (
        lazily(lambda: {"findings": _findings(review)}, "findings")
        | lazily(lambda: {"pack_items": review.pack_items_with_documents()}, "pack_items")
        | lazily(lambda: {"related": _related(review)}, "related")
        | lazily(lambda: _when(review, request), "publish_by", "take_down_from")
    )


def _findings(review: "ReviewPage") -> "list[Finding]":
    review.fetch_parts()
    return review.findings_with_points()


def _when(review: "ReviewPage", request: HttpRequest) -> dict[str, Any]:
    from learning.models import PublicationTimings

    timings = PublicationTimings.for_request(request)
    return {"publish_by": publish_by(review, timings), "take_down_from": may_be_taken_down_from(review, timings)}


def _related(review: "ReviewPage") -> "list[ReviewPage]":
    """Published reviews that an editor has tied to this one. Both ways round, each once."""
    if review.pk is None:
        return []
    tied = Q(pk__in=_other_end(review, "from", "to")) | Q(pk__in=_other_end(review, "to", "from"))
    return list(type(review).objects.live().filter(tied).select_related("publisher").order_by("title", "pk"))


def _other_end(review: "ReviewPage", this: str, other: str) -> QuerySet:
    through = type(review).related_reviews.through
    return through.objects.filter(**{f"{this}_reviewpage": review.pk}).values(f"{other}_reviewpage")
