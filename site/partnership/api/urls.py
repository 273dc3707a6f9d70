"""Every address of the API. What begins like one and is none answers in JSON too."""

from django.urls import include, path, re_path

from partnership.api import description, views
from partnership.api.problems import nothing_here

urlpatterns = [
    path("api/", views.explanation, name="api"),
    path("api/v1/", views.beginning, name="api_v1"),
    path("api/v1/openapi.json", description.openapi, name="api_description"),
    path("", include("partnership.api.v1")),
    re_path(r"^api/(?P<rest>(?s:.*))\Z", nothing_here, name="api_nothing"),
]
