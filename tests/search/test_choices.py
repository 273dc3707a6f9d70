"""An address says the same search in one way only, whatever it is asked with."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.search.choices import MOST_VALUES, Asked, read
from partnership.search.facets import Facet
from partnership.search.names import Name, Names
from partnership.search.site_index import SiteIndex

THEME = Name("neglect", "Neglect")
NAMES = Names({("theme", "1"): THEME}, {(Facet.THEME, "neglect"): THEME, (Facet.THEME, "draft"): THEME})
INDEX = SiteIndex(1, names=NAMES, sets={("theme", "1"): 1})

odd = st.one_of(
    st.text(max_size=30), st.sampled_from(["neglect", "review", "2024", "x" * 10_000, "\x00", "' OR 1=1", "yes"])
)
asked = st.lists(st.tuples(st.sampled_from([*Facet.values, "q", "sort", "spelling", "page"]), odd), max_size=12)


def asked_by(address: str) -> Asked:
    return read(QueryDict(address), INDEX)


@settings(deadline=None)
@given(asked)
def test_reading_what_was_written_changes_nothing(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    once = read(query, INDEX)
    again = asked_by(once.address[1:])
    assert (again.address, again.text) == (once.address, once.text)


def test_the_order_is_always_the_same():
    address = asked_by("sort=newest&year=2024&year=2020&q=neglect&theme=neglect&kind=review").address
    assert address == "?q=neglect&kind=review&theme=neglect&year=2020&year=2024&sort=newest"


@pytest.mark.parametrize("value", ["nonsense", "draft", "\x00neglect", "x" * 10_000, "' OR 1=1 --", "🧸"])
def test_what_nothing_here_is_called_is_left_out_and_told(value):
    found = read(_query(theme=value), INDEX)
    assert (found.chosen, len(found.unknown)) == ({}, 1)
    assert len(found.unknown[0]) <= 100


def _query(**values) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(values)
    return query


def test_two_hundred_values_are_cut_to_forty():
    found = asked_by("&".join(f"year={1900 + n}" for n in range(200)))
    assert len(found.chosen[Facet.YEAR]) == MOST_VALUES


@pytest.mark.parametrize("year", ["20241", "٢٠٢٤", "-124", "1e3x", " 2024"])
def test_a_year_is_four_digits(year):
    assert read(_query(year=year), INDEX).chosen == {}


def test_one_choice_can_be_taken_away():
    found = asked_by("theme=neglect&year=2020&year=2021")
    assert found.without(Facet.YEAR, "2020").address == "?theme=neglect&year=2021"
    assert found.without(Facet.YEAR).without(Facet.THEME).address == "?"
