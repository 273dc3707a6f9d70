"""The page an agency's or a team's link opens: what was sent, and one short form."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from learning.public_forms.throttle import address_of, count_this_hour, taken_this_hour
from training.cascade_errors import CascadeError, NotTakingReplies
from training.cascade_replies.links import TOLD_WRONG, TOO_MANY, behind_a_link
from training.cascade_replies.page import ReplyPage, form_token, key_of_form, number_in, who_reads
from training.domain.cascade_replies import acknowledge, record_reply
from training.models import CascadeRecipient, CascadeReply

THROTTLED = "cascade-reply"


@behind_a_link
def cascade_reply(request: HttpRequest, recipient: CascadeRecipient, token: str) -> HttpResponse:
    """The form, with what was said last; or what came of sending it. Opening it changes nothing: mail is opened by machines."""
    if request.method != "POST":
        page = ReplyPage(recipient)
        version, seen = number_in(request.GET.get("kept", "")), number_in(request.GET.get("seen", ""))
        kept, between = page.kept(version, seen)
        return _page(request, page, token, kept=kept, between=between, stands=request.GET.get("stands") == "1")
    if not recipient.cascade.takes_replies:
        return _closed(request, recipient, token)
    if is_too_many(request):
        return _page(request, ReplyPage(recipient, request.POST), token, TOO_MANY, problem=too_many())
    return _received(request, recipient, token) if "received" in request.POST else _sent(request, recipient, token)


def _received(request: HttpRequest, recipient: CascadeRecipient, token: str) -> HttpResponse:
    key = key_of_form(request.POST.get("token", ""), recipient)
    try:
        reply, is_new = acknowledge(recipient, form_key=key)
    except NotTakingReplies:
        return _closed(request, recipient, token)
    count_post(request)
    return _thanks(reply, token, seen=reply.version - 1, stands=not is_new)


def _sent(request: HttpRequest, recipient: CascadeRecipient, token: str) -> HttpResponse:
    page = ReplyPage(recipient, request.POST)
    if not page.form.is_valid():
        return _page(request, page, token, TOLD_WRONG)
    key = key_of_form(request.POST.get("token", ""), recipient)
    try:
        reply = record_reply(recipient, page.form.answers, form_key=key)
    except NotTakingReplies:
        return _closed(request, recipient, token)
    except CascadeError as error:
        page.form.add_error(error.field or None, str(error))
        return _page(request, page, token, TOLD_WRONG)
    count_post(request)
    return _thanks(reply, token, seen=number_in(request.POST.get("seen", "")))


def is_too_many(request: HttpRequest) -> bool:
    return taken_this_hour(THROTTLED, address_of(request)) >= settings.CASCADE_REPLIES_PER_ADDRESS


def too_many() -> str:
    return _(
        "Very many answers have come from your network within the hour, so this one has not been sent. What you typed is still "
        "here: keep this page open, and send it again in an hour."
    )


def count_post(request: HttpRequest) -> None:
    count_this_hour(THROTTLED, address_of(request))


def _thanks(reply: CascadeReply, token: str, *, seen: int, stands: bool = False) -> HttpResponse:
    asked = {"kept": reply.version, "seen": seen, **({"stands": 1} if stands else {})}
    return redirect(f"{reverse('cascade_reply', args=[token])}?{urlencode(asked)}")


def _closed(request: HttpRequest, recipient: CascadeRecipient, token: str) -> HttpResponse:
    page = ReplyPage(recipient, request.POST)
    return _page(request, page, token, TOLD_WRONG, typed=page.form.typed(), problem=str(NotTakingReplies()))


def _page(request: HttpRequest, page: ReplyPage, token: str, status: int = 200, **more: Any) -> HttpResponse:
    context = page.context() | {
        "link": reverse("cascade_reply", args=[token]),
        "hand_on_url": reverse("cascade_hand_on", args=[token]),
        "pass_on_url": "" if page.recipient.is_team else reverse("cascade_pass_on", args=[token]),
        "token": form_token(page.recipient),
        "who_reads": who_reads(page.recipient),
        **more,
    }
    return render(request, "training/cascade_replies/reply.html", context, status=status)
