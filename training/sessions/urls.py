"""The addresses of `training.sessions`."""

from django.urls import path

from training.sessions import views

urlpatterns = [
    path("training/sessions/", views.plans, name="session_plans"),
    path("training/sessions/new/", views.new_plan, name="session_plan_new"),
    path("training/sessions/<int:plan_id>/", views.builder, name="session_plan"),
]
