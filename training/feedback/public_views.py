"""The form of a round of feedback: anybody who has its address may answer, and nothing is kept of who did.

It does nothing in the reader's name and asks for no cookie, so it needs no other guard against forged posts than the
token it carries (docs/decisions/0019-team-use.md). Two people may say the same: only the form's key tells them apart.
"""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from learning.public_forms.throttle import address_of
from media.sheets.qr import qr_png
from training.domain.feedback import KIND, receive_feedback
from training.domain.form_tokens import FormNotShownHere, FormToken, FormTooFast, FormTooOld, check_age, read_token
from training.enums import FeedbackMoment
from training.errors import FeedbackSentAlready, TooMuchFeedback
from training.feedback.forms import HONEYPOT, FeedbackForm
from training.feedback.questions import CONFIDENCE
from training.models import FeedbackRound
from training.queries.feedback import is_taking_answers, points_asked_about, round_at
from training.views import partnership_of

TOLD_WRONG, TOO_MANY = 422, 429


def _round(request: HttpRequest, token: str) -> FeedbackRound:
    found = round_at(partnership_of(request), token)
    if found is None:
        raise Http404
    return found


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_form(request: HttpRequest, token: str) -> HttpResponse:
    """The form, empty; what came of sending it; or, before and after its days, that no answers are taken."""
    asked = _round(request, token)
    data = request.POST if request.method == "POST" else None
    form = FeedbackForm(data, moment=FeedbackMoment(asked.moment), points=points_asked_about(asked.event))
    if not form.fields:
        return _not_now(request, asked)
    if data is not None:
        return _sent(request, asked, form)
    return _page(request, asked, form, _new_token(asked)) if is_taking_answers(asked) else _not_now(request, asked)


def _sent(request: HttpRequest, asked: FeedbackRound, form: FeedbackForm) -> HttpResponse:
    if request.POST.get(HONEYPOT):
        return redirect("feedback_thanks", token=asked.token)  # people never see that field: keep nothing
    token, problem = _token(request, asked)
    # A form that was opened while answers were taken is taken until it is too old: nobody loses what they have typed.
    if not is_taking_answers(asked) and (problem or not is_taking_answers(asked, _day_shown(token))):
        return _not_now(request, asked, TOLD_WRONG)
    if problem or not form.is_valid():
        return _page(request, asked, form, token, TOLD_WRONG, problem)
    address = address_of(request)
    try:
        receive_feedback(asked, form.answers, form_key=token.key, address=address)
    except FeedbackSentAlready as error:
        return _page(request, asked, form, _new_token(asked), TOLD_WRONG, str(error))
    except TooMuchFeedback as error:
        return _page(request, asked, form, token, TOO_MANY, str(error))
    return redirect("feedback_thanks", token=asked.token)


@require_safe
def feedback_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """What becomes of it."""
    asked = _round(request, token)
    return render(request, "training/feedback_thanks.html", {"round": asked, "event_title": asked.event.title})


@require_safe
def feedback_qr(request: HttpRequest, token: str) -> HttpResponse:
    """A PNG to print: the code that opens the form."""
    asked = _round(request, token)
    return HttpResponse(qr_png(request.build_absolute_uri(asked.get_absolute_url())), content_type="image/png")


def _new_token(asked: FeedbackRound) -> FormToken:
    return FormToken.new(asked.pk, kind=KIND)


def _day_shown(token: FormToken) -> date:
    return timezone.localdate(datetime.fromtimestamp(token.shown_at, tz=timezone.get_current_timezone()))


def _token(request: HttpRequest, asked: FeedbackRound) -> tuple[FormToken, str]:
    """The form's token and, where it will not do, a sentence with a token that will."""
    try:
        token = read_token(request.POST.get("token", ""), asked.pk, kind=KIND)
    except FormNotShownHere:
        return _new_token(asked), _("This form could not be checked. Nothing is lost: send it again.")
    try:
        check_age(token)
    except FormTooFast:
        return token, _("That was very quick. Nothing is lost: look at your answers once more, then send them again.")
    except (FormTooOld, FormNotShownHere):
        return _new_token(asked), _(
            "This page had been open for a long time. Nothing is lost: look at your answers, then send them again."
        )
    return token, ""


def _not_now(request: HttpRequest, asked: FeedbackRound, status: int = 200) -> HttpResponse:
    is_early = not asked.is_closed() and timezone.localdate() < asked.opens_on
    context = {"round": asked, "event_title": asked.event.title, "is_early": is_early}
    return render(request, "training/feedback_closed.html", context, status=status)


def _page(
    request: HttpRequest,
    asked: FeedbackRound,
    form: FeedbackForm,
    token: FormToken,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = {
        "round": asked,
        "event_title": asked.event.title,
        "event_date": asked.event.date_as_stated,
        "form": form,
        "confidence": CONFIDENCE[form.moment],
        "token": str(token),
        "problem": problem,
        "honeypot": HONEYPOT,
    }
    return render(request, "training/feedback_form.html", context, status=status)
