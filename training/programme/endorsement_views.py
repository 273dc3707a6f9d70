"""Endorsing single-agency sessions against what their level requires, for training managers."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning.models import Level, Partnership
from training.domain.endorsements import decide, withdraw_endorsement
from training.enums import EventKind
from training.errors import TrainingError
from training.models import Endorsement, SessionPlan, TrainingEvent
from training.numbers_asked import number_asked
from training.permissions import ENDORSE_SESSIONS
from training.programme.access import TOLD_WRONG, only_with
from training.programme.endorsement_form import EndorsementForm, WithdrawForm
from training.programme.event_views import event_of
from training.queries.endorsements import endorsement_list, last_words, levels_with_lists, what_covers
from training.queries.required_content import required_lines
from training.views import partnership_of

Session = SessionPlan | TrainingEvent


@only_with(ENDORSE_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def endorse_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    partnership = partnership_of(request)
    plan = get_object_or_404(SessionPlan.objects.of(partnership).select_related("level"), pk=plan_id)
    return _judge(request, plan, partnership, last_words(plan.pk))


@only_with(ENDORSE_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def endorse_event(request: HttpRequest, event_id: int) -> HttpResponse:
    """Single-agency sessions alone: what the partnership itself holds is not endorsed by it."""
    event = event_of(request, event_id)
    if event.kind != EventKind.SINGLE_AGENCY:
        raise Http404
    return _judge(request, event, event.partnership, last_words(None, event.pk))


@only_with(ENDORSE_SESSIONS)
@require_safe
def endorsements(request: HttpRequest) -> HttpResponse:
    """Which sessions are endorsed, those that run out soonest first."""
    context = {
        "found": endorsement_list(partnership_of(request)),
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }
    return render(request, "training/endorsements.html", context)


@only_with(ENDORSE_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_withdraw(request: HttpRequest, endorsement_id: int) -> HttpResponse:
    """Asks why; sent, the endorsement no longer holds."""
    partnership = partnership_of(request)
    ours = Endorsement.objects.filter(Q(plan__partnership=partnership) | Q(event__partnership=partnership))
    endorsement = get_object_or_404(ours.select_related("plan", "event", "level"), pk=endorsement_id)
    form, problem = WithdrawForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        try:
            withdraw_endorsement(endorsement, why=form.cleaned_data["why"], by=_person(request))
        except TrainingError as error:
            problem = str(error)
        else:
            messages.success(request, _("The endorsement is withdrawn."))
            return redirect("endorsements")
    context = {"endorsement": endorsement, "form": form, "problem": problem, "breadcrumbs": _crumbs()}
    status = TOLD_WRONG if problem or form.errors else 200
    return render(request, "training/endorsement_withdraw.html", context, status=status)


def _judge(request: HttpRequest, session: Session, partnership: Partnership, said: list[Endorsement]) -> HttpResponse:
    """The list of a level, to be answered line by line; without a level, the levels to choose from."""
    levels = levels_with_lists(partnership)
    level = _level(request, session, levels)
    context: dict[str, Any] = {
        "session": session,
        "levels": levels,
        "level": level,
        "said": said,
        "breadcrumbs": _crumbs(),
    }
    if level is None:
        return render(request, "training/endorse.html", context)
    form, problem = _form(request, session, level), ""
    if form.is_valid():
        try:
            decide(session, form.decided, by=_person(request))
        except TrainingError as error:
            problem = str(error)
        else:
            messages.success(request, _("What you decided is kept."))
            return redirect("endorsements")
    context |= {"form": form, "problem": problem}
    return render(request, "training/endorse.html", context, status=TOLD_WRONG if problem or form.errors else 200)


def _form(request: HttpRequest, session: Session, level: Level) -> EndorsementForm:
    lines = required_lines(level)
    plan, event = (session, None) if isinstance(session, SessionPlan) else (session.plan, session)
    data = request.POST if request.method == "POST" else None
    return EndorsementForm(data, level=level, lines=lines, covers=what_covers(lines, plan, event))


def _level(request: HttpRequest, session: Session, levels: Any) -> Level | None:
    """The one asked for; else the session's own, where it has a list."""
    asked = number_asked(request, "level")
    if asked is not None:
        return get_object_or_404(levels, pk=asked)
    own = session.level
    return levels.filter(pk=own.pk).first() if own else None


def _crumbs() -> list[dict[str, str]]:
    return [
        {"title": _("Training"), "url": reverse("training")},
        {"title": _("Endorsed sessions"), "url": reverse("endorsements")},
    ]


def _person(request: HttpRequest) -> Any:
    return request.user
