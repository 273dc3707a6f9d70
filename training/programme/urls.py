"""The addresses of `training.programme`."""

from django.urls import path
from django.urls.resolvers import URLPattern

from training.programme import course_views

urlpatterns: list[URLPattern] = [
    path("training/courses/", course_views.courses, name="courses"),
    path("training/courses/<slug:slug>/", course_views.course, name="course"),
]
