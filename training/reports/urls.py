"""The addresses of `training.reports`."""

from django.urls import path

from training.reports import views

urlpatterns = [
    path("coverage/report/", views.evidence_page, name="evidence_report"),
    *(
        path(f"coverage/report.{name}", views.evidence_file, {"name": name}, name=f"evidence_{name}")
        for name in views.FORMATS
    ),
]
