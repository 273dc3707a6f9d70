"""The addresses of `training.coverage`."""

from django.urls import path

from training.coverage import views

urlpatterns = [
    path("coverage/", views.coverage_page, name="coverage"),
    path("coverage.csv", views.coverage_as_csv, name="coverage_csv"),
    path("coverage.xlsx", views.coverage_as_xlsx, name="coverage_xlsx"),
]
