"""A running order made for a plan: with the learning points chosen, or with those that are proposed first."""

from django.http import HttpRequest
from wagtail.models import Site

from learning.models import LearningPoint, Partnership
from training.domain.running_orders import points_that_fit, suggest_running_order
from training.domain.session_words import PlanDetails, SegmentIdea
from training.models import SessionPlan
from training.queries.proposals import ProposalFilters, proposals
from training.queries.session_care import care_of
from training.sessions.finding import audience_of


def suggested(
    request: HttpRequest,
    partnership: Partnership,
    details: PlanDetails,
    points: list[LearningPoint],
    filters: ProposalFilters,
) -> list[SegmentIdea]:
    """A running order with these learning points; where there are none, with those that are proposed first."""
    if not points:
        fit = points_that_fit(details.minutes)
        found = proposals(partnership, audience_of(details), filters, limit=fit)
        points = [proposal.point for proposal in found.proposals]
    care = care_of(SessionPlan(content_warning=details.content_warning), Site.find_for_request(request))
    return suggest_running_order(
        details.minutes, points, content_warning=care.content_warning, size=details.size, mode=details.mode
    )
