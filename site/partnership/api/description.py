"""The description of the API for programs: OpenAPI 3.1, made of the code once a process."""

import copy
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from partnership.api.freshness import Freshness
from partnership.api.problems import PROBLEM

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457: what was wrong, in a sentence.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description, with this site's own address in it."""
    fresh = Freshness(request)
    unchanged = fresh.not_modified(request)
    if unchanged is not None:
        return unchanged
    told = {**describe(), "servers": [{"url": request.build_absolute_uri("/").rstrip("/")}]}
    return fresh.mark(JsonResponse(told))


def describe() -> dict[str, Any]:
    """The whole description. The caller may change what it gets."""
    return copy.deepcopy(_described())


@lru_cache(maxsize=1)
def _described() -> dict[str, Any]:
    told: dict[str, Any] = SchemaGenerator(urlconf="partnership.api.v1").get_schema(request=None, public=True)
    return told


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Says of every operation what it answers where something is wrong. Called by drf-spectacular."""
    result["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
    for path, operations in result["paths"].items():
        for operation in operations.values():
            operation["responses"]["304"] = {"description": "You have it already."}
            operation["responses"]["400"] = _problem("The address asks for something there is no such thing as.")
            is_list = "{" not in path
            operation["responses"]["404"] = _problem(
                "There is no such page of the list." if is_list else "There is nothing public of this name."
            )
    return result


def _problem(says: str) -> dict[str, Any]:
    return {"description": says, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
