"""What the briefings room registers with Wagtail."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from briefings.domain.packs import pack_of
from briefings.models import BriefingPage, NationalSummaryPage
from learning.models import LearningPoint, Partnership, ReviewPage, Theme


@hooks.register("cascade_review_context")
def briefings_and_pack_of_review(review: ReviewPage, request: HttpRequest) -> dict[str, Any]:
    """`briefings` that serve this review and its `pack`."""
    pack = pack_of(review)
    return {"briefings": pack.briefings, "pack": pack}


@hooks.register("cascade_learning_point_context")
def briefings_of_point(point: LearningPoint, request: HttpRequest) -> dict[str, Any]:
    """`briefings` and `summaries` that pass this point on."""
    return {
        "briefings": BriefingPage.objects.live().filter(briefing_points__point=point).order_by("title"),
        "summaries": NationalSummaryPage.objects.live().filter(summary_points__point=point).order_by("title"),
    }


@hooks.register("cascade_theme_context")
def briefings_on_theme(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """`briefings` and `summaries` of this site on the theme."""
    partnership = Partnership.for_request(request)
    root = partnership.site.root_page if partnership and partnership.site else None
    if root is None:
        return {"briefings": [], "summaries": []}
    return {
        "briefings": BriefingPage.objects.live().descendant_of(root).filter(theme_items__tag=theme).order_by("title"),
        "summaries": NationalSummaryPage.objects.live().descendant_of(root).filter(theme_items__tag=theme).order_by("title"),
    }
