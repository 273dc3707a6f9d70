"""The addresses of `training.import_pages`."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
