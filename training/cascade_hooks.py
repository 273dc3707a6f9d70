"""What cascades register with Wagtail: the words of what is logged about them, and where one is started."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from training.models import CourseToChange
from training.permissions import CHANGE_COURSES, can_send_cascades

SENDING = (
    ("start_cascade", _("Start cascade"), _("Begun")),
    ("change_cascade", _("Change cascade"), _("Changed before it was sent")),
    ("delete_cascade", _("Delete draft of a cascade"), _("Deleted before it was sent")),
    ("send_cascade", _("Send cascade"), _("Sent")),
    ("hold_cascade", _("Hold cascade"), _("Held: what has not gone waits")),
    ("release_cascade", _("Release cascade"), _("Released")),
    ("withdraw_cascade", _("Withdraw cascade"), _("Withdrawn: what had not gone does not go")),
    ("close_cascade", _("Close cascade"), _("Closed: no more replies")),
    ("reopen_cascade", _("Reopen cascade"), _("Open for replies again")),
    ("ask_again", _("Ask agencies again"), _("A draft was made that asks again")),
    ("revoke_link", _("Revoke an agency's link"), _("An agency’s link was revoked")),
    ("new_link", _("Send a new link"), _("A new link was sent to an agency")),
    ("add_agency", _("Add an agency"), _("Sent to one more agency")),
)


@hooks.register("register_log_actions")
def cascade_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("training.cascade", _("Count cascade"), _("Counted as an agency says"))
    actions.register_action("training.cascade_reply", _("Reply to a cascade"), _("Replied"))
    actions.register_action("training.cascade_hand_on", _("Hand link on"), _("Link handed on to a deputy"))
    actions.register_action("training.cascade_pass_on", _("Pass cascade on to teams"), _("Passed on to teams"))
    actions.register_action("training.cascade_stop_team", _("Revoke a team's link"), _("Team's link revoked"))
    for action, label, message in SENDING:
        actions.register_action(f"training.{action}", label, message)


@hooks.register("cascade_summary_context")
def courses_to_change(page: Page, request: HttpRequest) -> dict[str, Any]:
    """`courses` that were picked to change, and `courses_url`, where training managers pick them; of what is published."""
    if not (page.pk and page.live):
        return {"courses": [], "courses_url": ""}
    user = getattr(request, "user", None)
    picks = user is not None and user.has_perm(CHANGE_COURSES)
    return {
        "courses": list(CourseToChange.objects.filter(summary=page.pk).select_related("course")),
        "courses_url": reverse("summary_courses", args=[page.slug]) if picks else "",
    }


@hooks.register("cascade_summary_context")
@hooks.register("cascade_briefing_context")
@hooks.register("cascade_pack_context")
@hooks.register("cascade_resource_context")
def where_it_is_cascaded(page: Page, request: HttpRequest) -> dict[str, Any]:
    """`cascade_url`, where a cascade of the page is started: for those who send them, of what is published; else blank."""
    is_written = getattr(page, "is_written", True)  # a bare source says nothing to pass on
    if not (page.pk and page.live and is_written and can_send_cascades(request)):
        return {"cascade_url": ""}
    return {"cascade_url": f"{reverse('cascade_new')}?page={page.pk}"}
