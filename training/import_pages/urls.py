"""The addresses of `training.import_pages`."""

from django.urls import path
from django.urls.resolvers import URLPattern

from training.import_pages import deciding_views, views

urlpatterns: list[URLPattern] = [
    path("training/imports/", views.imports, name="imports"),
    path("training/imports/<int:import_id>/", views.one_import, name="import"),
    path("training/imports/<int:import_id>/columns/", views.columns, name="import_columns"),
    path("training/imports/<int:import_id>/not-taken.csv", views.not_taken, name="import_not_taken"),
    path("training/imports/<int:import_id>/agencies/", deciding_views.agencies, name="import_agencies"),
    path("training/imports/<int:import_id>/room/", deciding_views.room, name="import_room"),
    path("training/imports/<int:import_id>/start/", deciding_views.start, name="import_start"),
    path("training/imports/<int:import_id>/take-back/", deciding_views.take_back, name="import_take_back"),
    path("training/imports/<int:import_id>/discard/", deciding_views.discard_file, name="import_discard"),
]
