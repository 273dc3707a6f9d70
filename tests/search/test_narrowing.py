"""Counts of facets, against counting the obvious slow way."""

from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.search import narrowing
from partnership.search.bitmaps import bitmap, everything, places
from partnership.search.facets import Facet
from partnership.search.names import Names
from partnership.search.site_index import SiteIndex

FACETS = (Facet.KIND, Facet.THEME, Facet.YEAR)
values = st.sets(st.sampled_from("abcd"), max_size=3)
entries = st.lists(st.fixed_dictionaries(dict.fromkeys(FACETS, values)), max_size=12)
choices = st.fixed_dictionaries({}, optional=dict.fromkeys(FACETS, st.lists(st.sampled_from("abcde"), max_size=3)))


def index_of(things) -> SiteIndex:
    having = {facet: {} for facet in Facet}
    for facet in FACETS:
        for value in "abcd":
            where = [place for place, thing in enumerate(things) if value in thing[facet]]
            having[facet] |= {value: bitmap(where, len(things))} if where else {}
    return SiteIndex(1, "state", Names(), [place + 100 for place in range(len(things))], having)


def fits(thing, chosen, but=None) -> bool:
    return all(not wanted or facet == but or thing[facet] & set(wanted) for facet, wanted in chosen.items())


@settings(max_examples=150, deadline=None)
@given(entries, choices, st.sets(st.integers(0, 11)))
def test_counts_are_what_counting_each_entry_gives(things, chosen, found):
    found = {place for place in found if place < len(things)}
    counted = narrowing.counts(index_of(things), bitmap(found, len(things)), chosen)
    for facet in FACETS:
        slow = {
            value: sum(value in things[place][facet] and fits(things[place], chosen, facet) for place in found)
            for value in "abcde"
        }
        asked = set(chosen.get(facet, ()))
        assert counted[facet] == {value: number for value, number in slow.items() if number or value in asked}


@settings(max_examples=100, deadline=None)
@given(entries, choices)
def test_choosing_a_value_that_is_offered_never_leads_to_nothing(things, chosen):
    index = index_of(things)
    for facet, offered in narrowing.counts(index, everything(index.size), chosen).items():
        for value, number in offered.items():
            narrowed = narrowing.narrowed(index, everything(index.size), {**chosen, facet: [value]})
            assert narrowed.bit_count() == number


@given(st.sets(st.integers(0, 300)), st.integers(0, 20), st.integers(0, 20))
def test_a_set_gives_back_its_places_in_order(some, start, length):
    assert places(bitmap(some, 301), start, start + length) == sorted(some)[start : start + length]


def test_entries_of_another_site_are_in_no_set():
    index = index_of([{facet: set() for facet in FACETS}] * 3)
    assert index.set_of([102, 7, 100, 999]) == 0b101
