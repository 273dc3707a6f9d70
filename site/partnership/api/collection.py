"""What every list of the API does: answers in JSON whatever is accepted, by nobody's account, and 304 without a query."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from learning.models import LearningPoint
from partnership.api.filters import PAGING, Filter, Filters, refuse_unknown
from partnership.api.freshness import Freshness
from partnership.api.paging import Pages
from partnership.published import Place, place_of, shown_points

LARGEST_ID = 2**31 - 1


class Collection(GenericViewSet[Any]):
    """The public things of one kind on one site: a list of them, and each by itself."""

    pagination_class = Pages
    filter_backends = [Filters]
    filters: ClassVar[tuple[Filter, ...]] = ()
    http_method_names = ["get", "head"]

    def things(self, place: Place) -> QuerySet[Any]:
        """What everybody may read of it, with whatever is told of each already fetched."""
        raise NotImplementedError

    def also_told(self, things: list[Any], place: Place) -> dict[str, Any]:
        """What is asked once for all the things of an answer, for the serializer's context."""
        return {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        fresh = Freshness(request)
        unchanged = fresh.not_modified(request)
        return unchanged if unchanged is not None else fresh.mark(super().dispatch(request, *args, **kwargs))

    def list(self, request: Request) -> Response:
        refuse_unknown(request, {one.name for one in self.filters} | PAGING)
        place = place_of(request._request)
        found = self.paginate_queryset(self.filter_queryset(self.things(place).order_by("pk"))) or []
        told = self.get_serializer_class()(found, many=True, context=self._context(found, place)).data
        return self.get_paginated_response(told)

    def retrieve(self, request: Request, pk: int) -> Response:
        refuse_unknown(request, ())
        place = place_of(request._request)
        found = the_one(self.things(place), pk)
        return Response(self.get_serializer_class()(found, context=self._context([found], place)).data)

    def _context(self, things: Sequence[Any], place: Place) -> dict[str, Any]:
        return {"place": place, **self.also_told(list(things), place)}


def the_one(things: QuerySet[Any], pk: int) -> Any:
    """The thing with this id; 404 where there is none, or where no database could hold the id."""
    found = things.filter(pk=pk).first() if pk <= LARGEST_ID else None
    if found is None:
        raise Http404
    return found


def public_points(keys: Iterable[int | None], place: Place) -> dict[int | None, LearningPoint]:
    """Those of these learning points that have a page on this site, by primary key; their titles alone."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    return {point.pk: point for point in shown_points(place).filter(pk__in=wanted).only("title")}
