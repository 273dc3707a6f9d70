"""The addresses of `training.session_packs`."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
