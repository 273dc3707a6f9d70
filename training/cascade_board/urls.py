"""The addresses of `training.cascade_board`."""

from django.urls import path

from training.cascade_board import views

urlpatterns = [path("cascade/<int:cascade_id>/", views.cascade_board, name="cascade")]
