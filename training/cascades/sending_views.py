"""Sending a cascade, and what can be done with it afterwards: each a button on the page that says how it went."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from training.cascade_errors import CascadeError
from training.cascades.access import cascade_of, crumbs, person
from training.domain.cascade_sending import (
    close_cascade,
    gone_of,
    hold_cascade,
    release_cascade,
    reopen_cascade,
    send_cascade,
    withdraw_cascade,
)
from training.enums import CascadeState
from training.models import Cascade
from training.permissions import SEND_CASCADES
from training.programme.access import only_with
from training.queries.cascade_mail_states import agencies_of_cascade, how_it_went, without_it

AGENCIES_A_PAGE = 50


@only_with(SEND_CASCADES)
@require_safe
def cascade_sending(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """How the mails of a cascade went, agency by agency, and what can still be done. A draft is looked at first."""
    cascade = cascade_of(request, cascade_id)
    if cascade.state == CascadeState.DRAFT:
        return redirect("cascade_preview", cascade.pk)
    context = {
        "cascade": cascade,
        "went": how_it_went(cascade),
        "trouble": without_it(cascade),
        "agencies": Paginator(agencies_of_cascade(cascade), AGENCIES_A_PAGE).get_page(request.GET.get("page")),
        "points": cascade.points.all(),
        "breadcrumbs": crumbs(),
    }
    return render(request, "training/cascades/sending.html", context)


@only_with(SEND_CASCADES)
@require_POST
def cascade_send(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Queues it. Pressed twice, it goes once."""
    cascade = cascade_of(request, cascade_id)
    try:
        sent = send_cascade(cascade, by=person(request))
    except CascadeError as error:
        messages.error(request, str(error))
        return redirect("cascade_preview", cascade.pk)
    batch = sent.batch
    if batch is not None and sent.state == CascadeState.SENT:
        messages.success(request, _when_it_goes(batch.not_before))
    return redirect("cascade_sending", sent.pk)


def _when_it_goes(moment: datetime) -> str:
    if moment <= now():
        return _("It is on its way.")
    return _("It goes at %(time)s. You can withdraw it until then.") % {
        "time": date_format(localtime(moment), "j F, H:i")
    }


@only_with(SEND_CASCADES)
@require_POST
def cascade_hold(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Stops what has not gone."""
    return _do(
        request, cascade_id, hold_cascade, lambda _cascade: _("It is held. Nothing more goes until you release it.")
    )


@only_with(SEND_CASCADES)
@require_POST
def cascade_release(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Lets it go on."""
    return _do(request, cascade_id, release_cascade, lambda _cascade: _("It is released."))


@only_with(SEND_CASCADES)
@require_POST
def cascade_withdraw(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Calls back what has not gone, and says how many had."""
    return _do(request, cascade_id, withdraw_cascade, _withdrawn)


@only_with(SEND_CASCADES)
@require_POST
def cascade_close(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Takes no more replies."""
    return _do(request, cascade_id, close_cascade, lambda _cascade: _("It is closed. No more replies are taken."))


@only_with(SEND_CASCADES)
@require_POST
def cascade_reopen(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Takes replies again."""
    return _do(request, cascade_id, reopen_cascade, lambda _cascade: _("It is open again. Nobody was written to."))


def _withdrawn(cascade: Cascade) -> str:
    gone = gone_of(cascade)
    if not gone:
        return _("It is withdrawn. Nothing had gone, and nothing will.")
    return ngettext(
        "It is withdrawn. %(n)d mail had gone already: its link now says that it was withdrawn.",
        "It is withdrawn. %(n)d mails had gone already: their links now say that it was withdrawn.",
        gone,
    ) % {"n": gone}


def _do(
    request: HttpRequest, cascade_id: int, verb: Callable[..., Cascade], told: Callable[[Cascade], Any]
) -> HttpResponse:
    cascade = cascade_of(request, cascade_id)
    try:
        changed = verb(cascade, by=person(request))
    except CascadeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told(changed))
    return redirect("cascade_sending", cascade.pk)
