"""Briefings, summaries of national reviews, events and courses."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest

from briefings.domain.briefing_list import chosen_briefings
from briefings.models import NationalSummaryPage
from partnership import published
from partnership.lists.columns import Column, ListFile
from partnership.published import Place
from training.filter_forms import TrainingFilterForm
from training.models import Course


def _briefings(request: HttpRequest, place: Place) -> list[Any]:
    """Each with the published briefing to use instead, if there is one."""
    briefings = list(chosen_briefings(published.briefings(place), request.GET).prefetch_related("theme_items__tag"))
    newer = {one.superseded_by_id for one in briefings if one.superseded_by_id}
    named = published.briefings(place).filter(pk__in=newer).values_list("pk", "title") if newer else ()
    titles: dict[int | None, str] = dict(named)
    for one in briefings:
        one.use_instead = titles.get(one.superseded_by_id, "")
    return briefings


BRIEFINGS = ListFile(
    "briefings",
    _briefings,
    (
        Column("id", lambda briefing, place: briefing.pk),
        Column("title", lambda briefing, place: briefing.title),
        Column("about", lambda briefing, place: briefing.preset),
        Column("introduction", lambda briefing, place: briefing.introduction),
        Column("date_as_stated", lambda briefing, place: briefing.date_as_stated),
        Column("date", lambda briefing, place: briefing.date),
        Column("date_precision", lambda briefing, place: str(briefing.date_precision)),
        Column("reviewed_on", lambda briefing, place: briefing.reviewed_on),
        Column("review_by", lambda briefing, place: briefing.review_by),
        Column("use_instead", lambda briefing, place: briefing.use_instead),
        Column("themes", lambda briefing, place: [theme.name for theme in briefing.theme_list]),
        Column("updated", lambda briefing, place: briefing.changed_at),
        Column("address", lambda briefing, place: place.page(briefing)),
    ),
)


def _summaries(request: HttpRequest, place: Place) -> QuerySet[NationalSummaryPage]:
    order = (F("source_year").desc(nulls_last=True), "title", "pk")
    return published.summaries(place).order_by(*order).prefetch_related("theme_items__tag")


NATIONAL = ListFile(
    "national",
    _summaries,
    (
        Column("id", lambda page, place: page.pk),
        Column("title", lambda page, place: page.title),
        Column("source_publisher", lambda page, place: page.source_publisher),
        Column("source_name", lambda page, place: page.source_name),
        Column("source_year", lambda page, place: page.source_year),
        Column("source_address", lambda page, place: page.source_url),
        Column("is_outlined_here", lambda page, place: page.is_written),
        Column("why_here", lambda page, place: page.why_here),
        Column("themes", lambda page, place: [theme.name for theme in page.theme_list]),
        Column("updated", lambda page, place: page.changed_at),
        Column("address", lambda page, place: place.page(page)),
    ),
)


def _events(request: HttpRequest, place: Place) -> QuerySet[Any]:
    """Latest first, to come and held and cancelled. `?kind=` and `?level=` narrow as on the page."""
    asked = TrainingFilterForm(request, place.partnership).asked
    events: Any = published.events(place)
    if asked["kind"]:
        events = events.filter(kind=asked["kind"])
    if asked["level"]:
        events = events.at_level(asked["level"])
    found: QuerySet[Any] = events.latest_first().for_list()
    return found


EVENTS = ListFile(
    "training/events",
    _events,
    (
        Column("id", lambda event, place: event.pk),
        Column("title", lambda event, place: event.title),
        Column("kind", lambda event, place: str(event.get_kind_display())),
        Column("status", lambda event, place: str(event.get_status_display())),
        Column("date_as_stated", lambda event, place: event.date_as_stated),
        Column("date", lambda event, place: event.date),
        Column("date_precision", lambda event, place: str(event.date_precision)),
        Column("starts", lambda event, place: event.starts_at),
        Column("ends", lambda event, place: event.ends_at),
        Column("place", lambda event, place: event.place),
        Column("mode", lambda event, place: str(event.get_mode_display())),
        Column("held_by", lambda event, place: event.host_name),
        Column("level", lambda event, place: event.level_name),
        Column("booking", lambda event, place: event.booking_url if event.can_be_booked else ""),
        Column("updated", lambda event, place: event.changed_at),
        Column("address", lambda event, place: place.at(event.get_absolute_url())),
    ),
)


def _courses(request: HttpRequest, place: Place) -> QuerySet[Course]:
    """`?level=` narrows as on the page."""
    level = TrainingFilterForm(request, place.partnership).asked["level"]
    courses = published.courses(place).select_related("level").order_by("title", "pk")
    return courses.filter(level=level) if level else courses


COURSES = ListFile(
    "training/courses",
    _courses,
    (
        Column("id", lambda course, place: course.pk),
        Column("title", lambda course, place: course.title),
        Column("introduction", lambda course, place: course.introduction),
        Column("level", lambda course, place: course.level.name if course.level else ""),
        Column("equivalent_to", lambda course, place: course.equivalent_to),
        Column("audience", lambda course, place: course.audience),
        Column("prerequisites", lambda course, place: course.prerequisites),
        Column("outcomes", lambda course, place: course.outcome_list),
        Column("duration_minutes", lambda course, place: course.duration_minutes),
        Column("hours", lambda course, place: float(course.hours) if course.hours is not None else None),
        Column("mode", lambda course, place: str(course.get_mode_display())),
        Column("is_participatory", lambda course, place: course.is_participatory),
        Column("renewal", lambda course, place: course.renewal),
        Column("booking", lambda course, place: course.link),
        Column("address", lambda course, place: place.at(course.get_absolute_url())),
    ),
)
