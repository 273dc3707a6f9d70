"""The addresses of `training.cascades`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
