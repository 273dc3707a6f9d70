"""Where the API begins: for people, in plain words; for programs, which lists there are."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from partnership.api.description import describe
from partnership.api.freshness import Freshness
from partnership.api.v1 import LISTS
from partnership.published import place_of

NAMES = (*LISTS, "themes")


@require_safe
def explanation(request: HttpRequest) -> HttpResponse:
    """What the API is, for whoever writes a program: its lists, and what each can be narrowed by."""
    place = place_of(request)
    context = {
        "lists": [_told(name) for name in NAMES],
        "root_url": place.root_url,
        "breadcrumbs": [],
        "oai_url": reverse("oai"),
    }
    return render(request, "partnership/api.html", context)


@require_safe
def beginning(request: HttpRequest) -> HttpResponse:
    """The lists there are, for programs."""
    fresh = Freshness(request)
    unchanged = fresh.not_modified(request)
    if unchanged is not None:
        return unchanged
    place = place_of(request)
    lists = {name: place.at(reverse(f"api_{name}")) for name in NAMES}
    described, explained = place.at(reverse("api_description")), place.at(reverse("api"))
    told = {"partnership": place.partnership.name, "description": described, "explanation": explained, "lists": lists}
    return fresh.mark(JsonResponse(told))


def _told(name: str) -> dict[str, Any]:
    """A list as the page shows it: from the same description that programs get."""
    operation = describe()["paths"][reverse(f"api_{name}")]["get"]
    shown = [one for one in operation["parameters"] if one["name"] not in {"page", "limit"}]
    return {
        "name": name,
        "title": TITLES.get(name, name),
        "url": reverse(f"api_{name}"),
        "says": operation["description"],
        "parameters": [{"name": one["name"], "says": one["description"], "words": _words(one)} for one in shown],
    }


def _words(parameter: dict[str, Any]) -> str:
    """The words a parameter can be, where there is a list of them."""
    return ", ".join(map(str, parameter["schema"].get("enum", [])))


TITLES = {
    "reviews": _("Reviews"),
    "points": _("Learning points"),
    "themes": _("Themes"),
    "briefings": _("7-minute briefings"),
    "national": _("Summaries of national reviews"),
    "packs": _("Learning packs"),
    "series": _("Themed series"),
    "resources": _("Resources of series"),
    "events": _("Training events"),
    "courses": _("Courses"),
}
