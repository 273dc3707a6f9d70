"""The addresses of `training.reports`."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
