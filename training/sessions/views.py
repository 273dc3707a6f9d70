"""Session plans: the list, a new one, and the builder."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.models import LearningPoint, Partnership
from training.domain.session_plans import create_plan
from training.domain.session_words import PlanDetails, SegmentIdea, SegmentWords
from training.enums import Depth, Mode, SegmentKind
from training.models import SessionPlan
from training.permissions import PLAN_SESSIONS
from training.queries.proposals import ProposalFilters
from training.queries.source_changes import changes_among
from training.sessions.builder import OWN_PART, answer
from training.sessions.finding import OWN, asked_filters, number, points_here
from training.sessions.forms import PlanForm
from training.sessions.page import builder_page
from training.sessions.suggesting import suggested
from training.views import partnership_of

PLANS_A_PAGE = 20
MOST_PREFILLED = 50
MINE, EVERYBODYS, AWAY = "mine", "all", "away"

View = Callable[..., HttpResponse]


def for_planners(view: View) -> View:
    """Signed in, and with the right to plan sessions; 403 for others who are signed in."""
    return login_required(never_cache(permission_required(PLAN_SESSIONS, raise_exception=True)(view)))


@for_planners
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """One's own plans, everybody's, or those put away; found by their title."""
    partnership = partnership_of(request)
    asked, words = request.GET.get("show", MINE), asked_filters(request.GET).words
    show = asked if asked in (MINE, EVERYBODYS, AWAY) else MINE
    found = SessionPlan.objects.of(partnership)
    found = found.archived() if show == AWAY else found.in_use()
    if show == MINE:
        found = found.filter(owner=request.user.pk)
    for word in words.split():
        found = found.filter(title__icontains=word)
    page = Paginator(found.for_list(), PLANS_A_PAGE).get_page(request.GET.get("page"))
    changed = changes_among(page)
    for plan in page:
        plan.changes = changed.get(plan.pk, 0)  # type: ignore[attr-defined]  # for its row
    context = {
        "plans": page,
        "show": show,
        "words": words,
        "tabs": [(MINE, _("Mine")), (EVERYBODYS, _("Everybody’s")), (AWAY, _("Put away"))],
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }
    return render(request, "training/sessions/plans.html", context)


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    """A few questions, and a plan with a running order. The address may answer some: `point` (several), `level`, `kind`
    (an agency kind's slug), `agency`, `theme`, `review`."""
    partnership = partnership_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    points = _asked_points(partnership, asked.getlist("point"))
    filters = asked_filters(asked)
    if request.method == "POST":
        form = PlanForm(request.POST, partnership=partnership)
        if form.is_valid():
            plan = _make(request, partnership, form.details, points, filters)
            return redirect(f"{plan.get_absolute_url()}{_builder_query(filters)}")
    else:
        form = PlanForm(partnership=partnership, initial=_initial(request.GET, partnership))
    context = {
        "form": form,
        "points": points,
        "filters": filters,
        "wants_order": request.method != "POST" or "suggest" in request.POST,
        "breadcrumbs": _crumbs(),
    }
    return render(request, "training/sessions/new.html", context, status=422 if form.errors else 200)


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def builder(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The running order, with what can be put into it beside it; or what came of changing it."""
    partnership = partnership_of(request)
    plan = get_object_or_404(
        SessionPlan.objects.select_related("level", "owner", "updated_by", "parent"),
        pk=plan_id,
        partnership=partnership,
    )
    plan.partnership = partnership
    if request.method == "POST":
        return answer(request, plan)
    begun = request.session.get(OWN_PART)
    if begun is None or begun.get("plan") != plan.pk or request.GET.get("find") != OWN:
        return builder_page(request, plan)
    del request.session[OWN_PART]
    return builder_page(request, plan, own=begun)


def _crumbs() -> list[dict[str, str]]:
    return [
        {"title": _("Training"), "url": reverse("training")},
        {"title": _("Sessions"), "url": reverse("session_plans")},
    ]


def _asked_points(partnership: Partnership, asked: list[str]) -> list[LearningPoint]:
    """Those that are there, in the order in which they were asked for."""
    keys = [key for key in map(number, dict.fromkeys(asked)) if key][:MOST_PREFILLED]
    found = points_here(partnership).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _initial(query: Any, partnership: Partnership) -> dict[str, Any]:
    """The answers that the address gives. What is not there is left out."""
    kinds = [slug for slug in query.getlist("kind") if "\x00" not in slug]
    fields = PlanForm(partnership=partnership).fields
    kind_choices: Any = fields["kinds"]
    return {
        "minutes": number(query.get("minutes", "")) or 90,
        "size": number(query.get("size", "")),
        "mode": Mode.IN_PERSON,
        "level": number(query.get("level", "")),
        "title": query.get("title", "").replace("\x00", "")[:200],
        "kinds": [kind.pk for kind in kind_choices.queryset.filter(slug__in=kinds)] if kinds else [],
        "agencies": [key for key in map(number, query.getlist("agency")) if key],
    }


def _make(
    request: HttpRequest,
    partnership: Partnership,
    details: PlanDetails,
    points: list[LearningPoint],
    filters: ProposalFilters,
) -> SessionPlan:
    """The plan, with a running order where that is wanted, else with the points alone."""
    if "suggest" in request.POST:
        ideas = suggested(request, partnership, details, points, filters)
        taken = {idea.point.pk for idea in ideas if idea.point}
        left_out = [point for point in points if point.pk not in taken]
        if left_out:
            messages.warning(
                request,
                ngettext(
                    "There was no time for %(n)d learning point you chose. Put it in from the list, and take another out.",
                    "There was no time for %(n)d learning points you chose. Put them in from the list, and take others out.",
                    len(left_out),
                )
                % {"n": len(left_out)},
            )
    else:
        ideas = [
            SegmentIdea(SegmentKind.POINT, SegmentWords(minutes=10, depth=Depth.TAUGHT), point) for point in points
        ]
    return create_plan(partnership, details, ideas, by=request.user)  # type: ignore[arg-type]  # signed in


def _builder_query(filters: ProposalFilters) -> str:
    asked = {"theme": filters.theme, "review": filters.review, "resource": filters.resource}
    given = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(given)}" if given else ""
