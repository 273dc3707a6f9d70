"""The addresses of `training.attendance`."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
