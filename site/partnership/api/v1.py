"""The addresses of version 1 that programs read, as they begin on the site: what the description describes."""

from django.urls import path

from partnership.api.resources.briefings import Briefings, Summaries
from partnership.api.resources.learning import Points, Resources, Series, Themes
from partnership.api.resources.packs import Packs
from partnership.api.resources.reviews import Reviews
from partnership.api.resources.training import Courses, Events

LISTS = {
    "reviews": Reviews,
    "points": Points,
    "briefings": Briefings,
    "national": Summaries,
    "packs": Packs,
    "series": Series,
    "resources": Resources,
    "events": Events,
    "courses": Courses,
}
"""Those whose things have an id. Themes have a slug."""

urlpatterns = [
    *(path(f"api/v1/{name}/", view.as_view({"get": "list"}), name=f"api_{name}") for name, view in LISTS.items()),
    *(
        path(f"api/v1/{name}/<int:pk>/", view.as_view({"get": "retrieve"}), name=f"api_{name}_one")
        for name, view in LISTS.items()
    ),
    path("api/v1/themes/", Themes.as_view({"get": "list"}), name="api_themes"),
    path("api/v1/themes/<slug:slug>/", Themes.as_view({"get": "retrieve"}), name="api_themes_one"),
]
