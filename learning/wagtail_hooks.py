"""What the learning room registers with Wagtail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from learning.viewsets import LearningViewSetGroup, ReviewListingViewSet

register_snippet(LearningViewSetGroup)


@hooks.register("register_admin_viewset")
def review_listing() -> ReviewListingViewSet:
    return ReviewListingViewSet("reviews")


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("learning.retire", _("Retire"), _("Retired"))
