"""The addresses of the training room."""

from django.urls import include, path

from training import team_use_views, views

urlpatterns = [
    path("training/", views.training_list, name="training"),
    path("training/events/<int:event_id>/", views.training_event, name="training_event"),
    path("briefings/<slug:slug>/used/", team_use_views.team_use, name="team_use"),
    path("briefings/<slug:slug>/used/thanks/", team_use_views.team_use_thanks, name="team_use_thanks"),
    path("", include("training.sessions.urls")),
    path("", include("training.session_packs.urls")),
    path("", include("training.programme.urls")),
    path("", include("training.attendance.urls")),
    path("", include("training.feedback.urls")),
    path("", include("training.reports.urls")),
    path("", include("training.import_pages.urls")),
    path("", include("training.coverage.urls")),
    path("", include("training.cascades.urls")),
    path("", include("training.cascade_replies.urls")),
    path("", include("training.cascade_board.urls")),
]
