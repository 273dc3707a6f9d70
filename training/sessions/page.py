"""The builder's page, also where what was sent could not be kept, and the part of it that says how the plan stands."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from training.domain.session_plans import MOST_SEGMENTS
from training.domain.session_words import PlanDetails
from training.enums import Depth
from training.models import SessionPlan
from training.models.training_settings import TrainingSettings
from training.permissions import can_endorse
from training.queries.endorsements import last_words
from training.queries.required_content import check_required, required_lines
from training.queries.session_care import care_of
from training.queries.source_changes import changes_of
from training.sessions.finding import Finding
from training.sessions.forms import PlanDetailsForm, SegmentForm
from training.sessions.running_order import RunningOrder, can_suggest, points_in, running_order


def builder_page(
    request: HttpRequest,
    plan: SessionPlan,
    *,
    details_form: PlanDetailsForm | None = None,
    segment_form: SegmentForm | None = None,
    key: UUID | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page. A form is given where it was sent and could not be kept, `problem` is a sentence why."""
    order = running_order(plan, segment_form, key)
    details = PlanDetails.of(plan)
    context = {
        **standing(request, plan, order),
        "details_form": details_form or details_form_of(request, plan),
        "details_mark": details.mark,
        "kinds": details.kinds,
        "agencies": details.agencies,
        "finding": Finding(request, plan.partnership, details, points_in(order.segments)),
        "depths": Depth.choices,
        "new_part_form": segment_form if segment_form is not None and key is None else None,
        "can_suggest": can_suggest(order) and plan.archived_at is None,
        "change_count": len(changes_of(plan)),
        "is_full": len(order.parts) >= MOST_SEGMENTS,
        "problem": problem,
        "endorsements": last_words(plan.pk),
        "endorse_url": reverse("endorse_plan", args=[plan.pk]) if can_endorse(request) else "",
        "breadcrumbs": [
            {"title": _("Training"), "url": reverse("training")},
            {"title": _("Sessions"), "url": reverse("session_plans")},
        ],
    }
    return render(request, "training/sessions/builder.html", context, status=status)


def standing(request: HttpRequest, plan: SessionPlan, order: RunningOrder) -> dict[str, Any]:
    """What the head of the page says: whether minutes add up, the care words, what the level requires."""
    lines = required_lines(plan.level)
    return {
        "plan": plan,
        "order": order,
        "care": care_of(plan, Site.find_for_request(request)),
        "requirements": check_required(lines, order.segments),
        "required_lines": lines,
    }


def standing_html(request: HttpRequest, plan: SessionPlan) -> str:
    """The same, to be put into the page that is open."""
    plan.partnership  # noqa: B018 - read before the template asks for it
    context = standing(request, plan, running_order(plan))
    return render_to_string("training/sessions/standing.html", context, request=request)


def details_form_of(request: HttpRequest, plan: SessionPlan, data: Any = None) -> PlanDetailsForm:
    """The form for whom the session is for; the partnership's care words stand where the plan has none of its own."""
    site = Site.find_for_request(request)
    usual = TrainingSettings.for_site(site) if site is not None else TrainingSettings()
    words = {name: getattr(usual, name) for name in ("content_warning", "if_distressed", "support_contacts")}
    return PlanDetailsForm(data, plan=plan, usual=words)
