"""What the learning room registers with Wagtail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from learning.models import SlidePoint
from learning.viewsets import LearningViewSetGroup, ReviewListingViewSet
from media.models import Slide

register_snippet(LearningViewSetGroup)


@hooks.register("register_admin_viewset")
def review_listing() -> ReviewListingViewSet:
    return ReviewListingViewSet("reviews")


@hooks.register("cascade_slides_matched")
def keep_what_slides_teach(pairs: list[tuple[Slide, Slide]]) -> None:
    """A slide of a new edition teaches what the slide it was before teaches."""
    newer = {older.pk: slide for older, slide in pairs}
    ties = SlidePoint.objects.filter(slide__in=newer)
    SlidePoint.objects.bulk_create(
        [SlidePoint(slide=newer[tie.slide_id], point_id=tie.point_id, tied_by_id=tie.tied_by_id) for tie in ties],
        ignore_conflicts=True,
    )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("learning.retire", _("Retire"), _("Retired"))
