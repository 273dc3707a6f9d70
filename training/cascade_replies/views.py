"""The page an agency's link opens."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def cascade_reply(request: HttpRequest, token: str) -> HttpResponse:
    """Its form."""
    return HttpResponse(status=410)
