"""The addresses of the training room."""

from django.urls import path

from training import coverage_views, team_use_views, views

urlpatterns = [
    path("training/", views.training_list, name="training"),
    path("training/events.ics", views.events_calendar, name="events_ics"),
    path("training/events/<int:event_id>/", views.training_event, name="training_event"),
    path("briefings/<slug:slug>/used/", team_use_views.team_use, name="team_use"),
    path("briefings/<slug:slug>/used/thanks/", team_use_views.team_use_thanks, name="team_use_thanks"),
    path("coverage/", coverage_views.coverage_page, name="coverage"),
    path("coverage.csv", coverage_views.coverage_as_csv, name="coverage_csv"),
    path("coverage.xlsx", coverage_views.coverage_as_xlsx, name="coverage_xlsx"),
]
