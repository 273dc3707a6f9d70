"""Work that nobody should wait for, done by the background worker where there is one."""

from django_tasks import task


@task()
def index_references(numbers: list[int]) -> None:
    """Brings up to date what these events are known to refer to."""
    from training.domain.reference_index import index_events

    index_events(numbers)


@task()
def take_in_coverage() -> None:
    """Takes in what a whole import has changed, so that nobody who asks for coverage next has to wait for it."""
    from training.domain.kept_coverage import take_in_changes

    take_in_changes()


@task()
def import_file(number: int, by: int | None) -> None:
    """Imports the file that waits under this number, in the name of that account."""
    from django.contrib.auth import get_user_model

    from training.domain.running_imports import run_import

    run_import(number, by=get_user_model().objects.filter(pk=by).first() if by else None)
