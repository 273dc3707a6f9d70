"""“We have used this briefing”: a form that anybody may send, and what keeps machines from filling it in.

It does nothing in the reader's name and asks for no cookie, so it needs no other guard against forged posts than the
token it carries (docs/decisions/0019-team-use.md).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from briefings.models import BriefingPage
from learning.models import Partnership
from learning.public_forms.throttle import address_of
from training.domain.form_tokens import FormNotShownHere, FormToken, FormTooFast, FormTooOld, check_age, read_token
from training.domain.team_use import is_too_many, receive_team_use
from training.errors import FormSentAlready, TooManyTeamUses
from training.team_use_form import HONEYPOT, TeamUseForm

TOLD_WRONG, TOO_MANY = 422, 429


def _briefing(request: HttpRequest, slug: str) -> tuple[BriefingPage, Partnership]:
    """A briefing of this site that everybody may read, and whose site it is; 404 otherwise."""
    site, partnership = Site.find_for_request(request), Partnership.for_request(request)
    if site is None or partnership is None:
        raise Http404
    return get_object_or_404(BriefingPage.objects.live().public().descendant_of(site.root_page), slug=slug), partnership


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def team_use(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, empty; or what came of sending it. Whatever stands in the way is said, over the form as it was sent."""
    briefing, partnership = _briefing(request, slug)
    if request.method != "POST":
        form = TeamUseForm(partnership=partnership)
        return _page(request, briefing, form, FormToken.new(briefing.pk))
    if request.POST.get(HONEYPOT):
        return redirect("team_use_thanks", slug=slug)  # people never see that field: say thanks, and keep nothing
    address, form = address_of(request), TeamUseForm(request.POST, partnership=partnership)
    if is_too_many(briefing, address):
        return _page(request, briefing, form, FormToken.new(briefing.pk), TOO_MANY, str(TooManyTeamUses()))
    token, problem = _token(request, briefing)
    if problem or not form.is_valid():
        return _page(request, briefing, form, token, TOLD_WRONG, problem)
    try:
        receive_team_use(briefing, form.answers, partnership=partnership, form_key=token.key, address=address)
    except FormSentAlready as error:
        return _page(request, briefing, form, FormToken.new(briefing.pk), TOLD_WRONG, str(error))
    except TooManyTeamUses as error:
        return _page(request, briefing, form, FormToken.new(briefing.pk), TOO_MANY, str(error))
    return redirect("team_use_thanks", slug=slug)


@require_safe
def team_use_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next."""
    briefing, _partnership = _briefing(request, slug)
    return render(request, "training/team_use_thanks.html", {"briefing": briefing, "parent": briefing})


def _token(request: HttpRequest, briefing: BriefingPage) -> tuple[FormToken, str]:
    """The form's token and, where it will not do, a sentence with a token that will."""
    try:
        token = read_token(request.POST.get("token", ""), briefing.pk)
    except FormNotShownHere:
        return FormToken.new(briefing.pk), _("This form could not be checked. Nothing is lost: send it again.")
    try:
        check_age(token)
    except FormTooFast:
        return token, _("That was very quick. Nothing is lost: check what you have written, then send it again.")
    except (FormTooOld, FormNotShownHere):
        return FormToken.new(briefing.pk), _(
            "This page had been open for a long time. Nothing is lost: check what you have written, then send it again."
        )
    return token, ""


def _page(
    request: HttpRequest,
    briefing: BriefingPage,
    form: TeamUseForm,
    token: FormToken,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = {
        "briefing": briefing,
        "form": form,
        "token": str(token),
        "problem": problem,
        "honeypot": HONEYPOT,
        "parent": briefing,
    }
    return render(request, "training/team_use.html", context, status=status)
