"""What a review's page tells: the review's own part of it. The rooms above add briefings, pack and teaching."""

from typing import TYPE_CHECKING, Any

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
    """Published reviews that an editor has tied to this one, as a list names them. Both ways round, each once."""
    from learning.queries.pages import same_site_as
    from learning.queries.reviews import RELATED

    return RELATED.all(review=review.pk, **same_site_as(review)) if review.pk is not None else []
