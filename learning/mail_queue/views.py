"""The pages of mail: what is on its way, and what did not arrive."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from learning.errors import LearningError
from learning.mail_queue import server
from learning.mail_queue.dead_letters import DECISIONS
from learning.mail_queue.queue import hold_mailing, release_mailing
from learning.models import MailBatch, Partnership
from learning.queries.mail import counts_of, in_question, mailings_of, words_for

LOOK_AFTER_MAIL = "learning.change_queuedmail"
ROWS_A_PAGE = 25

View = Callable[..., HttpResponse]


def for_those_who_look_after_mail(view: View) -> View:
    return login_required(permission_required(LOOK_AFTER_MAIL, raise_exception=True)(never_cache(view)))


@for_those_who_look_after_mail
@require_safe
def mailings(request: HttpRequest) -> HttpResponse:
    """Every mailing with how far it is, and whether the mail server is well."""
    partnership = _partnership(request)
    page = Paginator(mailings_of(partnership), ROWS_A_PAGE).get_page(request.GET.get("page"))
    counts = counts_of(list(page.object_list))
    rows = [(batch, words_for(counts[batch.pk]), counts[batch.pk].get("came_back", 0)) for batch in page.object_list]
    questions = in_question(partnership).count()
    context = {"page_of": page, "rows": rows, "questions": questions, "trouble": server.trouble()}
    return render(request, "learning/mail/mailings.html", context)


@for_those_who_look_after_mail
@require_safe
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """One mailing, and those of its mails that did not go or came back."""
    batch = _mailing(request, pk)
    counts = counts_of([batch])[pk]
    bad = in_question(_partnership(request)).filter(batch=batch)
    page = Paginator(bad, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "counts": words_for(counts),
        "came_back": counts.get("came_back", 0),
        "waits": bool(counts.get("waiting")),
        "page_of": page,
        "trouble": server.trouble(),
    }
    return render(request, "learning/mail/mailing.html", context)


@for_those_who_look_after_mail
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """All mails that did not go, came back, or of which nobody knows, with what can be done about each."""
    page = Paginator(in_question(_partnership(request)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/mail/letters.html", {"page_of": page})


@for_those_who_look_after_mail
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again, it arrived, or leave it."""
    mail = get_object_or_404(in_question(_partnership(request)), pk=pk)
    verb = DECISIONS.get(request.POST.get("what", ""))
    if verb is None:
        raise Http404
    try:
        verb(mail, by=request.user)
    except LearningError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _told(request.POST["what"]))
    return redirect("mailing", mail.batch_id) if "mailing" in request.POST else redirect("mail_letters")


@for_those_who_look_after_mail
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Stops what of a mailing has not gone; `release` in the form lets it go on."""
    batch = _mailing(request, pk)
    if "release" in request.POST:
        release_mailing(batch)
        log(instance=batch, action="mail.release", user=request.user)
        messages.success(request, _("The mailing goes on."))
    else:
        hold_mailing(batch)
        log(instance=batch, action="mail.hold", user=request.user)
        messages.success(request, _("What has not gone is held until somebody lets it go on."))
    return redirect("mailing", pk)


@for_those_who_look_after_mail
@require_POST
def try_server(request: HttpRequest) -> HttpResponse:
    """The mail server is tried again now, not when its time comes."""
    server.try_at_once()
    messages.success(request, _("The mail server is tried again now. Look at this page again in a minute."))
    return redirect("mailings")


def _told(what: str) -> str:
    if what == "send_again":
        return _("The mail is in the queue again.")
    return (
        _("Written down as arrived.") if what == "arrived" else _("It does not go. Nobody is asked about it any more.")
    )


def _partnership(request: HttpRequest) -> Partnership:
    found = Partnership.for_request(request)
    if found is None:
        raise Http404
    return found


def _mailing(request: HttpRequest, pk: int) -> MailBatch:
    batches: Any = mailings_of(_partnership(request)).select_related("created_by")
    return get_object_or_404(batches, pk=pk)
