"""What the training room registers with Wagtail."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from briefings.models import BriefingPage
from learning.lazily import lazily
from learning.models import LearningPoint, Partnership, ReviewPage, Theme
from training import cascade_hooks  # noqa: F401 - registers what cascades log
from training.permissions import can_plan_sessions, can_see_counts
from training.queries.on_theme import coming_on, held_on, reach_of
from training.queries.reach import PassedOn, agencies_not_yet, passed_on
from training.queries.team_uses import used_by
from training.team_use_bulk import AcceptTeamUses, RefuseTeamUses
from training.viewsets import TrainingViewSetGroup

register_snippet(TrainingViewSetGroup)
hooks.register("register_bulk_action", AcceptTeamUses)
hooks.register("register_bulk_action", RefuseTeamUses)


@hooks.register("register_page_header_buttons")
def what_teams_said(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """On a briefing's own page in the admin: what struck those who have used it."""
    if isinstance(page, BriefingPage) and user.has_perm("training.view_teamuse"):
        url = reverse("wagtailsnippets_training_teamuse:list")
        yield Button(_("What teams said"), url=f"{url}?briefing={page.pk}", icon_name="clipboard-list", priority=60)


@hooks.register("cascade_review_context")
def where_review_was_taught(review: ReviewPage, request: HttpRequest) -> dict[str, Any]:
    """`taught_at`, `events`, `coming_events` and `reach` of a review and of what it found; `coverage_url` for who may see it."""
    partnership = Partnership.for_request(request)
    if partnership is None or review.pk is None:
        return _context(PassedOn())
    counts = can_see_counts(request)
    return {
        "coverage_url": f"{reverse('coverage')}?review={review.pk}" if counts else "",
        **lazily(
            lambda: _context(passed_on(partnership, review=review.pk, with_counts=counts)),
            *("taught_at", "events", "coming_events", "reach"),
        ),
    }


@hooks.register("cascade_learning_point_context")
def where_point_was_taught(point: LearningPoint, request: HttpRequest) -> dict[str, Any]:
    """The same of a learning point, `taught` with each event's depth, and `not_yet`: agencies still to have it.

    `not_yet` is None for readers who may not know.
    """
    partnership = Partnership.for_request(request)
    if partnership is None:
        return {**_context(PassedOn()), "taught": [], "not_yet": None}
    counts = can_see_counts(request)

    def where() -> dict[str, Any]:
        found = passed_on(partnership, point=point.pk, with_counts=counts)
        return _context(found) | {"taught": [{"event": one.event, "depth": one.depth} for one in found.taught_at]}

    return {
        **lazily(where, "taught_at", "events", "coming_events", "reach", "taught"),
        **lazily(lambda: {"not_yet": agencies_not_yet(partnership, point) if counts else None}, "not_yet"),
    }


@hooks.register("cascade_briefing_context")
def where_briefing_was_used(briefing: BriefingPage, request: HttpRequest) -> dict[str, Any]:
    """`used_url`, the form on which a team says so, and `used_by`, how many have.

    Readers who may not see figures by agency get the number of teams alone. All are empty for what is not published.
    """
    if not (briefing.live and briefing.pk and briefing.slug):  # a preview may be of a page that was never saved
        return {"used_url": "", "used_by": None}
    return {
        "used_url": reverse("team_use", args=[briefing.slug]),
        "can_see_counts": can_see_counts(request),
        **lazily(lambda: {"used_by": used_by(briefing)}, "used_by"),
    }


