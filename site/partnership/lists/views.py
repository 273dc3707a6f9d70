"""A list as a file: the rows that the page of it shows under the same filters, all of them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from partnership.api.freshness import Freshness
from partnership.lists.columns import ListFile, as_csv, as_json
from partnership.lists.learning import POINTS, REVIEWS, SERIES, THEMES
from partnership.lists.passing_on import BRIEFINGS, COURSES, EVENTS, NATIONAL
from partnership.published import place_of

LISTS = (REVIEWS, POINTS, THEMES, BRIEFINGS, NATIONAL, SERIES, EVENTS, COURSES)


@require_safe
def list_as_csv(request: HttpRequest, one: ListFile) -> HttpResponse:
    fresh = Freshness(request)
    unchanged = fresh.not_modified(request)
    if unchanged is not None:
        return unchanged
    place = place_of(request)
    body = as_csv(one, one.rows(request, place), place)
    name = one.name.rpartition("/")[2]
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return fresh.mark(HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers))


@require_safe
def list_as_json(request: HttpRequest, one: ListFile) -> HttpResponse:
    fresh = Freshness(request)
    unchanged = fresh.not_modified(request)
    if unchanged is not None:
        return unchanged
    place = place_of(request)
    return fresh.mark(HttpResponse(as_json(one, one.rows(request, place), place), content_type="application/json"))
