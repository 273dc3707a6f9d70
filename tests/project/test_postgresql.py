"""What each new connection to PostgreSQL is told; SQLite is told nothing."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.db.backends.signals import connection_created


@pytest.mark.parametrize(("vendor", "told"), [("postgresql", ["SET jit = off"]), ("sqlite", [])])
def test_a_new_connection_does_without_just_in_time_compiling(vendor, told):
    said = []
    connection = SimpleNamespace(vendor=vendor, cursor=lambda: nullcontext(SimpleNamespace(execute=said.append)))
    connection_created.send(sender=type(connection), connection=connection)

    assert said == told
