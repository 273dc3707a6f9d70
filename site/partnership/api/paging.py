"""Lists of the API, page by page, in the order of ids: what is new comes at the end, and nothing is missed while reading."""

import math
import re
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from partnership.api.problems import NoSuchPage, NotUnderstood

MOST_A_PAGE = 100
USUAL_A_PAGE = 20
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


class Pages(BasePagination):
    """`?page=` from 1 and `?limit=` up to 100; where the other pages are stands in the body and in the Link header."""

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:
        self.request = request
        self.limit = _number(request, "limit", USUAL_A_PAGE, MOST_A_PAGE)
        self.page = _number(request, "page", 1)
        self.count = queryset.count()
        self.pages = max(1, math.ceil(self.count / self.limit))
        if self.page > self.pages:
            raise NoSuchPage(f"There is no page {self.page}: the last is {self.pages}.")
        start = (self.page - 1) * self.limit
        return list(queryset[start : start + self.limit])

    def get_paginated_response(self, data: Sequence[Any]) -> Response:
        next_page = self._address(self.page + 1) if self.page < self.pages else None
        previous = self._address(self.page - 1) if self.page > 1 else None
        links = {"next": next_page, "prev": previous, "first": self._address(1), "last": self._address(self.pages)}
        link = ", ".join(f'<{address}>; rel="{name}"' for name, address in links.items() if address)
        told = {"count": self.count, "page": self.page, "pages": self.pages, "next": next_page, "previous": previous}
        return Response({**told, "results": data}, headers={"Link": link})

    def _address(self, page: int) -> str:
        return str(replace_query_param(self.request.build_absolute_uri(), "page", page))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        number = {"type": "integer", "minimum": 0}
        return {
            "type": "object",
            "required": ["count", "page", "pages", "next", "previous", "results"],
            "properties": {
                "count": {**number, "description": "How many there are on all pages."},
                "page": {**number, "minimum": 1},
                "pages": {**number, "minimum": 1},
                "next": {**address, "description": "Where the next page is; null on the last."},
                "previous": {**address, "description": "Where the page before is; null on the first."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            _parameter("page", "Which page, from 1.", {"type": "integer", "minimum": 1, "default": 1}),
            _parameter(
                "limit",
                f"How many on a page, {MOST_A_PAGE} at most.",
                {"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE, "default": USUAL_A_PAGE},
            ),
        ]


def _number(request: Request, name: str, usual: int, most: int | None = None) -> int:
    text = request.query_params.get(name)
    if text is None:
        return usual
    number = int(text) if _NUMBER.fullmatch(text) else 0
    if number < 1 or (most and number > most):
        range_said = f"from 1 to {most}" if most else "from 1 up"
        raise NotUnderstood(f"“{name}” has to be a whole number {range_said}.")
    return number


def _parameter(name: str, says: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": says, "schema": schema}
