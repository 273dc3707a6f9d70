"""Behind a link: handing it on to a deputy, and passing the cascade on to one's teams."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.mail_queue.queue import one_line
from training.cascade_errors import CascadeError, NotTakingReplies
from training.cascade_replies.links import TOLD_WRONG, TOO_MANY, behind_a_link
from training.cascade_replies.page import number_in
from training.cascade_replies.team_lines import LONGEST_TEXT, TeamLines, read_teams
from training.cascade_replies.views import count_post, is_too_many, too_many
from training.domain.cascade_links import LinkNotOurs
from training.domain.cascade_passing_on import (
    HAND_ONS_A_DAY,
    MOST_TEAMS,
    hand_on,
    pass_on_to_teams,
    stop_team,
    was_just_handed_on,
)
from training.models import CascadeRecipient
from training.queries.cascade_rollup import rollup_of
from training.queries.cascade_versions import teams_of


def _hand_on(request: HttpRequest, recipient: CascadeRecipient, token: str) -> HttpResponse:
    """The form for a deputy's address; or, once the mail is queued, that this link is dead."""
    address = one_line(request.POST.get("email", ""))
    if request.method != "POST":
        return _hand_on_page(request, recipient, token)
    if is_too_many(request):
        return _hand_on_page(request, recipient, token, TOO_MANY, email=address, problem=too_many())
    try:
        hand_on(recipient, address)
    except CascadeError as error:
        return _hand_on_page(request, recipient, token, TOLD_WRONG, email=address, problem=str(error))
    count_post(request)
    return _handed_on(request, address)


def _second_press(request: HttpRequest, recipient: CascadeRecipient) -> HttpResponse | None:
    address = one_line(request.POST.get("email", ""))
    return _handed_on(request, address) if was_just_handed_on(recipient, address) else None


cascade_hand_on = behind_a_link(_hand_on, when_revoked=_second_press)


@behind_a_link
def cascade_pass_on(request: HttpRequest, recipient: CascadeRecipient, token: str) -> HttpResponse:
    """The agency's teams, and the form to add some or to stop one's link. A team has no such page."""
    if recipient.is_team:
        raise LinkNotOurs
    if request.method != "POST":
        return _pass_on_page(request, recipient, token, told=number_in(request.GET.get("told", "")))
    if not recipient.cascade.takes_replies:
        return _pass_on_page(request, recipient, token, TOLD_WRONG, problems=[str(NotTakingReplies())])
    if is_too_many(request):
        return _pass_on_page(request, recipient, token, TOO_MANY, problems=[too_many()])
    if "stop" in request.POST:
        stop_team(recipient, number_in(request.POST["stop"]))
        return redirect("cascade_pass_on", token=token)
    return _told(request, recipient, token)


def _told(request: HttpRequest, recipient: CascadeRecipient, token: str) -> HttpResponse:
    read = _lines(request, recipient)
    if read.problems:
        return _pass_on_page(request, recipient, token, TOLD_WRONG, problems=read.problems)
    try:
        told = pass_on_to_teams(recipient, read.teams)
    except CascadeError as error:
        return _pass_on_page(request, recipient, token, TOLD_WRONG, problems=[str(error)])
    count_post(request)
    return redirect(f"{reverse('cascade_pass_on', args=[token])}?told={len(told)}")


def _lines(request: HttpRequest, recipient: CascadeRecipient) -> TeamLines:
    text = request.POST.get("teams", "").replace("\x00", "")
    if len(text) > LONGEST_TEXT:
        return TeamLines(problems=[_("That is more text than %(most)d teams take.") % {"most": MOST_TEAMS}])
    return read_teams(text, CascadeRecipient.objects.filter(parent=recipient))


def _hand_on_page(
    request: HttpRequest, recipient: CascadeRecipient, token: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = _context(recipient, token) | {"most": HAND_ONS_A_DAY, **more}
    return render(request, "training/cascade_replies/hand_on.html", context, status=status)


def _handed_on(request: HttpRequest, address: str) -> HttpResponse:
    context = {"email": address, "private_address": True}
    return render(request, "training/cascade_replies/handed_on.html", context)


def _pass_on_page(
    request: HttpRequest, recipient: CascadeRecipient, token: str, status: int = 200, *, told: int = 0, **more: Any
) -> HttpResponse:
    teams = teams_of(recipient)
    said = ngettext("%(n)d mail is on its way.", "%(n)d mails are on their way.", told) % {"n": told} if told else ""
    context = _context(recipient, token) | {
        "teams": teams,
        "rollup": rollup_of(recipient) if teams else None,
        "typed": request.POST.get("teams", "")[:LONGEST_TEXT],
        "most": MOST_TEAMS,
        "told": said,
        **more,
    }
    return render(request, "training/cascade_replies/pass_on.html", context, status=status)


def _context(recipient: CascadeRecipient, token: str) -> dict[str, Any]:
    return {
        "recipient": recipient,
        "cascade": recipient.cascade,
        "link": reverse("cascade_reply", args=[token]),
        "private_address": True,
    }
