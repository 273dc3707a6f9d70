"""What other sites' pages may read through a reader's browser: the API, what is harvested, and feeds. Nothing else.

All of it is public and the same for everybody, and no cookie is asked for: `*` lets nobody read what is somebody's
(https://fetch.spec.whatwg.org/#cors-protocol-and-credentials).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

OPEN = {"api": "GET, HEAD, OPTIONS", "feeds": "GET, HEAD, OPTIONS", "oai": "GET, HEAD, POST, OPTIONS"}
"""The first part of the address, and what may be done there."""
FOR_EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
A_DAY = "86400"  # seconds


class OpenAddressesMiddleware:
    """Says so with each answer there, and answers a browser that asks beforehand."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        methods = OPEN.get(request.path_info.lstrip("/").partition("/")[0])
        if methods is None:
            return self.get_response(request)
        response = _allowed(methods) if request.method == "OPTIONS" else self.get_response(request)
        for name, value in FOR_EVERYBODY.items():
            response.headers[name] = value
        return response


def _allowed(methods: str) -> HttpResponse:
    response = HttpResponse(status=204)
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = "Accept, If-Modified-Since, If-None-Match"
    response.headers["Access-Control-Max-Age"] = A_DAY
    patch_vary_headers(response, ["Access-Control-Request-Headers", "Access-Control-Request-Method"])
    return response
