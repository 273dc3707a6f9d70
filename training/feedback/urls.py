"""The addresses of `training.feedback`."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
