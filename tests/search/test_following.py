"""A worker's index brought forward, change by change, is the one that reading everything anew gives."""

import datetime
import random

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.search import site_index as module
from partnership.search.facets import Facet
from partnership.search.models import SearchChange, SearchEntry, SearchState
from partnership.search.names import Names
from partnership.search.site_index import SiteIndex, followed, index_of, site_index
from partnership.search.state import State, changes_between, entries_changed, names_changed, state_of
from tests.factories.learning import ThemeFactory


class RolledBackError(Exception):
    """Ends a transaction that is not to be."""


DAYS = [None, *(datetime.date(2024, 1, day) for day in (1, 2, 3))]
STATE = State(1, "later")
said = st.fixed_dictionaries(
    {
        "date": st.sampled_from(DAYS),
        "kind": st.sampled_from(["review", "theme", "event"]),
        "facets": st.sets(st.sampled_from(["year:2024", "year:2023", "age:under_1", "pack:yes"])).map(" ".join),
        "title": st.sampled_from(["Kite", "String"]),
    }
)
# An entry as it is from now on, or gone.
changes = st.lists(st.dictionaries(st.integers(1, 9), st.none() | said, max_size=6), min_size=1, max_size=6)


def rows_of(entries):
    return [{"pk": pk, "part": "", "path": f"/{pk}/", **entry} for pk, entry in entries.items()]


def seen(index: SiteIndex):
    pks = [index.order.pk(place) for place in range(index.size)]
    return pks, index.sets, index.having, index.titles.in_order


def slowly(entries):
    """The same by looking at each entry: what a place and a set are defined as."""
    order = sorted(entries, key=lambda pk: (-(entries[pk]["date"] or datetime.date.min).toordinal(), -pk))
    sets = {}
    for place, pk in enumerate(order):
        for one in [f"kind:{entries[pk]['kind']}", *entries[pk]["facets"].split()]:
            key = tuple(one.split(":"))
            sets[key] = sets.get(key, 0) | 1 << place
    return order, sets


@settings(max_examples=80, deadline=None)
@given(changes)
def test_following_any_changes_gives_what_reading_all_anew_gives(steps):
    entries = {}
    index = index_of(1, State(), Names(), [])
    index.titles.__dict__["_known"] = {}  # as if somebody had been suggested something
    for step in steps:
        entries = {pk: entry for pk, entry in {**entries, **step}.items() if entry is not None}
        now = rows_of({pk: entries[pk] for pk in step if pk in entries})
        index = followed(index, STATE, Names(), set(step), now)
        anew = index_of(1, STATE, Names(), rows_of(entries))
        anew.titles.__dict__["_known"] = index.titles.forward(range(1, 10), rows_of(entries))._known
        assert seen(index) == seen(anew)
        assert seen(index)[:2] == slowly(entries)


def test_what_is_not_dated_comes_last_and_of_one_day_the_latest_added_first():
    days = {1: None, 2: DAYS[1], 3: DAYS[3], 4: DAYS[1], 5: None}
    index = index_of(1, STATE, Names(), [{"pk": pk, "kind": "review", "facets": "", "date": days[pk]} for pk in days])
    assert [index.order.pk(place) for place in range(5)] == [3, 4, 2, 5, 1]


@pytest.fixture
def workers(monkeypatch):
    """What each of three workers keeps. `workers(n)` is a look at the site's index in the nth."""
    kept = [{}, {}, {}]

    def look(number: int, site_id: int) -> SiteIndex:
        monkeypatch.setattr(module, "_kept", kept[number])
        return site_index(site_id)

    return look


def change(site, chance) -> None:
    """Writes, changes or deletes some entries, as `domain.index` does; sometimes what things are called."""
    pks = sorted(chance.sample(range(1, 15), chance.randrange(1, 5)))
    there = dict(SearchEntry.objects.in_bulk(pks))
    for pk in pks:
        if there.get(pk) and chance.random() < 0.4:
            SearchEntry.objects.filter(pk=pk).delete()
        else:
            facets = " ".join(chance.sample(["year:2024", "year:2023", "age:under_1"], 2))
            kind, day = chance.choice(["review", "theme", "event"]), chance.choice(DAYS)
            fields = {"site": site, "source": "test", "source_id": pk, "path": f"/{pk}/", "title": f"Kite {pk}"}
            SearchEntry(pk=pk, kind=kind, date=day, facets=facets, **fields).save()
    entries_changed([SearchEntry(pk=pk, site=site) for pk in pks])
    if chance.random() < 0.1:
        names_changed()


