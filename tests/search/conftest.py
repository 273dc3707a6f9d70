"""What the tests of search share: a small site, and ways to ask."""

from collections.abc import Callable

import pytest

from learning.models import ReviewIndexPage
from partnership.search.domain.find import Matches, find
from partnership.search.facets import Facet
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory


@pytest.fixture
def reviews(home, partnership) -> ReviewIndexPage:
    """The list of reviews of the partnership's site."""
    return home.add_child(instance=ReviewIndexPageFactory.build())


@pytest.fixture
def add_review(reviews, partnership, django_capture_on_commit_callbacks) -> Callable:
    """Adds a review and lets search hear of it."""

    def add(title="Child A", **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return reviews.add_child(instance=ReviewPageFactory.build(title=title, publisher=partnership, **fields))

    return add


@pytest.fixture
def committed(django_capture_on_commit_callbacks) -> Callable:
    """`with committed():` runs what waits for the end of the transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def ask(site) -> Callable[..., list[str]]:
    """The titles found, best first."""

    def titles(text: str, kind: str = "", on=None) -> list[str]:
        return [found.title for found in matches(text, kind, on)[0:200]]

    def matches(text: str, kind: str, on) -> Matches:
        return find(text, on or site, {Facet.KIND: [kind]} if kind else None)

    return titles
