"""The addresses of `learning.mail_queue`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
