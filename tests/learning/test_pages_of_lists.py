"""A page and how many there are, in one query: the same page as Django's paginator gives."""

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.models import Theme
from learning.queries.pages import page_of
from tests.factories.learning import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes():
    for n in range(5):
        ThemeFactory(name=f"Theme {n}")
    return Theme.objects.filter(name__startswith="Theme ").order_by("-name")


@pytest.mark.parametrize("number", [None, "", "1", "2", "3", "4", "0", "-1", "x", "1.5", "9" * 30])
def test_it_is_the_page_that_django_gives(themes, number):
    expected = Paginator(themes, 2).get_page(number)

    page = page_of(themes, number, 2)

    assert (list(page), page.number, page.paginator.count) == (list(expected), expected.number, 5)
    assert (page.start_index(), page.end_index(), page.has_next()) == (
        expected.start_index(),
        expected.end_index(),
        expected.has_next(),
    )


@pytest.mark.parametrize(("number", "queries"), [("2", 1), ("7", 3)])
def test_a_page_that_is_there_takes_one_query(themes, number, queries):
    with CaptureQueriesContext(connection) as captured:
        page = page_of(themes, number, 2)
        found = (len(list(page)), page.paginator.num_pages)

    assert (found, len(captured)) == ((2 if number == "2" else 1, 3), queries)


def test_nothing_is_one_empty_page(themes):
    page = page_of(themes.filter(name="None"), None, 2)

    assert (list(page), page.number, page.paginator.count, page.paginator.num_pages) == ([], 1, 0, 1)
