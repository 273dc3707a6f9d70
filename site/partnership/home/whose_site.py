"""Which site a host is, with its home page, whose it is, how it looks and its licence: one query where each took one."""

from django.db.models import CharField, Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from learning.models import Partnership
from learning.queries.prepared import Blank, Prepared


def look_up_site(request: HttpRequest) -> tuple[Site, Partnership | None] | None:
    """The site that answers at the request's host, its `root_page` as the home page it is, and the partnership's."""
    hostname, _port = split_domain_port(request.get_host())
    site = _the_one(_SITES.all(hostname=hostname), hostname, int(request.get_port()))
    if site is None:
        return None
    site.root_page = getattr(site.root_page, "homepage", None) or site.root_page.specific
    return site, getattr(site, "partnership", None)


_SITES = Prepared(
    lambda: (
        Site.objects.filter(Q(hostname=Blank("hostname", CharField())) | Q(is_default_site=True))
        .select_related("root_page__homepage", "partnership", "partnershiplook", "packsettings")
        .order_by()
    )
)


def _the_one(sites: list[Site], hostname: str, port: int) -> Site | None:
    """Wagtail's choice (`wagtail.models.sites.get_site_for_hostname`): host and port, the default, the only other with that host."""
    named = [site for site in sites if site.hostname == hostname]
    exact = [site for site in named if site.port == port] or [site for site in named if site.is_default_site]
    if exact:
        return exact[0]
    default = [site for site in sites if site.is_default_site]
    return named[0] if len(named) == 1 else next(iter(default), None)
