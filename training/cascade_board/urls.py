"""The addresses of `training.cascade_board`."""

from django.urls import path

from training.cascade_board import again_views, file_views, overview_views, reminder_views, views, year_views

urlpatterns = [
    path("cascade/overview/", overview_views.cascade_overview, name="cascade_overview"),
    path("cascade/year/<str:year>/", year_views.cascade_year, name="cascade_year"),
    path("cascade/<int:cascade_id>/", views.cascade_board, name="cascade"),
    path("cascade/<int:cascade_id>/agencies/<int:recipient_id>/", views.cascade_agency, name="cascade_agency"),
    path("cascade/<int:cascade_id>/remind/", reminder_views.cascade_remind, name="cascade_remind"),
    path("cascade/<int:cascade_id>/ask-again/", again_views.cascade_ask_again, name="cascade_ask_again"),
    path("cascade/<int:cascade_id>/escalate/", reminder_views.cascade_escalate, name="cascade_escalate"),
    path("cascade/<int:cascade_id>/board.csv", file_views.cascade_board_csv, name="cascade_board_csv"),
    path("cascade/<int:cascade_id>/board.xlsx", file_views.cascade_board_xlsx, name="cascade_board_xlsx"),
]
