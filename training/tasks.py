"""Work that nobody should wait for, done by the background worker where there is one."""

from django_tasks import task


@task()
def index_references(numbers: list[int]) -> None:
    """Brings up to date what these events are known to refer to."""
    from training.domain.reference_index import index_events

    index_events(numbers)
