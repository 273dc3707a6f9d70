"""The site that tests are about, and home pages for a second one."""

import factory
import wagtail_factories
from wagtail.models import Page, Site

from learning.models import Partnership
from partnership.home.models import HomePage


class HomePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HomePage

    title = factory.Sequence(lambda n: f"Another partnership {n}")
    slug = factory.Sequence(lambda n: f"another-{n}")


def exampleshire_site() -> Site:
    """The default site, at `testserver`, with a home page of its own."""
    home = HomePage(title="Exampleshire", slug="exampleshire", heading="Learning from reviews")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.all().delete()
    return Site.objects.create(hostname="testserver", root_page=home, is_default_site=True, site_name="Exampleshire")


def exampleshire_of(site: Site) -> Partnership:
    """The partnership whose site it is."""
    return Partnership.objects.create(
        name="Exampleshire Safeguarding Children Partnership", short_name="Exampleshire", slug="exampleshire", site=site
    )
