"""A session's pack and its editions, a copy of a plan, and what has become of a plan's sources."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefings.resumable import send_zip
from training.domain.plan_changes import DECISIONS, KEEP, CannotDecide, decide
from training.domain.session_availability import unavailable
from training.domain.session_clones import clone_plan
from training.domain.session_packs import CannotMakePack, make_edition, pack_now, slides_in_editions
from training.exports.session_files import CONTENT_TYPES
from training.exports.session_zip import archive_of
from training.models import SessionEdition, SessionEditionItem, SessionPlan
from training.permissions import PLAN_SESSIONS
from training.queries.feedback_codes import events_to_ask_at
from training.queries.source_changes import changes_of
from training.session_packs.compared import compared
from training.session_packs.shown import groups_of
from training.views import partnership_of


@never_cache
@login_required
@permission_required(PLAN_SESSIONS, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def session_pack(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What would be in the pack now, its editions, and making the next one (POST)."""
    plan = _plan(request, plan_id)
    problem = ""
    if request.method == "POST":
        try:
            edition = make_edition(plan, by=_person(request))
        except CannotMakePack as error:
            problem = str(error)
        else:
            return redirect("session_edition", plan.pk, edition.number)
    now = pack_now(plan)
    context = {
        "plan": plan,
        "plan_url": plan.get_absolute_url(),
        "pack": now,
        "groups": groups_of(now.files),
        "events": events_to_ask_at(plan),
        "editions": plan.editions.defer("readme", "manifest", "plan_said"),
        "change_count": len(changes_of(plan)),
        "problem": problem,
        "breadcrumbs": _way_to(plan),
    }
    return render(request, "training/session_pack.html", context, status=422 if problem else 200)


@never_cache
@login_required
@permission_required(PLAN_SESSIONS, raise_exception=True)
@require_safe
def session_edition(request: HttpRequest, plan_id: int, number: int) -> HttpResponse:
    """One edition as it was made, with each file that can still be had."""
    plan = _plan(request, plan_id)
    edition = _edition(plan, number)
    items = list(edition.items.order_by("order"))
    missing = unavailable(edition, items)
    context = {
        "plan": plan,
        "plan_url": plan.get_absolute_url(),
        "edition": edition,
        "newer": plan.editions.filter(number__gt=number).order_by("-number").first(),
        "groups": groups_of(items, missing),
        "has_missing": bool(missing),
        "events": events_to_ask_at(plan),
        "size": sum(item.size for item in items if item.pk not in missing),
        "breadcrumbs": [
            *_way_to(plan),
            {"title": _("The session’s pack"), "url": reverse("session_pack", args=[plan.pk])},
        ],
    }
    return render(request, "training/session_edition.html", context)


@login_required
@permission_required(PLAN_SESSIONS, raise_exception=True)
@require_safe
def session_edition_zip(request: HttpRequest, plan_id: int, number: int) -> HttpResponseBase:
    """Every file of the edition in one zip; a note in place of one that can no longer be had."""
    plan = _plan(request, plan_id)
    edition = _edition(plan, number)
    items = list(edition.items.order_by("order"))
    name = f"{_file_name(plan)}-pack-{number}.zip"
    return send_zip(request, archive_of(edition, items, unavailable(edition, items)), name)


@never_cache
@login_required
@permission_required(PLAN_SESSIONS, raise_exception=True)
@require_safe
def session_edition_file(request: HttpRequest, plan_id: int, number: int, key: str) -> HttpResponseBase:
    """One file of an edition. One that can no longer be had is 410, with the reason."""
    plan = _plan(request, plan_id)
    edition = _edition(plan, number)
    item = get_object_or_404(SessionEditionItem, edition=edition, key=key)
    why = unavailable(edition, [item]).get(item.pk)
    if why:
        context = {"plan": plan, "edition": edition, "item": item, "why": why, "plan_url": plan.get_absolute_url()}
        return render(request, "training/session_file_gone.html", context, status=410)
    kind = CONTENT_TYPES.get(item.format, "application/octet-stream")
    response = FileResponse(item.open(), content_type=kind, as_attachment=True, filename=item.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@login_required
@permission_required(PLAN_SESSIONS, raise_exception=True)
@require_POST
def session_plan_clone(request: HttpRequest, plan_id: int) -> HttpResponse:
    """A copy of the plan, owned by whoever asks."""
    plan = _plan(request, plan_id)
    copy = clone_plan(plan, by=_person(request))
    messages.success(
        request, _("This is your own copy of “%(title)s”. What you change here stays here.") % {"title": plan.title}
    )
    return redirect(copy.get_absolute_url())


@never_cache
@login_required
@permission_required(PLAN_SESSIONS, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def session_plan_changes(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What has changed at the sources of the plan, old beside new; POST takes or keeps one of them."""
    plan = _plan(request, plan_id)
    if request.method == "POST":
        decision = request.POST.get("decision", "")
        try:
            if decision not in DECISIONS:
                raise CannotDecide(_("Choose one of the buttons, please."))
            change = decide(plan, request.POST.get("change", "")[:40], decision, by=_person(request))
        except CannotDecide as error:
            messages.error(request, str(error))
        else:
            said = _("“%(title)s” stays as it is in your plan.") if decision == KEEP else _("“%(title)s”: done.")
            messages.success(request, said % {"title": change.title})
        return redirect("session_plan_changes", plan.pk)
    changes = changes_of(plan)
    editions = slides_in_editions(plan) if any(one.is_in_place for one in changes) else {}
    context = {
        "plan": plan,
        "plan_url": plan.get_absolute_url(),
        "changes": [compared(one, editions) for one in changes],
        "breadcrumbs": _way_to(plan),
    }
    return render(request, "training/session_changes.html", context)


def _way_to(plan: SessionPlan) -> list[dict[str, str]]:
    """The pages above those of a plan's pack."""
    return [
        {"title": _("Training"), "url": reverse("training")},
        {"title": _("Sessions"), "url": reverse("session_plans")},
        {"title": plan.title, "url": plan.get_absolute_url()},
    ]


def _person(request: HttpRequest) -> Any:
    """Who asks: signed in, all who get here."""
    return request.user


def _plan(request: HttpRequest, plan_id: int) -> SessionPlan:
    """A plan of this site's partnership; 404 for any other."""
    partnership = partnership_of(request)
    plans = SessionPlan.objects.of(partnership).select_related("partnership__site", "level", "parent", "owner")
    return get_object_or_404(plans, pk=plan_id)


def _edition(plan: SessionPlan, number: int) -> SessionEdition:
    edition = plan.editions.filter(number=number).first()
    if edition is None:
        raise Http404
    edition.plan = plan
    return edition


def _file_name(plan: SessionPlan) -> str:
    return slugify(plan.title)[:60].strip("-") or "session"