@hooks.register("cascade_theme_context")
def events_on_theme(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """`coming_events`, soonest first, and `events` held, latest first, about the theme, each cut short with how many there are;
    and for readers who may see figures by agency `theme_reach`, how far its learning has gone."""
    partnership = Partnership.for_request(request)
    if partnership is None:
        return {"coming_events": [], "events": [], "theme_reach": None}
    counts = can_see_counts(request)
    return {
        **lazily(lambda: {"coming_events": coming_on(theme, partnership)}, "coming_events"),
        **lazily(lambda: {"events": held_on(theme, partnership)}, "events"),
        **lazily(lambda: {"theme_reach": reach_of(theme, partnership) if counts else None}, "theme_reach"),
    }


@hooks.register("cascade_resource_context")
def plan_with_resource(page: Page, request: HttpRequest) -> dict[str, Any]:
    """`plan_url`, where a session with the resource's learning points is started: for those who plan sessions."""
    if not (page.pk and page.live and can_plan_sessions(request)):
        return {"plan_url": ""}
    points = [("point", str(key)) for key in page.resource_points.values_list("point", flat=True)]
    level = [("level", str(page.level_id))] if page.level_id else []
    query = urlencode([*points, *level, ("resource", str(page.pk)), ("title", page.title)])
    return {"plan_url": f"{reverse('session_plan_new')}?{query}"}


def _context(found: PassedOn) -> dict[str, Any]:
    return {
        "taught_at": found.listed,
        "events": [taught.event for taught in found.listed],
        "coming_events": found.coming,
        "reach": found.reach,
    }


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("training.attendance", _("Record attendance"), _("Recorded attendance"))
    actions.register_action("training.awaiting", _("Await returns"), _("Marked returns as awaited or not to be sent"))
    actions.register_action("training.drop_count", _("Drop self-count"), _("Dropped what people in the room counted"))
    actions.register_action("training.taught", _("Say what was taught"), _("Said what was taught"))
    actions.register_action("training.import", _("Import event"), _("Made by an import"))
    actions.register_action("training.plan", _("Plan event"), _("Planned"))
    actions.register_action("training.change", _("Change event"), _("Changed what it says"))
    actions.register_action("training.move", _("Move event"), _("Moved to another time"))
    actions.register_action("training.plan_again", _("Plan event again"), _("Planned again"))
    actions.register_action("training.import_taken_back", _("Take import back"), _("Taken back with its import"))
    actions.register_action("training.import_discarded", _("Forget file"), _("Forgotten without being imported"))
    actions.register_action("training.alias", _("Remember name"), _("Other name remembered, for imports"))
    actions.register_action("training.alias_forgotten", _("Forget name"), _("Other name forgotten"))
    actions.register_action("training.ask_to_change", _("Ask course to change"), _("Asked to change"))
    actions.register_action(
        "training.changed", _("Say that course has changed"), _("Changed as a national review asks")
    )
    actions.register_action(
        "training.not_to_change", _("Do not ask course to change"), _("Not asked to change any more")
    )
    actions.register_action("training.endorse", _("Endorse session"), _("Endorsed"))
    actions.register_action("training.not_endorsed", _("Do not endorse session yet"), _("Not endorsed yet"))
    actions.register_action("training.withdraw_endorsement", _("Withdraw endorsement"), _("Endorsement withdrawn"))
    actions.register_action("training.session_pack", _("Make session pack"), _("Made an edition of the pack"))
    actions.register_action("training.source_decided", _("Decide about a source"), _("Decided about a changed source"))
    actions.register_action("training.hold", _("Hold event"), _("Marked as held"))
    actions.register_action("training.cancel", _("Cancel event"), _("Cancelled"))
    actions.register_action("training.merge_agency", _("Merge agency"), _("Merged into another agency"))
    actions.register_action("training.split_agency", _("Split agency"), _("Split into other agencies"))
    actions.register_action(
        "training.take_back_succession", _("Take back merger or split"), _("Its merger or split was taken back")
    )
    actions.register_action("training.accept_use", _("Accept team use"), _("Accepted"))
    actions.register_action("training.refuse_use", _("Refuse team use"), _("Refused"))
    actions.register_action("training.take_back_use", _("Take back team use"), _("Taken back, to be looked at again"))
    actions.register_action("training.put_away", _("Put session plan away"), _("Put away"))
    actions.register_action("training.bring_back", _("Bring session plan back"), _("Brought back"))
    actions.register_action("training.team_use", _("Count team use"), _("Counted as a team says"))
    actions.register_action("training.open_feedback", _("Ask for feedback"), _("Asked for feedback"))
    actions.register_action("training.close_feedback", _("Close feedback"), _("Closed feedback"))
    actions.register_action("training.decide_quote", _("Decide on a quote"), _("Decided whether a quote is shown"))
