"""Addresses of the learning room that are not pages of the tree."""

from django.urls import path

from learning import views

urlpatterns = [
    path("learning/<int:point_id>/", views.learning_point, name="learning_point"),
    path("themes/", views.theme_index, name="theme_index"),
    path("themes/<slug:slug>/", views.theme, name="theme"),
]
