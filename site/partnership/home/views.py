"""The addresses that belong to the site as a whole: contrast, its colours, the accessibility statement, the health check."""

from urllib.parse import urlsplit

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.permissions import policy_registry

from learning.models import Partnership
from media.models import Document
from partnership.home.accessibility.statement import statement_of, worst_of
from partnership.home.context import CONTRAST_COOKIE
from partnership.home.look.of_request import look_of

CONTRAST_AGE = 365 * 24 * 60 * 60  # seconds
LOOK_AGE = 365 * 24 * 60 * 60  # seconds: other colours have another address


@require_safe
@never_cache
def contrast(request: HttpRequest) -> HttpResponse:
    """Remember high contrast (`?to=high`), forget it (`?to=standard`), or change over, and go back to `?next=`.

    A plain link, so that it works without JavaScript and without the cookie that a form's protection would set on every
    page. The cookie holds the word "high" and nothing else. `next` never leads off this site.
    """
    wanted = request.GET.get("to") or ("standard" if request.COOKIES.get(CONTRAST_COOKIE) == "high" else "high")
    response = HttpResponseRedirect(_way_back(request))
    if wanted == "high":
        response.set_cookie(
            CONTRAST_COOKIE, "high", max_age=CONTRAST_AGE, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(CONTRAST_COOKIE, samesite="Lax")
    return response


def _way_back(request: HttpRequest) -> str:
    """The page the reader came from, as a path of this site; the home page where it is none or this one."""
    address = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours and address.startswith("/") and not address.startswith(reverse("contrast")) else "/"


@require_safe
def look(request: HttpRequest, name: str) -> HttpResponse:
    """The colours of the site that answers here, under the name that belongs to them; 404 for any other name."""
    chosen = look_of(request)
    sheet = chosen.stylesheet if chosen else None
    if sheet is None or sheet.name != name:
        raise Http404
    response = HttpResponse(sheet.css, content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=LOOK_AGE, immutable=True)
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement; whoever may mend files is told which to mend first."""
    site = Site.find_for_request(request)
    mends = site is not None and policy_registry.get_by_type(Document).user_has_permission(request.user, "change")
    context = {
        "statement": statement_of(site) if site else None,
        "worst": worst_of(site) if site and mends else None,
    }
    return render(request, "partnership/accessibility.html", context)


@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    """What "leave this site" does, and what it cannot do."""
    partnership = Partnership.for_request(request)
    return render(request, "partnership/leaving.html", {"leave_to": _host_of(partnership)})


def _host_of(partnership: Partnership | None) -> str:
    """The host that leaving leads to, as people say it: "bbc.co.uk"."""
    address = partnership.leave_site_url if partnership else Partnership._meta.get_field("leave_site_url").default
    return (urlsplit(address).hostname or "").removeprefix("www.")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """ "ok" when the database answers, else 503. Says nothing more: anybody may ask."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
