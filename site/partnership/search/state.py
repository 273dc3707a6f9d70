"""Which state a site's entries are in, as all workers see it, and what changed since an earlier one."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from partnership.search.models import SearchChange, SearchEntry, SearchState

FOLLOWED = 1000  # changes of a site that are kept, and a few more; who holds an older state reads everything anew
FORGOTTEN_AT_ONCE = 50
_COUNT = (
    "INSERT INTO search_searchstate (site_id, number, token, names) VALUES (%s, %s, %s, %s) ON CONFLICT (site_id) "
    "DO UPDATE SET number = search_searchstate.number + excluded.number, token = excluded.token"
)


@dataclass(frozen=True)
class State:
    """`number` and `token` of the last change of an entry; `names` says what facets are called."""

    number: int = 0
    token: str = ""
    names: str = ""


def state_of(site_id: int) -> State:
    """The state of a site's entries; the first of all where there have never been any. One query."""
    row = SearchState.objects.filter(site=site_id).values_list("number", "token", "names").first()
    return State(*row) if row else State()


def entries_changed(entries: Iterable[SearchEntry]) -> None:
    """Tells all workers that these entries came, changed or went.

    Call it in the transaction that changes them: the row of the site's state is held until its end, so numbers are in
    the order in which changes can be seen, and none is seen before those under it.
    """
    by_site: dict[int, list[int]] = defaultdict(list)
    for entry in entries:
        by_site[entry.site_id].append(entry.pk)
    with transaction.atomic(savepoint=False):
        for site_id in sorted(by_site):
            _changed(site_id, by_site[site_id])


def changes_between(site_id: int, held: State, now: State) -> set[int] | None:
    """The primary keys of entries that changed after `held`, up to `now`; None where that is not known (any more).

    It is not where `held` is no state that ever was: of a transaction that was rolled back. One query.
    """
    if not 0 <= now.number - held.number < FOLLOWED:
        return None
    rows = SearchChange.objects.filter(site=site_id, number__gte=held.number, number__lte=now.number)
    changes = list(rows.order_by("number").values_list("number", "token", "entry"))
    if len(changes) <= now.number - held.number or changes[0][:2] != (held.number, held.token):
        return None
    return {entry for _number, _token, entry in changes[1:]}


def names_changed() -> None:
    """What facets are called is different now, on every site."""
    names = secrets.token_hex(8)
    states = [SearchState(site_id=site, token="", names=names) for site in sorted(_sites())]
    if states:
        SearchState.objects.bulk_create(states, update_conflicts=True, unique_fields=["site"], update_fields=["names"])


def _sites() -> Iterable[int]:
    return SearchState.objects.values_list("site_id", flat=True)


def _changed(site_id: int, entries: Sequence[int]) -> None:
    token = secrets.token_hex(8)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [site_id, len(entries), token, token])  # names from before its first entry are old
    last = SearchState.objects.values_list("number", flat=True).get(site=site_id)
    numbered = list(enumerate(entries, start=last - len(entries) + 1))[-FOLLOWED:]
    SearchChange.objects.bulk_create(
        SearchChange(site_id=site_id, number=number, token=token, entry=entry) for number, entry in numbered
    )
    if last // FORGOTTEN_AT_ONCE > (last - len(entries)) // FORGOTTEN_AT_ONCE:
        SearchChange.objects.filter(site=site_id, number__lte=last - FOLLOWED).delete()
