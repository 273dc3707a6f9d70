"""Who came to an event, agency by agency: typed, or pasted out of a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.models import Agency
from training.attendance.grid import Grid
from training.attendance.pasted import LEAVE_OUT, Pasted, PasteReader, aliases_of
from training.domain.agency_names import forget_name, remember_name
from training.domain.attendance_grid import RowSaid, save_grid
from training.enums import AttendanceState, EventStatus
from training.errors import EventCancelled, MoreThanTheRoom, RowsChangedMeanwhile, TrainingError
from training.imports.cells import folded
from training.models import TrainingEvent
from training.permissions import RUN_EVENTS
from training.queries.attendance_figures import attendance_figures
from training.queries.attendance_history import attendance_history
from training.queries.event_agencies import agencies_of, agencies_to_choose
from training.views import partnership_of

TOLD_WRONG, CHANGED_MEANWHILE = 422, 409
FORGET = "forget:"


class GridPage:
    """One event's grid, in one request."""

    def __init__(self, request: HttpRequest, event: TrainingEvent) -> None:
        self.request, self.event = request, event
        self.by: Any = request.user  # signed in, all who get here
        self.to_choose = agencies_to_choose(event)
        self.concerned = agencies_of(event)
        self.read_kept()
        self.grid = Grid.of(self.concerned, self.now)
        self.problem = ""
        self.needs_room = False
        self.pasted: Pasted | None = None

    def read_kept(self) -> None:
        self.kept = list(self.event.attendances.all())
        self.now = {row.agency_id: RowSaid.of(row) for row in self.kept}

    def take(self, data: QueryDict) -> None:
        """Puts what was typed into the grid."""
        known = {agency.pk: agency for agency in (*self.to_choose, *self.concerned)}
        self.grid = Grid.posted(data, known, self.now)

    def show(self, status: int = 200) -> HttpResponse:
        return render(self.request, "training/attendance_grid.html", self._context(), status=status)

    def add(self) -> HttpResponse:
        """One more row, for an agency of the partnership that was not invited."""
        chosen = self.request.POST.get("add", "")
        agency = next((one for one in self.to_choose if str(one.pk) == chosen), None)
        if agency is None:
            self.problem = _("Choose the agency to add from the list.")
            return self.show(TOLD_WRONG)
        self.grid.add(agency, self.now)
        return self.show()

    def paste(self) -> HttpResponse:
        """Fills in what was pasted. No figure is saved before somebody has looked at it; what an agency is called is
        remembered at once, as imports remember it, and can be taken back beside it."""
        post = self.request.POST
        names, matches = post.getlist("unknown"), post.getlist("match")
        said = {folded(name): match for name, match in zip(names, matches, strict=False)}
        agencies = {agency.pk: agency for agency in (*self.to_choose, *self.concerned)}
        reader = PasteReader(list(agencies.values()), aliases_of(self.event.partnership_id), said)
        self.pasted = reader.read(post.get("pasted-text", ""))
        for name in sorted(self.pasted.said_now):
            if self.pasted.names[name] in self.to_choose:
                remember_name(self.event.partnership, name, self.pasted.names[name], by=self.by)
        for line in self.pasted.rows:
            row = self.grid.add(line.agency, self.now)
            row.fill(line)
            for cell in row.cells.values():
                cell.error = ""
            row.read()
        return self.show(TOLD_WRONG if self.pasted.errors or self.pasted.unknown else 200)

    def forget(self, name: str) -> HttpResponse:
        """Takes a remembered name back; what was pasted is read again, and asks whom it means."""
        agency = forget_name(self.event.partnership, name, by=self.by)
        if agency is not None:
            self.grid.unpaste(agency, self.now)
        return self.paste()

    def save(self, *, hold: bool) -> HttpResponse:
        if self.grid.errors:
            return self.show(TOLD_WRONG)
        room = "more-than-the-room" in self.request.POST
        try:
            changed = save_grid(self.event, self.grid.changes, by=self.by, more_than_the_room=room, hold=hold)
        except RowsChangedMeanwhile as error:
            self.problem = str(error)
            self.read_kept()
            self.grid.tell_clashes(error.agencies, self.now)
            return self.show(CHANGED_MEANWHILE)
        except TrainingError as error:
            self.problem = str(error)
            self.needs_room = isinstance(error, MoreThanTheRoom)
            return self.show(CHANGED_MEANWHILE if isinstance(error, EventCancelled) else TOLD_WRONG)
        messages.success(self.request, _saved(changed, hold=hold))
        return redirect("attendance_grid", self.event.pk)

    def _context(self) -> dict[str, Any]:
        shown = {row.agency.pk for row in self.grid.rows}
        return {
            "event": self.event,
            "grid": self.grid,
            "errors": self.grid.errors,
            "problem": self.problem,
            "clashes": [row for row in self.grid.rows if row.clash],
            "needs_room": self.needs_room,
            "is_held": self.event.status == EventStatus.HELD,
            "is_cancelled": self.event.status == EventStatus.CANCELLED,
            "states": AttendanceState.choices,
            "to_choose": self.to_choose,
            "to_add": [agency for agency in self.to_choose if agency.pk not in shown],
            "pasted": self.pasted,
            "pasted_text": self.request.POST.get("pasted-text", ""),
            "leave_out": LEAVE_OUT,
            "figures": attendance_figures(self.kept, self.event.capacity),
            "history": attendance_history(self.event),
            "breadcrumbs": crumbs_of(self.event),
        }


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_grid(request: HttpRequest, event_id: int) -> HttpResponse:
    """The grid; or what came of adding a row to it, of pasting into it, or of saving it."""
    event = event_of(request, event_id)
    page = GridPage(request, event)
    if request.method != "POST":
        return page.show()
    page.take(request.POST)
    do = request.POST.get("do", "save")
    if event.status == EventStatus.CANCELLED:
        page.problem = str(EventCancelled(event))
        return page.show(CHANGED_MEANWHILE)
    if do == "add":
        return page.add()
    if do == "paste":
        return page.paste()
    if do.startswith(FORGET):
        return page.forget(do.removeprefix(FORGET))
    return page.save(hold=do == "hold")


def event_of(request: HttpRequest, event_id: int) -> TrainingEvent:
    """An event of this site's partnership; 404 otherwise."""
    partnership = partnership_of(request)
    event = get_object_or_404(TrainingEvent.objects.of(partnership), pk=event_id)
    event.partnership = partnership
    return event


def crumbs_of(event: TrainingEvent) -> list[dict[str, str]]:
    return [
        {"title": _("Training"), "url": reverse("training")},
        {"title": event.title, "url": event.get_absolute_url()},
    ]


def _saved(changed: list[Agency], *, hold: bool) -> str:
    held = _("Marked as held.") + " " if hold else ""
    if not changed:
        return held + (_("No figure was changed.") if hold else _("Nothing was changed, so nothing was saved."))
    told = ngettext("Saved: the figures of %(n)d agency.", "Saved: the figures of %(n)d agencies.", len(changed))
    return held + told % {"n": len(changed)}
