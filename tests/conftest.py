"""What every test may ask for."""

from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings
from wagtail.models import Page, Site

from learning.models import Partnership
from partnership.home.models import HomePage

# A machine that is busy with something else is no reason to fail.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def site(db: None) -> Site:
    """The default site, at `testserver`, with a home page of its own."""
    root = Page.get_first_root_node()
    home = HomePage(title="Exampleshire", slug="exampleshire", heading="Learning from reviews")
    root.add_child(instance=home)
    Site.objects.all().delete()
    return Site.objects.create(hostname="testserver", root_page=home, is_default_site=True, site_name="Exampleshire")


@pytest.fixture
def home(site: Site) -> HomePage:
    return HomePage.objects.get(pk=site.root_page_id)


@pytest.fixture
def partnership(site: Site) -> Partnership:
    return Partnership.objects.create(
        name="Exampleshire Safeguarding Children Partnership", short_name="Exampleshire", slug="exampleshire", site=site
    )


@pytest.fixture
def other_partnership(db: None) -> Partnership:
    """A publisher with no site here."""
    return Partnership.objects.create(
        name="Otherton Safeguarding Children Partnership", short_name="Otherton", slug="otherton"
    )


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Browser tests run last, so that a plain failure shows first."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
