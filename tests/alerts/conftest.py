"""What the tests of alerts share: a small site, and news on it."""

from collections.abc import Callable

import pytest

from learning.models import ReviewIndexPage
from partnership.alerts.news import News, news_of
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory


@pytest.fixture
def reviews(home, partnership) -> ReviewIndexPage:
    return home.add_child(instance=ReviewIndexPageFactory.build())


@pytest.fixture
def committed(django_capture_on_commit_callbacks) -> Callable:
    """`with committed():` runs what waits for the end of the transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def publish(reviews, partnership, committed) -> Callable:
    """Publishes a review, and lets search and alerts hear of it."""

    def add(title, **fields):
        with committed():
            return reviews.add_child(instance=ReviewPageFactory.build(title=title, publisher=partnership, **fields))

    return add


@pytest.fixture
def told(site) -> Callable[..., list[str]]:
    """The titles of the news, newest first."""

    def titles(**asked) -> list[str]:
        news: list[News] = news_of(site, **asked)
        return [one.title for one in news]

    return titles
