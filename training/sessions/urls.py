"""The addresses of `training.sessions`."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
