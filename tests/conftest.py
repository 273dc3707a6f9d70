"""What every test may ask for."""

from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings
from wagtail.models import Site

from learning.models import Partnership
from partnership.home.models import HomePage
from tests.factories.home import exampleshire_of, exampleshire_site

# A machine that is busy with something else is no reason to fail.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def site(db: None) -> Site:
    """The default site, at `testserver`, with a home page of its own."""
    return exampleshire_site()


@pytest.fixture
def home(site: Site) -> HomePage:
    return HomePage.objects.get(pk=site.root_page_id)


@pytest.fixture
def partnership(site: Site) -> Partnership:
    return exampleshire_of(site)


@pytest.fixture
def other_partnership(db: None) -> Partnership:
    """A publisher with no site here."""
    return Partnership.objects.create(
        name="Otherton Safeguarding Children Partnership", short_name="Otherton", slug="otherton"
    )


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Browser tests run last, so that a plain failure shows first."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
