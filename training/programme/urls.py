"""The addresses of `training.programme`."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
