"""Addresses below a resource of a series, whatever the series is called."""

from django.urls import path

from partnership.series import views

urlpatterns = [
    path("<slug:series>/<slug:slug>/reflect/", views.reflect, name="reflect"),
    path("<slug:series>/<slug:slug>/reflect/sheet.docx", views.reflection_sheet, name="reflection_sheet"),
]
