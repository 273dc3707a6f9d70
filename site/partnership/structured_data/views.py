"""robots.txt, and the list of what may be found: whole, or an index of its parts where it is too long for one file."""

from django.contrib.sitemaps import views as sitemap_views
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from learning.models import Partnership
from partnership.structured_data.sitemaps import Section, Sections, how_many_in, sections_of, urlset

MOST_IN_ONE = 50_000
"""Addresses: https://www.sitemaps.org/protocol.html#index"""
KEPT_FROM_ROBOTS = ("wagtailadmin_home", "account_login", "contrast", "coverage")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone, and where the list of pages is.

    A site that is kept out of search engines lets them in all the same: each page tells them so, if they may read it.
    """
    lines = ["User-agent: *"]
    lines += [f"Disallow: {reverse(name)}" for name in KEPT_FROM_ROBOTS]
    lines.append(
        f"Disallow: {reverse('search')}?"
    )  # answers, of which there is no end; the page to ask on may be found
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@sitemap_views.x_robots_tag
def sitemap(request: HttpRequest) -> HttpResponse:
    """Everything in one list; an index of sections where that would be longer than a list may be."""
    sections = _sections(request)
    listed = [section for section in sections.values() if isinstance(section, Section)]
    if how_many_in(listed) > MOST_IN_ONE:
        response: HttpResponse = sitemap_views.index(request, sections, sitemap_url_name="sitemap_section")
        return response
    root_url = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(urlset(listed, root_url), content_type="application/xml")


@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """A page (`?p=`) of one section."""
    response: HttpResponse = sitemap_views.sitemap(request, _sections(request), section=section)
    return response


def _sections(request: HttpRequest) -> Sections:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return sections_of(Partnership.for_request(request), site)
