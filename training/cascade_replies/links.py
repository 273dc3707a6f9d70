"""What every page behind a link does alike: it finds whose link it is, says plainly why one is dead, and keeps the link to itself."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from training.cascade_replies.forms import ReplyForm
from training.domain.cascade_links import LinkNotOurs, LinkRevoked, LinkRunOut, recipient_of
from training.enums import CascadeState
from training.models import CascadeRecipient
from training.views import partnership_of

NOT_THERE, GONE, TOLD_WRONG, TOO_MANY = 404, 410, 422, 429
LONGEST_TOKEN: Final = 500  # ours have under 100 characters
Page = Callable[[HttpRequest, CascadeRecipient, str], HttpResponse]
WhenRevoked = Callable[[HttpRequest, CascadeRecipient], HttpResponse | None]


class CascadeCalledBack(Exception):
    """The partnership withdrew what the link is about."""


# The same words whoever asks and whosever link it was: they tell nobody anything that is not in the link.
_DEAD: Final[dict[type[Exception], tuple[int, object, object]]] = {
    LinkNotOurs: (
        NOT_THERE,
        _("This link does not work"),
        _("Part of it may be missing: mail programs break long links. Open it from the mail again, or copy all of it."),
    ),
    LinkRevoked: (
        GONE,
        _("This link is not in use any more"),
        _(
            "It was handed on to somebody else, replaced by a newer one, or stopped. If you have a later mail about this, use "
            "the link in that one."
        ),
    ),
    LinkRunOut: (
        GONE,
        _("This link has run out"),
        _("It worked for some weeks after the day by which answers were due."),
    ),
    CascadeCalledBack: (
        GONE,
        _("This has been called back"),
        _("The partnership has withdrawn what it sent you. There is nothing that you need to do."),
    ),
}


def behind_a_link(page: Page, when_revoked: WhenRevoked | None = None) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view at `<token>`: calls `page(request, recipient, token)` where the link works.

    What is posted to a link that was revoked may be the second press of one: `when_revoked` answers it, or gives None.

    Nothing is done in the name of a person who is signed in, and no cookie is asked for: whoever has the link may post,
    nobody else knows where to. So there is no other guard against forged posts (docs/decisions/0036-replies-to-cascades.md).
    """

    @never_cache
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(page)
    def view(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return kept_to_itself(page(request, _recipient(request, token), token))
        except tuple(_DEAD) as error:
            answer = None
            if when_revoked and isinstance(error, LinkRevoked) and request.method == "POST":
                answer = when_revoked(request, error.recipient)
            return kept_to_itself(answer or dead_link(request, type(error)))

    return view


def dead_link(request: HttpRequest, why: type[Exception]) -> HttpResponse:
    """Why the link opens nothing. What was typed on a page that was open when it died is shown, to be copied."""
    status, heading, sentence = _DEAD[why]
    typed = (
        ReplyForm(request.POST, last=None, has_teams=True, is_team=False).typed() if request.method == "POST" else []
    )
    context = {"heading": heading, "sentence": sentence, "typed": typed, "private_address": True}
    return render(request, "training/cascade_replies/dead_link.html", context, status=status)


def kept_to_itself(response: HttpResponse) -> HttpResponse:
    """The answer, told to no other site, to no search engine, and, where it is an error, not to our log by its address."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response._has_been_logged = True  # type: ignore[attr-defined]  # what Django asks before it logs a 4xx with its path
    return response


def _recipient(request: HttpRequest, token: str) -> CascadeRecipient:
    partnership = partnership_of(request)
    if len(token) > LONGEST_TOKEN:
        raise LinkNotOurs
    try:
        recipient = recipient_of(token)
    except LinkRevoked as error:
        if error.recipient.cascade.partnership_id != partnership.pk:
            raise LinkNotOurs from error
        raise
    if recipient.cascade.partnership_id != partnership.pk or recipient.cascade.state == CascadeState.DRAFT:
        raise LinkNotOurs
    if recipient.cascade.state == CascadeState.WITHDRAWN:
        raise CascadeCalledBack
    return recipient
