"""Home pages, for a second site."""

import factory
import wagtail_factories

from partnership.home.models import HomePage


class HomePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HomePage

    title = factory.Sequence(lambda n: f"Another partnership {n}")
    slug = factory.Sequence(lambda n: f"another-{n}")
