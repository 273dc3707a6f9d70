"""The addresses of `training.programme`."""

from django.urls import path
from django.urls.resolvers import URLPattern

from training.programme import (
    calendar_views,
    course_views,
    endorsement_views,
    event_steps,
    event_views,
    summary_course_views,
)

urlpatterns: list[URLPattern] = [
    path("training/courses/", course_views.courses, name="courses"),
    path("training/courses/<slug:slug>/", course_views.course, name="course"),
    path("training/courses/changes/<int:pk>/", summary_course_views.course_changed, name="course_changed"),
    path("national/<slug:slug>/courses/", summary_course_views.summary_courses, name="summary_courses"),
    path("training/calendar/", calendar_views.calendar_addresses, name="calendar_addresses"),
    path("training/events.ics", calendar_views.events_calendar, name="events_ics"),
    path("training/events/new/", event_views.event_new, name="event_new"),
    path("training/events/<int:event_id>/edit/", event_views.event_edit, name="event_edit"),
    path("training/events/<int:event_id>/hold/", event_steps.event_hold, name="event_hold"),
    path("training/events/<int:event_id>/move/", event_steps.event_move, name="event_move"),
    path("training/events/<int:event_id>/cancel/", event_steps.event_cancel, name="event_cancel"),
    path("training/events/<int:event_id>/plan-again/", event_steps.event_plan_again, name="event_plan_again"),
    path("training/events/<int:event_id>/tell/", event_steps.event_tell, name="event_tell"),
    path("training/events/<int:event_id>/take-plan/", event_steps.event_take_plan, name="event_take_plan"),
    path("training/events/<int:event_id>/endorse/", endorsement_views.endorse_event, name="endorse_event"),
    path("training/sessions/<int:plan_id>/endorse/", endorsement_views.endorse_plan, name="endorse_plan"),
    path("training/endorsements/", endorsement_views.endorsements, name="endorsements"),
    path(
        "training/endorsements/<int:endorsement_id>/withdraw/",
        endorsement_views.endorsement_withdraw,
        name="endorsement_withdraw",
    ),
]
