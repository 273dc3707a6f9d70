"""However often the worker is killed, no mail goes twice and none is lost."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.learning.mail_queue.mail_sink import listening

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="copies the tables of an SQLite database to a file"),
]
MAILS, KILLS = 100, 6
ROOT = Path(__file__).resolve().parents[3]


def copy_tables(path: Path) -> None:
    """The tests' tables, empty, in a file that other processes can open."""
    with closing(sqlite3.connect(path)) as target, connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        for (statement,) in cursor.fetchall():
            if "VIRTUAL" not in statement and "'" not in statement.split("(")[0]:  # nor what full-text search keeps
                target.execute(statement)


@pytest.fixture(scope="module")
def runs(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the mail server got, by Message-ID, in two runs; and what the queue said after each."""
    folder = tmp_path_factory.mktemp("killed")
    with django_db_blocker.unblock():
        copy_tables(folder / "cascade.sqlite3")
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL"}}
    environment |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "partnership.settings.dev"}
    command = [sys.executable, str(ROOT / "benchmarks" / "killed_worker.py"), "--whom", "worker", "sender"]
    with listening() as sink:
        done = subprocess.run(
            [*command, "--port", str(sink.port), "--mails", str(MAILS), "--kills", str(KILLS)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
        )
    assert done.returncode == 0, done.stderr
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    received = Counter(one["Message-ID"] for one in sink.received)
    of_first = {name: count for name, count in received.items() if name in set(first["sent"])}
    return of_first, first, {name: count for name, count in received.items() if name not in of_first}, second


def test_killing_the_worker_loses_none_and_repeats_none(runs):
    received, queue, _received, _queue = runs

    assert (queue["killed"], queue["states"]) == (KILLS, {"sent": MAILS})
    assert received == dict.fromkeys(queue["sent"], 1)


def test_killing_what_sends_repeats_none_and_tells_of_which_mails_nobody_knows(runs):
    _received, _queue, received, queue = runs

    unknown = queue["states"].get("not_known", 0)
    assert set(received.values()) == {1}
    assert queue["states"].get("sent") == MAILS - unknown
    assert set(queue["sent"]) <= set(received)  # of those not known some came and some did not
    assert (queue["killed"], unknown <= KILLS) == (KILLS, True)
