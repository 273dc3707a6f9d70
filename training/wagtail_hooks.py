"""What the training room registers with Wagtail."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from learning.lazily import lazily
from learning.models import Finding, LearningPoint, Partnership, ReviewPage, Theme
from training.models import TrainingEvent
from training.permissions import can_see_counts
from training.queries.reach import PassedOn, agencies_not_yet, passed_on
from training.viewsets import TrainingViewSetGroup

EVENTS_ON_A_THEME = 20

register_snippet(TrainingViewSetGroup)


@hooks.register("cascade_review_context")
def where_review_was_taught(review: ReviewPage, request: HttpRequest) -> dict[str, Any]:
    """`taught_at`, `events`, `coming_events` and `reach` of a review and of what it found."""
    partnership = Partnership.for_request(request)
    if partnership is None or review.pk is None:
        return _context(PassedOn())
    points = Finding.objects.filter(review=review).order_by().values("point")
    counts = can_see_counts(request)
    return lazily(
        lambda: _context(passed_on(partnership, points, review=review.pk, with_counts=counts)),
        *("taught_at", "events", "coming_events", "reach"),
    )


@hooks.register("cascade_learning_point_context")
def where_point_was_taught(point: LearningPoint, request: HttpRequest) -> dict[str, Any]:
    """The same of a learning point, `taught` with each event's depth, and `not_yet`: agencies still to have it.

    `not_yet` is None for readers who may not know.
    """
    partnership = Partnership.for_request(request)
    if partnership is None:
        return {**_context(PassedOn()), "taught": [], "not_yet": None}
    counts = can_see_counts(request)
    found = passed_on(partnership, [point.pk], with_counts=counts)
    taught = [{"event": one.event, "depth": one.depth} for one in found.taught_at]
    return {**_context(found), "taught": taught, "not_yet": agencies_not_yet(partnership, point) if counts else None}


@hooks.register("cascade_theme_context")
def events_on_theme(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """`events` of this site, latest first, about reviews or learning points with the theme."""
    partnership = Partnership.for_request(request)
    if partnership is None:
        return {"events": []}
    about = Q(pk__in=TrainingEvent.objects.filter(points_taught__point__theme_items__tag=theme).values("pk"))
    about |= Q(pk__in=TrainingEvent.objects.filter(reviews__theme_items__tag=theme, reviews__live=True).values("pk"))
    public = TrainingEvent.objects.of(partnership).public().not_cancelled().filter(about)
    return {"events": public.latest_first().for_list()[:EVENTS_ON_A_THEME]}


def _context(found: PassedOn) -> dict[str, Any]:
    return {
        "taught_at": found.taught_at,
        "events": [taught.event for taught in found.taught_at],
        "coming_events": found.coming,
        "reach": found.reach,
    }


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("training.attendance", _("Record attendance"), _("Recorded attendance"))
    actions.register_action("training.awaiting", _("Await returns"), _("Marked returns as awaited or not to be sent"))
    actions.register_action("training.hold", _("Hold event"), _("Marked as held"))
    actions.register_action("training.cancel", _("Cancel event"), _("Cancelled"))
