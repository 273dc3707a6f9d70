"""The addresses of files of lists."""

from django.urls import path

from partnership.lists.views import LISTS, list_as_csv, list_as_json

urlpatterns = [
    *(path(f"{one.name}.csv", list_as_csv, {"one": one}, name=f"{one.url_name}_csv") for one in LISTS),
    *(path(f"{one.name}.json", list_as_json, {"one": one}, name=f"{one.url_name}_json") for one in LISTS),
]
