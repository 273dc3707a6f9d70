"""Background work of search."""

from django_tasks import task

from partnership.search.changed import addresses_changed, addresses_of, with_dependants
from partnership.search.domain.index import index_keys
from partnership.search.models import SearchEntry
from partnership.search.registry import Key


@task()
def index_things(keys: list[list[str | int]]) -> None:
    """Indexes things by their keys: pairs of a model's label and a primary key."""
    changed: list[Key] = [(str(label), int(pk)) for label, pk in keys]
    if not addresses_changed.has_listeners(SearchEntry):
        index_keys(changed)
        return
    told = with_dependants(changed)
    before = addresses_of(told)
    try:
        index_keys(changed)
    finally:  # what could not be indexed may be gone all the same
        addresses_changed.send(sender=SearchEntry, keys=told, addresses=before | addresses_of(told))
