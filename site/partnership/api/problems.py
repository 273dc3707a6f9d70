"""What a program is told where it asked for something it cannot have: a problem as JSON, RFC 9457, with a sentence."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions, status
from rest_framework.response import Response

PROBLEM = "application/problem+json"


class NotUnderstood(exceptions.APIException):
    """The address asks for something there is no such thing as. The sentence names it."""

    status_code = status.HTTP_400_BAD_REQUEST


class NoSuchPage(exceptions.APIException):
    """Past the end of a list."""

    status_code = status.HTTP_404_NOT_FOUND


def problem_of(code: int, title: str, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": title, "status": code, "detail": detail}


def answer_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The exception handler of the API. None for what is no fault of who asked: that is an error 500."""
    if isinstance(error, Http404):
        error = exceptions.NotFound("There is nothing public here.")
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    title = TITLES.get(error.status_code, "Error")
    headers = {"Allow": "GET, HEAD, OPTIONS"} if error.status_code == status.HTTP_405_METHOD_NOT_ALLOWED else None
    told = problem_of(error.status_code, title, str(error.detail))
    return Response(told, status=error.status_code, headers=headers, content_type=PROBLEM)


TITLES = {
    status.HTTP_400_BAD_REQUEST: "Bad request",
    status.HTTP_403_FORBIDDEN: "Forbidden",
    status.HTTP_404_NOT_FOUND: "Not found",
    status.HTTP_405_METHOD_NOT_ALLOWED: "Method not allowed",
}


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str = "") -> JsonResponse:
    """An address under /api/ that is none: a program gets JSON there too."""
    detail = "There is no such address. /api/v1/ says which there are, and /api/ explains them."
    return JsonResponse(problem_of(status.HTTP_404_NOT_FOUND, "Not found", detail), status=404, content_type=PROBLEM)
