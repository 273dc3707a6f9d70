"""The addresses of `training.attendance`."""

from django.urls import path
from django.urls.resolvers import URLPattern

from training.attendance import grid_views, taught_views

urlpatterns: list[URLPattern] = [
    path("training/events/<int:event_id>/attendance/", grid_views.attendance_grid, name="attendance_grid"),
    path("training/events/<int:event_id>/taught/", taught_views.what_was_taught, name="what_was_taught"),
]
