"""Background work of search."""

from django_tasks import task

from partnership.search.domain.index import index_keys


@task()
def index_things(keys: list[list[str | int]]) -> None:
    """Indexes things by their keys: pairs of a model's label and a primary key."""
    index_keys((str(label), int(pk)) for label, pk in keys)
