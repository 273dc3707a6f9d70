"""The dates of training as a calendar that other programs read, whole or for one level or agency; and where to find it."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.models import Agency, Level, Partnership
from training.exports.calendar import training_calendar
from training.filter_forms import CalendarForm
from training.models import TrainingEvent
from training.numbers_asked import number_asked
from training.queries.events import TrainingEventQuerySet
from training.queries.levels import levels_of
from training.views import partnership_of

CALENDAR_GOES_BACK_DAYS = 366


@dataclass(frozen=True)
class Asked:
    """Whose dates a calendar is asked for: all, those of a level, of an agency, or of an agency at a level."""

    level: Level | None = None
    agency: Agency | None = None

    def of(self, events: TrainingEventQuerySet) -> TrainingEventQuerySet:
        if self.level:
            events = events.at_level(self.level.pk)
        return events.with_agency(self.agency.pk) if self.agency else events

    @property
    def name(self) -> str:
        return ", ".join(str(one) for one in (self.level, self.agency) if one)


@require_safe
def events_calendar(request: HttpRequest) -> HttpResponse:
    """The public events of the last year and to come, to subscribe to. 404 for a level or agency that is none of ours."""
    partnership = partnership_of(request)
    asked = Asked(_level(request, partnership), _agency(request, partnership))
    since = timezone.localdate() - timedelta(days=CALENDAR_GOES_BACK_DAYS)
    public = asked.of(TrainingEvent.objects.of(partnership).public())
    events = public.filter(date__gte=since).order_by("date", "starts_at", "pk")
    body = training_calendar(partnership, events, request.build_absolute_uri("/").rstrip("/"), asked.name)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{partnership.slug}-training.ics"'
    return response


@require_safe
def calendar_addresses(request: HttpRequest) -> HttpResponse:
    """The addresses of the calendars, to copy into a calendar program."""
    partnership = partnership_of(request)
    form = CalendarForm(request, partnership)
    whole = request.build_absolute_uri(reverse("events_ics"))
    chosen = {name: value for name, value in form.asked.items() if value}
    context = {
        "whole": whole,
        "of_levels": [(level, f"{whole}?{urlencode({'level': level.pk})}") for level in levels_of(partnership)],
        "filter_form": form,
        "notes": form.notes,
        "chosen": f"{whole}?{urlencode(chosen)}" if chosen else "",
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }
    return render(request, "training/calendar.html", context)


def _level(request: HttpRequest, partnership: Partnership) -> Level | None:
    key = number_asked(request, "level")
    return get_object_or_404(levels_of(partnership), pk=key) if key is not None else None


def _agency(request: HttpRequest, partnership: Partnership) -> Agency | None:
    key = number_asked(request, "agency")
    return get_object_or_404(partnership.agencies.all(), pk=key) if key is not None else None
