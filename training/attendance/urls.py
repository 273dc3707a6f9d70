"""The addresses of `training.attendance`."""

from django.urls import path
from django.urls.resolvers import URLPattern

from training.attendance import count_views, grid_views, returns_views, room_views, taught_views

urlpatterns: list[URLPattern] = [
    path("training/events/<int:event_id>/attendance/", grid_views.attendance_grid, name="attendance_grid"),
    path("training/events/<int:event_id>/taught/", taught_views.what_was_taught, name="what_was_taught"),
    path("training/events/<int:event_id>/count/", count_views.self_count, name="self_count"),
    path("training/count/<slug:token>/", room_views.self_count_room, name="self_count_room"),
    path("training/returns/", returns_views.returns, name="returns"),
]
