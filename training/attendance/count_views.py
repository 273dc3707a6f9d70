"""Counting those in the room by their phones, for whoever leads the session: open, show, close, look, confirm."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.models import Agency
from media.sheets.qr import qr_svg
from training.attendance.grid import told
from training.attendance.grid_views import CHANGED_MEANWHILE, TOLD_WRONG, crumbs_of, event_of
from training.domain.attendance_grid import RowSaid
from training.domain.self_counts import (
    MOST_MINUTES,
    USUAL_MINUTES,
    close_self_count,
    confirm_self_count,
    drop_self_count,
    open_self_count,
)
from training.enums import AttendanceState, EventStatus
from training.errors import MoreThanTheRoom, TrainingError
from training.imports.values import CellNotRead, read_count
from training.models import TrainingEvent
from training.permissions import RUN_EVENTS
from training.queries.event_agencies import agencies_of, agencies_to_choose
from training.queries.self_counts import latest_count, tallies_of

LIVE_SECONDS: Final = 10
MINUTES: Final = (10, 15, USUAL_MINUTES, 60, 120, 240)


@dataclass(slots=True)
class CountedRow:
    """One agency: how many counted themselves, what is there already, and what is to be written."""

    agency: Agency
    counted: int
    there: RowSaid
    text: str
    error: str = ""
    people: int | None = None

    @classmethod
    def new(cls, agency: Agency, counted: int, there: RowSaid) -> "CountedRow":
        """Not everybody counts themselves: a higher figure that is there already is what is offered."""
        offered = max(counted, there.people) if counted else None
        return cls(agency, counted, there, "" if offered is None else str(offered))

    @property
    def said(self) -> str:
        return told(self.there) if self.there.state and self.there.state != AttendanceState.AWAITING else ""

    def read(self, text: str) -> None:
        self.text = text.strip()[:40]
        try:
            self.people = read_count(self.text)
        except CellNotRead as error:
            self.error = str(error)


class CountPage:
    """One event's self-count, in one request."""

    def __init__(self, request: HttpRequest, event: TrainingEvent) -> None:
        self.request, self.event = request, event
        self.by: Any = request.user  # signed in, all who get here
        self.count = latest_count(event)
        self.tallies = tallies_of(self.count) if self.count else None
        self.kept = {row.agency_id: RowSaid.of(row) for row in event.attendances.all()}
        self.to_choose = agencies_to_choose(event)
        counted = self.tallies.by_agency if self.tallies else {}
        agencies = {agency.pk: agency for agency in (*agencies_of(event), *counted)}
        self.rows = [self._row(agency) for agency in sorted(agencies.values(), key=lambda one: one.name.casefold())]
        self.problem, self.needs_room = "", False

    def _row(self, agency: Agency) -> CountedRow:
        counted = self.tallies.by_agency.get(agency, 0) if self.tallies else 0
        return CountedRow.new(agency, counted, self.kept.get(agency.pk, RowSaid()))

    def open(self) -> HttpResponse:
        try:
            minutes = read_count(self.request.POST.get("minutes", ""))
        except CellNotRead:
            minutes = None
        if minutes is None or not 1 <= minutes <= MOST_MINUTES:
            self.problem = _("Choose for how many minutes people may count themselves.")
            return self.show(TOLD_WRONG)
        open_self_count(self.event, by=self.by, minutes=minutes)
        return redirect("self_count", self.event.pk)

    def close(self) -> HttpResponse:
        if self.count:
            close_self_count(self.count)
        return redirect("self_count", self.event.pk)

    def drop(self) -> HttpResponse:
        if self.count:
            drop_self_count(self.count, by=self.by)
            messages.success(self.request, _("The count was dropped. Nothing of it is kept."))
        return redirect("self_count", self.event.pk)

    def take(self) -> None:
        """Puts what was typed into the rows, with the agencies that were added to them."""
        post = self.request.POST
        shown = {str(row.agency.pk) for row in self.rows}
        wanted = {*post.getlist("agency"), post.get("add", "")} - shown
        self.rows += [self._row(agency) for agency in self.to_choose if str(agency.pk) in wanted]
        for row in self.rows:
            if (typed := post.get(f"people-{row.agency.pk}")) is not None:
                row.read(typed)

    def confirm(self, *, hold: bool) -> HttpResponse:
        if self.count is None:
            return redirect("self_count", self.event.pk)
        if any(row.error for row in self.rows):
            return self.show(TOLD_WRONG)
        said = {row.agency: row.people for row in self.rows if row.people is not None}
        room = "more-than-the-room" in self.request.POST
        changed = confirm_self_count(self.count, said, by=self.by, more_than_the_room=room, hold=hold)
        told_them = ngettext(
            "Confirmed: %(n)d agency’s figures were written from the count.",
            "Confirmed: %(n)d agencies’ figures were written from the count.",
            len(changed),
        )
        messages.success(self.request, told_them % {"n": len(changed)})
        return redirect("attendance_grid", self.event.pk)

    def show(self, status: int = 200) -> HttpResponse:
        return render(self.request, "training/self_count.html", self._context(), status=status)

    def _context(self) -> dict[str, Any]:
        count = self.count
        is_open = bool(count and count.is_open())
        shown = {row.agency.pk for row in self.rows}
        address = self.request.build_absolute_uri(reverse("self_count_room", args=[count.token])) if count else ""
        return {
            "event": self.event,
            "count": count,
            "tallies": self.tallies,
            "rows": self.rows,
            "problem": self.problem,
            "errors": [row for row in self.rows if row.error],
            "needs_room": self.needs_room,
            "is_open": is_open,
            "is_live": is_open and "live" in self.request.GET,
            "live_seconds": LIVE_SECONDS,
            "waits": bool(count and not is_open and count.confirmed_at is None),
            "is_held": self.event.status == EventStatus.HELD,
            "is_cancelled": self.event.status == EventStatus.CANCELLED,
            "minutes": MINUTES,
            "usual_minutes": USUAL_MINUTES,
            "to_add": [agency for agency in self.to_choose if agency.pk not in shown],
            "address": address,
            "address_said": address.partition("://")[2].rstrip("/"),
            "code": _drawn(address) if is_open else "",
            "breadcrumbs": crumbs_of(self.event),
        }


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def self_count(request: HttpRequest, event_id: int) -> HttpResponse:
    """What the room is shown while it counts itself; afterwards, what it counted, to be confirmed."""
    page = CountPage(request, event_of(request, event_id))
    if request.method != "POST":
        return page.show()
    page.take()
    try:
        return _done(page, request.POST.get("do", ""))
    except TrainingError as error:
        page.problem, page.needs_room = str(error), isinstance(error, MoreThanTheRoom)
        return page.show(TOLD_WRONG if page.needs_room else CHANGED_MEANWHILE)


def _done(page: CountPage, do: str) -> HttpResponse:
    if do == "open":
        return page.open()
    if do == "close":
        return page.close()
    if do == "drop":
        return page.drop()
    if do in ("confirm", "hold"):
        return page.confirm(hold=do == "hold")
    return page.show()


def _drawn(address: str) -> SafeString:
    """The code as SVG: made here, of our own address, with nothing of the reader's in it but dark and light."""
    return mark_safe(qr_svg(address))  # noqa: S308 - see above
