"""Which state a site's entries are in, as all workers see it."""

import secrets
from collections.abc import Iterable

from partnership.search.models import SearchState


def state_of(site_id: int) -> str:
    """The state of a site's entries; empty where there have never been any. One query."""
    return SearchState.objects.filter(site=site_id).values_list("token", flat=True).first() or ""


def entries_changed(site_ids: Iterable[int]) -> None:
    """Gives these sites a state that has never been before.

    Call it in the transaction that changes the entries: its row keeps two that do so from overtaking each other.
    """
    states = [SearchState(site_id=site, token=secrets.token_hex(8)) for site in sorted(set(site_ids))]
    if states:
        SearchState.objects.bulk_create(states, update_conflicts=True, unique_fields=["site"], update_fields=["token"])


def names_changed() -> None:
    """What facets are called is different now, on every site."""
    entries_changed(SearchState.objects.values_list("site_id", flat=True))
