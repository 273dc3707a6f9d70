"""Reminding leads and telling board members, from the board."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from training.cascade_board.views import cascade_of
from training.domain.cascade_escalations import Escalations, escalate
from training.domain.cascade_reminders import Reminded, remind_leads
from training.enums import OWING_STATES, RecipientState
from training.models import CascadeRecipient
from training.permissions import SEND_CASCADES
from training.queries.cascade_states import annotate_states

SAID_AT_MOST = 10


@never_cache
@login_required
@permission_required(SEND_CASCADES, raise_exception=True)
@require_POST
def cascade_remind(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Reminds those of the cascade's agencies that owe an answer to it, or one of them."""
    cascade, by = cascade_of(request, cascade_id), _person(request)
    chosen = _agencies(request, cascade)
    _tell_reminded(request, remind_leads(cascade.partnership, by=by, agencies=chosen))
    return redirect(cascade)


@never_cache
@login_required
@permission_required(SEND_CASCADES, raise_exception=True)
@require_POST
def cascade_escalate(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Tells the board members of the cascade's agencies, or of one, what is overdue for long."""
    cascade, by = cascade_of(request, cascade_id), _person(request)
    chosen = _agencies(request, cascade)
    _tell_escalated(request, escalate(cascade.partnership, by=by, agencies=chosen))
    return redirect(cascade)


def _person(request: HttpRequest) -> Any:
    return request.user  # signed in, all who get here


def _agencies(request: HttpRequest, cascade: Any) -> set[int]:
    """The one that was pressed, if it is in the cascade; else all that owe an answer to it or cannot be reached."""
    asked = request.POST.get("agency", "")
    rows = annotate_states(CascadeRecipient.objects.filter(cascade=cascade, parent=None))
    owing = set(rows.filter(state__in=[*OWING_STATES, RecipientState.UNREACHABLE]).values_list("agency_id", flat=True))
    if asked:
        return owing & ({int(asked)} if asked.isascii() and asked.isdigit() and len(asked) < 15 else set())
    return owing


def _tell_reminded(request: HttpRequest, batch: Reminded) -> None:
    if batch.reminded:
        told = ngettext("%(n)d mail is on its way.", "%(n)d mails are on their way.", len(batch.reminded))
        messages.success(request, told % {"n": len(batch.reminded)})
    for lead in batch.lately[:SAID_AT_MOST]:
        day = date_format(localdate(lead.last), "j F Y") if lead.last else ""
        said = _("%(agency)s was written to on %(day)s. It can be reminded again a week after that.")
        messages.warning(request, said % {"agency": _names(lead), "day": day})
    for lead in batch.came_back[:SAID_AT_MOST]:
        said = _("%(agency)s: the last reminder did not arrive. Give the agency another address, then remind it.")
        messages.warning(request, said % {"agency": _names(lead)})
    for agency in batch.no_address[:SAID_AT_MOST]:
        messages.warning(request, _("%(agency)s has no usable address. Give it one.") % {"agency": agency})
    if not (batch.reminded or batch.lately or batch.came_back or batch.no_address):
        messages.warning(request, _("Nobody was reminded: nothing is owed that a mail could ask for."))


def _tell_escalated(request: HttpRequest, told: Escalations) -> None:
    if told.ready:
        said = ngettext("%(n)d board member is told.", "%(n)d board members are told.", len(told.ready))
        messages.success(request, said % {"n": len(told.ready)})
    for one in told.no_address[:SAID_AT_MOST]:
        messages.warning(request, _("%(agency)s has no board member’s address. Give it one.") % {"agency": one.agency})
    if not (told.ready or told.no_address):
        messages.warning(request, _("Nobody was told: nothing is overdue for long enough, or they were told before."))


def _names(lead: Any) -> str:
    return ", ".join(agency.name for agency in lead.agencies)
