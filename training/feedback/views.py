"""Asking for feedback on an event, and what came of it, for those who run events."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.domain.feedback import close_round, decide_quote, open_round
from training.enums import FeedbackMoment, QuoteState
from training.errors import TrainingError
from training.exports import event_feedback_sheet
from training.feedback.forms import QuotesForm, RoundForm
from training.models import TrainingEvent
from training.permissions import LOOK_AT_QUOTES, RUN_EVENTS
from training.queries.feedback import Rung, ladder_of, points_asked_about, quotes_to_look_at, results_of
from training.views import partnership_of

TOLD_WRONG = 422
QUOTES_A_PAGE = 25


def _event(request: HttpRequest, event_id: int) -> TrainingEvent:
    return get_object_or_404(TrainingEvent.objects.of(partnership_of(request)), pk=event_id)


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_safe
def feedback(request: HttpRequest, event_id: int) -> HttpResponse:
    """The three rounds of an event: open, close, how many answers."""
    return _ladder(request, _event(request, event_id))


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_POST
def feedback_round(request: HttpRequest, event_id: int, moment: str) -> HttpResponse:
    """Opens a round, changes its days, or closes it; then back to the three. What is wrong is said over the form."""
    event = _event(request, event_id)
    rung = _rung(event, moment)
    if request.POST.get("do") == "close":
        if rung.round is not None:
            close_round(rung.round, by=_who(request))
        messages.success(request, _("Closed. What has come in stays."))
        return redirect("feedback", event.pk)
    form = RoundForm(request.POST, moment=rung.moment, days=(rung.opens_on, rung.closes_on))
    if not form.is_valid():
        return _ladder(request, event, {rung.moment: form})
    try:
        open_round(event, rung.moment, by=_who(request), **form.cleaned_data)
    except TrainingError as error:
        form.add_error("opens_on", str(error))
        return _ladder(request, event, {rung.moment: form})
    messages.success(request, _("Kept. The address stays the same, whatever you change."))
    return redirect("feedback", event.pk)


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_safe
def feedback_sheet(request: HttpRequest, event_id: int, moment: str) -> HttpResponse:
    """The code and the address, big: to be shown on the wall or printed."""
    event = _event(request, event_id)
    rung = _rung(event, moment)
    if rung.round is None:
        raise Http404
    context = {"event": event, "rung": rung, "address": _address(request, rung)}
    return render(request, "training/feedback_sheet.html", context)


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_safe
def feedback_paper(request: HttpRequest, event_id: int, moment: str) -> HttpResponse:
    """The same questions on paper, with the code, for a room with few telephones."""
    event = _event(request, event_id)
    rung = _rung(event, moment)
    if rung.round is None:
        raise Http404
    response = HttpResponse(event_feedback_sheet.file(event, _address(request, rung)), content_type="application/pdf")
    name = slugify(event.title)[:60] or "session"
    response["Content-Disposition"] = f'attachment; filename="{name}-feedback.pdf"'
    return response


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_safe
def feedback_results(request: HttpRequest, event_id: int) -> HttpResponse:
    """All answers, for whoever runs the event."""
    event = _event(request, event_id)
    results = results_of(event)
    context = {"event": event, "results": results, "breadcrumbs": _crumbs(event), "moments": FeedbackMoment.choices}
    return render(request, "training/feedback_results.html", context)


@never_cache
@login_required
@permission_required(LOOK_AT_QUOTES, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_quotes(request: HttpRequest) -> HttpResponse:
    """What people wrote, to be shown or hidden beyond the trainer."""
    partnership = partnership_of(request)
    state = request.GET.get("state", "")
    state = state if state in QuoteState.values else QuoteState.WAITING
    page = Paginator(quotes_to_look_at(partnership, state), QUOTES_A_PAGE).get_page(request.GET.get("page"))
    form = QuotesForm(request.POST or None, quotes=list(page), choices=QuoteState.choices)
    if request.method == "POST" and form.is_valid():
        for quote, decided in form.decided:
            decide_quote(quote, QuoteState(decided), by=_who(request))
        messages.success(request, _("%(n)d decided.") % {"n": len(form.decided)})
        return redirect(f"{reverse('feedback_quotes')}?state={state}")
    context = {"form": form, "page_of": page, "state": state, "states": QuoteState.choices}
    return render(request, "training/feedback_quotes.html", context, status=TOLD_WRONG if form.errors else 200)


def _ladder(
    request: HttpRequest, event: TrainingEvent, wrong: dict[FeedbackMoment, RoundForm] | None = None
) -> HttpResponse:
    wrong = wrong or {}
    rungs: list[dict[str, Any]] = []
    for rung in ladder_of(event):
        form = wrong.get(rung.moment) or RoundForm(moment=rung.moment, days=(rung.opens_on, rung.closes_on))
        rungs.append({"rung": rung, "form": form, "address": _address(request, rung)})
    context = {
        "event": event,
        "rungs": rungs,
        "points": points_asked_about(event),
        "wrong": list(wrong.values()),
        "can_look_at_quotes": request.user.has_perm(LOOK_AT_QUOTES),
        "breadcrumbs": _crumbs(event)[:-1],
    }
    return render(request, "training/feedback.html", context, status=TOLD_WRONG if wrong else 200)


def _rung(event: TrainingEvent, moment: str) -> Rung:
    found = next((rung for rung in ladder_of(event) if rung.moment == moment), None)
    if found is None:
        raise Http404
    return found


def _address(request: HttpRequest, rung: Rung) -> str:
    return request.build_absolute_uri(rung.round.get_absolute_url()) if rung.round else ""


def _crumbs(event: TrainingEvent) -> list[dict[str, str]]:
    return [
        {"title": _("Training"), "url": reverse("training")},
        {"title": event.title, "url": event.get_absolute_url()},
        {"title": _("Feedback"), "url": reverse("feedback", args=[event.pk])},
    ]


def _who(request: HttpRequest) -> AbstractBaseUser:
    return cast(AbstractBaseUser, request.user)
