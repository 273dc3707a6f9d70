"""The addresses of `training.coverage`."""

from django.urls import path

from training.coverage import cell_view, gaps_view, planned_view, saved_views, views

urlpatterns = [
    path("coverage/", views.coverage_page, name="coverage"),
    path("coverage/gaps/", gaps_view.coverage_gaps, name="coverage_gaps"),
    path("coverage/planned/", planned_view.coverage_planned, name="coverage_planned"),
    path("coverage/cell/", cell_view.coverage_cell, name="coverage_cell"),
    path("coverage/views/", saved_views.save_view, name="save_coverage_view"),
    path("coverage/views/<int:view_id>/delete/", saved_views.delete_view, name="delete_coverage_view"),
    path("coverage.csv", views.coverage_as_csv, name="coverage_csv"),
    path("coverage.xlsx", views.coverage_as_xlsx, name="coverage_xlsx"),
]
