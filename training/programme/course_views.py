"""A course of the catalogue."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from training.models import Course, CourseToChange
from training.permissions import CHANGE_COURSES, can_run_events, can_see_counts
from training.queries.course_page import coming_of, passed_on_here, points_carried
from training.views import partnership_of

COMING_SHOWN = 60


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The catalogue is a part of the training page."""
    partnership_of(request)
    return redirect(f"{reverse('training')}#courses")


@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What the course is, when it is next held, and what it has passed on. One no longer on offer says so."""
    partnership = partnership_of(request)
    found = get_object_or_404(Course.objects.of(partnership).select_related("level"), slug=slug)
    found.partnership = partnership
    coming = list(coming_of(found)[:COMING_SHOWN])
    all_points = can_see_counts(request)
    context = {
        "course": found,
        "coming": coming,
        "points": [row for row in points_carried(found) if all_points or row.is_public],
        "passed_on": [row for row in passed_on_here(found) if all_points or row.is_public],
        "changes": _changes_asked(request, found),
        "can_say_changed": request.user.has_perm(CHANGE_COURSES),
        "plan_url": f"{reverse('event_new')}?course={found.pk}" if can_run_events(request) else "",
        "breadcrumbs": [{"title": _("Training"), "url": reverse("training")}],
    }
    return render(request, "training/course.html", context)


def _changes_asked(request: HttpRequest, course: Course) -> QuerySet[CourseToChange]:
    """By published national reviews and not done yet, for those who run events."""
    asked = CourseToChange.objects.filter(course=course, done_on=None, summary__live=True).select_related("summary")
    return asked if can_run_events(request) else asked.none()