@pytest.mark.parametrize("seed", range(2))
def test_every_worker_holds_what_there_is_after_any_changes_and_rollbacks(site, workers, monkeypatch, seed):
    """Some look while a change is not committed yet, and some of those changes never are."""
    monkeypatch.setattr("partnership.search.state.FOLLOWED", 20)
    monkeypatch.setattr("partnership.search.state.FORGOTTEN_AT_ONCE", 7)
    monkeypatch.setattr(module, "FOLLOWED_AT_ONCE", 6)
    chance = random.Random(seed)
    for _step in range(60):
        try:
            with transaction.atomic():
                change(site, chance)
                if chance.random() < 0.4:
                    workers(chance.randrange(3), site.pk)
                if chance.random() < 0.3:
                    raise RolledBackError
        except RolledBackError:
            pass
        rows = SearchEntry.objects.values("kind", "date", "facets", "pk")
        index = workers(chance.choice([0, 0, 0, 1, 1, 2]), site.pk)
        assert seen(index)[:3] == seen(index_of(site.pk, state_of(site.pk), index.names, rows))[:3]


def test_of_a_site_the_last_changes_are_kept_without_gaps(site, monkeypatch):
    monkeypatch.setattr("partnership.search.state.FOLLOWED", 10)
    monkeypatch.setattr("partnership.search.state.FORGOTTEN_AT_ONCE", 1)
    for number in (4, 25, 3, 3):
        entries_changed([SearchEntry(pk=pk, site=site) for pk in range(number)])
    numbers = list(SearchChange.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [*range(26, 36)]
    assert SearchState.objects.get().number == 35


def test_names_from_before_a_sites_first_entry_are_read_again(site, workers, add_review, committed):
    assert workers(0, site.pk).size == 0
    theme = ThemeFactory(name="kites", slug="kites")
    review = add_review()
    with committed():
        review.themes.add(theme)
        review.save()
    assert workers(0, site.pk).label(Facet.THEME, "kites") == "kites"
    assert workers(0, site.pk).knows(Facet.THEME, "kites")


def test_what_was_rolled_back_is_followed_by_nobody(site):
    """Another change has its number since: whoever held it reads everything anew."""
    entries_changed([SearchEntry(pk=1, site=site)])
    before = state_of(site.pk)
    entries_changed([SearchEntry(pk=2, site=site)])
    never_was = State(before.number + 1, "rolled back")
    entries_changed([SearchEntry(pk=3, site=site)])
    now = state_of(site.pk)
    assert changes_between(site.pk, before, now) == {2, 3}
    assert (changes_between(site.pk, never_was, now), changes_between(site.pk, now, before)) == (None, None)


def test_a_change_costs_three_queries_to_follow_and_a_name_one_more(
    site, workers, add_review, django_assert_num_queries
):
    add_review(title="Kestrel")
    workers(0, site.pk)
    add_review(title="Merlin", slug="merlin")
    with django_assert_num_queries(3):
        assert workers(0, site.pk).size == 3  # with the list of reviews
    names_changed()
    with django_assert_num_queries(3):
        workers(0, site.pk)


def test_a_name_for_suggestions_is_followed_without_asking_for_the_others(
    site, workers, add_review, django_assert_num_queries
):
    review = add_review(title="Kestrel")
    add_review(title="Merlin", slug="merlin")
    assert [one.title for one in workers(0, site.pk).titles.in_order] == ["Kestrel", "Merlin"]
    with transaction.atomic():
        SearchEntry.objects.filter(source_id=review.pk).update(title="Hobby")
        entries_changed(SearchEntry.objects.filter(source_id=review.pk))
    with django_assert_num_queries(3):
        assert [one.title for one in workers(0, site.pk).titles.in_order] == ["Hobby", "Merlin"]
