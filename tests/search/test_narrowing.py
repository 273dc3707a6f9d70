"""Counts of facets, against counting the obvious slow way, while entries come, change and go."""

from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.search import narrowing
from partnership.search.bitmaps import bitmap, everything, places
from partnership.search.facets import Facet
from partnership.search.names import Name, Names
from partnership.search.site_index import SiteIndex, followed, index_of
from partnership.search.state import State

FACETS = (Facet.AGENCY, Facet.THEME, Facet.YEAR)
NAMES = Names({(facet.value, value): Name(value, value) for facet in FACETS for value in "abcd"})
LATER = State(1, "later")
values = st.sets(st.sampled_from("abcd"), max_size=3)
thing = st.fixed_dictionaries(dict.fromkeys(FACETS, values))
entries = st.lists(thing, max_size=12)
choices = st.fixed_dictionaries({}, optional=dict.fromkeys(FACETS, st.lists(st.sampled_from("abcde"), max_size=3)))
# Entries by primary key as they are from then on; nothing where they are gone.
changes = st.lists(st.dictionaries(st.integers(100, 111), st.none() | thing, max_size=4), max_size=4)


def rows(things: dict[int, dict[Facet, set[str]]]) -> list[dict[str, object]]:
    return [
        {
            "pk": pk,
            "kind": "",
            "date": None,
            "part": "",
            "facets": " ".join(f"{facet}:{value}" for facet in FACETS for value in one[facet]),
        }
        for pk, one in things.items()
    ]


def index_after(things, steps=()) -> tuple[SiteIndex, list[dict[Facet, set[str]]]]:
    """The index of entries that were read once and followed since, and the entries by place."""
    there = dict(enumerate(things, start=100))
    index = index_of(1, State(), NAMES, rows(there))
    for step in steps:
        there = {pk: one for pk, one in {**there, **step}.items() if one is not None}
        index = followed(index, LATER, NAMES, set(step), rows({pk: there[pk] for pk in step if pk in there}))
    return index, [there[pk] for pk in sorted(there, reverse=True)]


def fits(thing, chosen, but=None) -> bool:
    return all(not wanted or facet == but or thing[facet] & set(wanted) for facet, wanted in chosen.items())


@settings(max_examples=150, deadline=None)
@given(entries, changes, choices, st.sets(st.integers(0, 11)))
def test_counts_are_what_counting_each_entry_gives_whatever_changed(things, steps, chosen, found):
    index, things = index_after(things, steps)
    found = {place for place in found if place < len(things)}
    counted = narrowing.counts(index, bitmap(found, len(things)), chosen)
    for facet in FACETS:
        slow = {
            value: sum(value in things[place][facet] and fits(things[place], chosen, facet) for place in found)
            for value in "abcde"
        }
        asked = set(chosen.get(facet, ()))
        assert counted[facet] == {value: number for value, number in slow.items() if number or value in asked}


@settings(max_examples=100, deadline=None)
@given(entries, changes, choices)
def test_choosing_a_value_that_is_offered_never_leads_to_nothing(things, steps, chosen):
    index, _things = index_after(things, steps)
    for facet, offered in narrowing.counts(index, everything(index.size), chosen).items():
        for value, number in offered.items():
            narrowed = narrowing.narrowed(index, everything(index.size), {**chosen, facet: [value]})
            assert narrowed.bit_count() == number


@given(st.sets(st.integers(0, 300)), st.integers(0, 20), st.integers(0, 20))
def test_a_set_gives_back_its_places_in_order(some, start, length):
    assert places(bitmap(some, 301), start, start + length) == sorted(some)[start : start + length]


def test_entries_of_another_site_are_in_no_set():
    index, _things = index_after([{facet: set() for facet in FACETS}] * 3)
    assert index.set_of([102, 7, 101, 999]) == 0b011
