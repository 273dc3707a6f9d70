"""The builder's page, also where what was sent could not be kept, and the part of it that says how the plan stands."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
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
from training.sessions.whole_form import own_begun

SCRIPTS = [
    f"partnership/js/session_builder/{name}.js"
    for name in ("page", "telling", "queue", "order", "fresh", "finding", "start")
]


def builder_page(
    request: HttpRequest,
    plan: SessionPlan,
    *,
    details_form: PlanDetailsForm | None = None,
    segment_forms: Mapping[UUID, SegmentForm] | None = None,
    own_form: SegmentForm | None = None,
    own: Mapping[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page. Forms are given where they were sent and could not be kept, `problem` is a sentence why.

    `own` is a part of one's own that was begun and not put in yet.
    """
    order = running_order(plan, segment_forms)
    details = PlanDetails.of(plan)
    context = {
        **standing(request, plan, order),
        "details_form": details_form or details_form_of(request, plan),
        "details_mark": details.mark,
        "kinds": details.kinds,
        "agencies": details.agencies,
        "finding": Finding(request, plan.partnership, details, points_in(order.segments)),
        "depths": Depth.choices,
        "new_part_form": own_form,
        "own": own_form.data if own_form is not None else own or own_begun(request.POST),
        "can_suggest": can_suggest(order) and plan.archived_at is None,
        "change_count": len(changes_of(plan)),
        "is_full": len(order.parts) >= MOST_SEGMENTS,
        "problem": problem,
        "scripts": SCRIPTS,
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


def details_form_of(request: HttpRequest, plan: SessionPlan, data: QueryDict | None = None) -> PlanDetailsForm:
    """The form for whom the session is for; the partnership's care words stand where the plan has none of its own.

    `data` has its fields as the script sends them, without the word with which the page's own begin.
    """
    site = Site.find_for_request(request)
    usual = TrainingSettings.for_site(site) if site is not None else TrainingSettings()
    words = {name: getattr(usual, name) for name in ("content_warning", "if_distressed", "support_contacts")}
    named: QueryDict | None = None
    if data is not None:
        named = QueryDict(mutable=True)
        for name in data:
            named.setlist(f"plan-{name}", data.getlist(name))
    return PlanDetailsForm(named, plan=plan, usual=words)
