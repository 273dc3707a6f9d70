"""The site that tests are about, and home pages for a second one."""

import factory
import wagtail_factories
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from learning.models import Partnership
from partnership.home.models import HomePage


class HomePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HomePage

    title = factory.Sequence(lambda n: f"Another partnership {n}")
    slug = factory.Sequence(lambda n: f"another-{n}")


def exampleshire_site() -> Site:
    """The default site, at `testserver`, with a home page of its own: the one that Wagtail starts with, made over."""
    home = HomePage(title="Exampleshire", slug="exampleshire", heading="Learning from reviews")
    with disable_reference_index_auto_update():  # most tests begin here, and it refers to nothing
        Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.root_page, site.site_name = "testserver", home, "Exampleshire"
    site.save()
    return site


def exampleshire_of(site: Site) -> Partnership:
    """The partnership whose site it is."""
    return Partnership.objects.create(
        name="Exampleshire Safeguarding Children Partnership", short_name="Exampleshire", slug="exampleshire", site=site
    )
