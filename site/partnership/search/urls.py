"""The addresses of search."""

from django.urls import path

from partnership.search.views import search, suggestions

urlpatterns = [
    path("search/", search, name="search"),
    path("search/suggest/", suggestions, name="search_suggestions"),
]
