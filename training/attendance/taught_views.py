"""What an event passed on in truth, said by whoever led it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.models import LearningPoint
from training.attendance.grid_views import CHANGED_MEANWHILE, TOLD_WRONG, crumbs_of, event_of
from training.attendance.taught_form import LONGEST, TaughtForm
from training.domain.taught import record_taught, taught_mark
from training.enums import Assurance, Depth, EventStatus
from training.errors import EventCancelled, TrainingError
from training.models import TrainingEvent
from training.permissions import RUN_EVENTS
from training.queries.taught import MOST_FOUND, editions_of, points_found, points_kept, points_planned, points_with


class TaughtPage:
    """One event's form, in one request."""

    def __init__(self, request: HttpRequest, event: TrainingEvent) -> None:
        self.request, self.event = request, event
        self.by: Any = request.user  # signed in, all who get here
        self.editions = editions_of(event)
        self.mark = taught_mark(event)
        self.form = TaughtForm.of(event, points_kept(event), points_planned(event))
        self.words, self.problem = "", ""
        self.found: list[LearningPoint] | None = None

    def take(self) -> None:
        """Puts what was sent into the form, with the points that were ticked among those found."""
        post = self.request.POST
        points = points_with(self.event, [*post.getlist("point"), *post.getlist("add")])
        self.form = TaughtForm.posted(post, points)
        added = set(post.getlist("add"))
        self.form.add(point for point in points if str(point.pk) in added)
        self.words = post.get("words", "").strip()[:100]

    def find(self) -> HttpResponse:
        there = {row.point.pk for row in self.form.rows}
        found = points_found(self.event, self.words) if self.words else []
        self.found = [point for point in found if point.pk not in there]
        return self.show()

    def save(self) -> HttpResponse:
        if not self.form.check(self.editions):
            return self.show(TOLD_WRONG)
        if self.request.POST.get("mark", self.mark) != self.mark:
            self.problem = _(
                "Somebody else has changed what was taught since you opened this page. What you chose is still below: "
                "save again, and it takes the place of theirs; what they said is kept in the log."
            )
            return self.show(CHANGED_MEANWHILE)
        try:
            record_taught(
                self.event,
                self.form.taught,
                led_by=self.form.led_by,
                edition=self.form.chosen_edition(self.editions),
                deck_edition=self.form.deck_edition,
                by=self.by,
            )
        except TrainingError as error:
            self.problem = str(error)
            return self.show(TOLD_WRONG)
        messages.success(self.request, _("Saved: what this session passed on."))
        return redirect("what_was_taught", self.event.pk)

    def show(self, status: int = 200) -> HttpResponse:
        context = {
            "event": self.event,
            "form": self.form,
            "mark": self.mark,
            "problem": self.problem,
            "words": self.words,
            "found": self.found,
            "most_found": MOST_FOUND,
            "longest": LONGEST,
            "editions": self.editions,
            "depths": Depth.choices,
            "assurances": Assurance.choices,
            "is_held": self.event.status == EventStatus.HELD,
            "is_cancelled": self.event.status == EventStatus.CANCELLED,
            "breadcrumbs": crumbs_of(self.event),
        }
        return render(self.request, "training/what_was_taught.html", context, status=status)


@never_cache
@login_required
@permission_required(RUN_EVENTS, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def what_was_taught(request: HttpRequest, event_id: int) -> HttpResponse:
    """The points planned or said to be taught; or what came of finding more of them, or of saving."""
    event = event_of(request, event_id)
    page = TaughtPage(request, event)
    if request.method != "POST":
        return page.show()
    page.take()
    if event.status == EventStatus.CANCELLED:
        page.problem = str(EventCancelled(event))
        return page.show(CHANGED_MEANWHILE)
    do = request.POST.get("do", "save")
    if do == "find" or (
        do == "enter" and page.words
    ):  # Enter in a box: the first button of the form, which nobody sees
        return page.find()
    return page.show() if do == "add" else page.save()
