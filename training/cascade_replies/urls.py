"""The addresses of `training.cascade_replies`."""

from django.urls import path

from training.cascade_replies import office_views, passing_on_views, views

urlpatterns = [
    path("cascade/reply/<str:token>/", views.cascade_reply, name="cascade_reply"),
    path("cascade/reply/<str:token>/hand-on/", passing_on_views.cascade_hand_on, name="cascade_hand_on"),
    path("cascade/reply/<str:token>/pass-on/", passing_on_views.cascade_pass_on, name="cascade_pass_on"),
    path(
        "cascade/<int:cascade_id>/agencies/<int:recipient_id>/reply/",
        office_views.cascade_reply_for,
        name="cascade_reply_for",
    ),
]
