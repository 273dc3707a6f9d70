"""What a review's page tells: the review's own part of it. The rooms above add briefings, pack and teaching."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from learning.domain.timings import may_be_taken_down_from, publish_by

if TYPE_CHECKING:
    from learning.models import ReviewPage


def review_context(review: "ReviewPage", request: HttpRequest) -> dict[str, Any]:
    """Template context: `findings`, `pack_items`, `related`, `publish_by`, `take_down_from`."""
    from learning.models import PublicationTimings

    timings = PublicationTimings.for_request(request)
    return {
        "findings": review.findings_with_points(),
        "pack_items": review.pack_items_with_documents(),
        "related": _related(review),
        "publish_by": publish_by(review, timings),
        "take_down_from": may_be_taken_down_from(review, timings),
    }


def _related(review: "ReviewPage") -> "list[ReviewPage]":
    """Published reviews that an editor has tied to this one. Both ways round, each once."""
    if review.pk is None:
        return []
    chosen = {related.pk: related for related in review.related_reviews.live().select_related("publisher")}
    pointing = type(review).objects.live().filter(related_reviews=review.pk).select_related("publisher")
    return sorted({**chosen, **{one.pk: one for one in pointing}}.values(), key=lambda one: one.title)
