"""The page that people in a room open on their phones to be counted: an agency, a role, and nothing else.

Like the form on which a team says that it has used a briefing, it does nothing in the reader's name, so it needs no
guard against forged posts but the seat it carries (docs/decisions/0028-self-count.md).
"""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from learning.models import Agency
from training.domain.self_counts import Choice, Seat, count_oneself
from training.enums import RoleInTheRoom
from training.errors import CountIsClosed, RoomIsFull
from training.models import SelfCount
from training.queries.event_agencies import agencies_to_choose
from training.views import partnership_of

COOKIE: Final = "seat"
NOT_LISTED: Final = "other"
COOKIE_SECONDS: Final = 13 * 60 * 60
TOLD_WRONG, TOO_EARLY, GONE, TOO_MANY = 422, 409, 410, 429


class RoomPage:
    """One phone at one count, in one request."""

    def __init__(self, request: HttpRequest, count: SelfCount) -> None:
        self.request, self.count = request, count
        self.seat = self._seat()
        self.invited = list(count.event.invited.order_by("name", "pk"))
        invited = {agency.pk for agency in self.invited}
        self.others = [agency for agency in agencies_to_choose(count.event) if agency.pk not in invited]
        self.agencies = {str(agency.pk): agency for agency in (*self.invited, *self.others)}
        post = request.POST
        self.chosen = {"agency": post.get("agency", ""), "role": post.get("role", "")}
        self.errors: dict[str, str] = {}
        self.problem, self.is_counted = "", False

    def _seat(self) -> Seat:
        """The phone's own; else the one of the form it sends, for phones that keep no cookies; else a new one."""
        sent = (self.request.COOKIES.get(COOKIE, ""), self.request.POST.get("seat", ""))
        seats = (Seat.read(text, self.count) for text in sent)
        known = next((seat for seat in seats if seat), None)
        self.is_known = known is not None
        return known or Seat.new(self.count)

    def choose(self) -> HttpResponse:
        choice = self._choice()
        if choice is None:
            return self.show(TOLD_WRONG)
        try:
            self.seat = count_oneself(self.count, self.seat, choice)
        except CountIsClosed:
            return self.closed()
        except RoomIsFull as error:
            self.problem = str(error)
            return self.show(TOO_MANY)
        self.is_counted = True
        response = self.show()
        response.set_cookie(
            COOKIE,
            str(self.seat),
            max_age=COOKIE_SECONDS,
            path=reverse("self_count_room", args=[self.count.token]),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def _choice(self) -> Choice | None:
        """What was chosen; None, and what to say, if it cannot be counted."""
        agency, role = self.chosen["agency"], self.chosen["role"]
        if agency != NOT_LISTED and agency not in self.agencies:
            self.errors["agency"] = _("Choose your agency, or “Another, not in this list”.")
        if role not in RoleInTheRoom.values:
            self.errors["role"] = _("Choose what fits you best.")
        if not self.errors and not self.is_known:
            self.problem = _("This form could not be checked. Press the button again.")
        if self.errors or self.problem:
            return None
        return Choice(None if agency == NOT_LISTED else int(agency), role)

    def show(self, status: int = 200) -> HttpResponse:
        choice = self.seat.choice
        if choice and self.request.method != "POST":
            self.chosen = {"agency": str(choice.agency or NOT_LISTED), "role": choice.role}
            self.is_counted = True
        context = {
            **self._about(),
            "seat": str(self.seat),
            "invited": self.invited,
            "others": self.others,
            "not_listed": NOT_LISTED,
            "roles": RoleInTheRoom.choices,
            "chosen": self.chosen,
            "errors": self.errors,
            "problem": self.problem,
            "is_counted": self.is_counted,
            "said": self._said() if self.is_counted else None,
        }
        return render(self.request, "training/self_count_room.html", context, status=status)

    def _said(self) -> dict[str, str]:
        agency: Agency | None = self.agencies.get(self.chosen["agency"])
        role = self.chosen["role"]
        return {
            "agency": agency.name if agency else _("an agency that is not in the list"),
            "role": str(RoleInTheRoom(role).label) if role in RoleInTheRoom.values else "",
        }

    def closed(self) -> HttpResponse:
        """That it is over, or has not begun: with when, for whoever scans the code too late."""
        is_early = self.count.confirmed_at is None and timezone.now() < self.count.opens_at
        early = TOO_EARLY if self.request.method == "POST" else 200
        context = {**self._about(), "is_early": is_early, "was_counted": self.seat.choice is not None}
        return render(self.request, "training/self_count_closed.html", context, status=early if is_early else GONE)

    def _about(self) -> dict[str, Any]:
        event = self.count.event
        is_shown = event.is_public
        return {
            "count": self.count,
            "event": event,
            "event_url": event.get_absolute_url() if is_shown else "",
            "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
        }


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def self_count_room(request: HttpRequest, token: str) -> HttpResponse:
    """Who are you? The same phone may answer again, and is then counted as what it said last."""
    partnership = partnership_of(request)
    counts = SelfCount.objects.filter(event__partnership=partnership).select_related("event")
    count = get_object_or_404(counts, token=token.lower())
    if token != count.token and request.method != "POST":
        return redirect("self_count_room", count.token)  # one address, to which a phone's cookie belongs
    page = RoomPage(request, count)
    if not page.count.is_open():
        return page.closed()
    return page.choose() if request.method == "POST" else page.show()
