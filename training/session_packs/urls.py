"""The addresses of `training.session_packs`."""

from django.urls import path

from training.session_packs import views

urlpatterns = [
    path("training/sessions/<int:plan_id>/pack/", views.session_pack, name="session_pack"),
    path("training/sessions/<int:plan_id>/pack/<int:number>/", views.session_edition, name="session_edition"),
    path(
        "training/sessions/<int:plan_id>/pack/<int:number>/pack.zip",
        views.session_edition_zip,
        name="session_edition_zip",
    ),
    path(
        "training/sessions/<int:plan_id>/pack/<int:number>/<slug:key>/",
        views.session_edition_file,
        name="session_edition_file",
    ),
    path("training/sessions/<int:plan_id>/clone/", views.session_plan_clone, name="session_plan_clone"),
    path("training/sessions/<int:plan_id>/changes/", views.session_plan_changes, name="session_plan_changes"),
]
