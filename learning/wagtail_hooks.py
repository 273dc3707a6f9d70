"""What the learning room registers with Wagtail."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from learning.kept_out import heed_choice_of
from learning.links_in_text import OpenPageLinkHandler
from learning.models import SlidePoint, ThemedResourcePage
from learning.viewsets import LearningViewSetGroup, ReviewListingViewSet
from media.models import Slide

register_snippet(LearningViewSetGroup)


@hooks.register("register_admin_viewset")
def review_listing() -> ReviewListingViewSet:
    return ReviewListingViewSet("reviews")


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, which it takes the place of
def link_to_open_pages_alone(features: FeatureRegistry) -> None:
    features.register_link_type(OpenPageLinkHandler)


@hooks.register("before_serve_page")
def heed_choice_of_page(page: Page, request: HttpRequest, serve_args: list[Any], serve_kwargs: dict[str, Any]) -> None:
    """A page that an editor keeps out of search engines says so in a header too."""
    heed_choice_of(page, request)


@hooks.register("cascade_slides_matched")
def keep_what_slides_teach(pairs: list[tuple[Slide, Slide]]) -> None:
    """A slide of a new edition teaches what the slide it was before teaches."""
    newer = {older.pk: slide for older, slide in pairs}
    ties = SlidePoint.objects.filter(slide__in=newer)
    SlidePoint.objects.bulk_create(
        [SlidePoint(slide=newer[tie.slide_id], point_id=tie.point_id, tied_by_id=tie.tied_by_id) for tie in ties],
        ignore_conflicts=True,
    )


@hooks.register("before_bulk_action")
def refuse_bulk_publishing_without_transcripts(
    request: HttpRequest, action_type: str, objects: list[Page], action: Any
) -> HttpResponse | None:
    """A bulk action publishes without asking the editor's form; this asks the same of a resource's body."""
    resources = (
        [page for page in objects if page.specific_class is ThemedResourcePage] if action_type == "publish" else []
    )
    for page in resources:
        body = page.get_latest_revision_as_object().body
        try:
            body.stream_block.clean(body)
        except ValidationError:
            message = _("“%(page)s” is not ready to be published: open it, and press “Publish” there to see why.")
            messages.error(request, message % {"page": page.get_admin_display_title()})
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("learning.retire", _("Retire"), _("Retired"))
    actions.register_action("learning.not_published", _("Not publish"), _("Not published on its day: not ready"))
    actions.register_action("mail.send_again", _("Send mail again"), _("Sent a mail again"))
    actions.register_action("mail.arrived", _("Note that mail arrived"), _("Noted that a mail arrived"))
    actions.register_action("mail.leave", _("Leave mail"), _("Left a mail that did not go"))
    actions.register_action("mail.hold", _("Hold mailing"), _("Held a mailing"))
    actions.register_action("mail.release", _("Let mailing go on"), _("Let a mailing go on"))
