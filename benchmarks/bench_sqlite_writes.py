"""A thousand publishes and edits by eight clients at once, two workers: how many SQLite refuses as "database is locked".

    python benchmarks/bench_sqlite_writes.py [--saves 1000] [--json]

First with the site's own settings, of which none may be refused; then, in the same run, with SQLite as Django sets it up by itself.
"""

import argparse
import shutil
import sqlite3
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from served_site import Served, met, say, set_up_django, site_folder

CLIENTS, ROWS = 8, 40
KINDS = ("publish", "event", "draft", "publish")
SECONDS_AT_MOST, SECONDS_FOR_COMPARISON = 240.0, 40.0  # the first ends by itself, in under a minute on an idle machine


@dataclass
class Tally:
    """What came of the saves so far."""

    answers: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, answer: str, seconds: float) -> None:
        with self.lock:
            self.answers[f"{kind} {answer}"] += 1
            self.seconds.append(seconds)

    def count(self, answer: str, kind: str = "") -> int:
        return sum(n for name, n in self.answers.items() if name.endswith(answer) and name.startswith(kind))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--saves", type=int, default=1000)
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=False) as folder:
        make_rows(folder)
        plain = folder / "as-django-does"
        copy_without_wal(folder, plain)
        ours = saves(folder, options.saves, SECONDS_AT_MOST)
        theirs = saves(plain, options.saves, SECONDS_FOR_COMPARISON, DEFAULT_SQLITE="1")
    say(
        figures("our settings", *ours) | figures("Django's own settings", *theirs) | verdict(ours[0], options.saves),
        options.json,
    )


def saves(folder: Path, how_many: int, seconds_at_most: float, **settings: str) -> tuple[Tally, float]:
    """Eight clients saving until it is done, or time is up; and the seconds it took."""
    tally, numbers = Tally(), iter(range(how_many))
    with Served(folder, DJANGO_SETTINGS_MODULE="writing_settings", **settings) as site:
        start = time.monotonic()
        until = start + seconds_at_most
        clients = [threading.Thread(target=client, args=(site, numbers, tally, until)) for _ in range(CLIENTS)]
        for one in clients:
            one.start()
        for one in clients:
            one.join()
        return tally, time.monotonic() - start


def client(site: Served, numbers: Any, tally: Tally, until: float) -> None:
    """One editor who saves again as soon as the last save is answered."""
    connection = site.connection()
    while time.monotonic() < until:
        with tally.lock:
            number = next(numbers, None)
        if number is None:
            return
        kind, start = KINDS[number % len(KINDS)], time.monotonic()
        status, _body = connection.post(f"/{kind}/{number % ROWS}/")
        tally.add(kind, {200: "saved", 503: "locked"}.get(status, f"answered {status}"), time.monotonic() - start)


def figures(name: str, tally: Tally, seconds: float) -> dict[str, Any]:
    total = len(tally.seconds)
    refused = tally.count("locked")
    publishes = tally.count("locked", "publish") + tally.count("saved", "publish")
    return {
        f"{name}: saves": total,
        f"{name}: database is locked": f"{refused} ({refused / total:.0%})",
        f"{name}: of the publishes": f"{tally.count('locked', 'publish')} ({tally.count('locked', 'publish') / publishes:.0%})",
        f"{name}: other errors": total - refused - tally.count("saved"),
        f"{name}: saved a second": f"{tally.count('saved') / seconds:.1f}",
        f"{name}: median, slowest, s": f"{statistics.median(tally.seconds):.2f}, {max(tally.seconds):.2f}",
    }


def verdict(ours: Tally, asked: int) -> dict[str, str]:
    return {f"not one of {asked:,} saves refused": met(ours.count("saved") == asked)}


def make_rows(folder: Path) -> None:
    """Reviews and events to save, and an editor to save them."""
    set_up_django(folder)
    from django.db import connection, transaction
    from wagtail.models import Page

    from learning.models import Agency, AgencyKind, Partnership, ReviewIndexPage, ReviewPage
    from partnership.accounts.models import User
    from training.models import Attendance, TrainingEvent

    if not User.objects.filter(email="editor@benchmark.example").exists():
        with transaction.atomic():
            User.objects.create(email="editor@benchmark.example")
            partnership = Partnership.objects.create(name="Benchmark", short_name="Benchmark", slug="benchmark-writes")
            index = Page.get_first_root_node().add_child(
                instance=ReviewIndexPage(title="Reviews", slug="reviews-written")
            )
            agency = Agency.objects.create(name="Benchmark agency", kind=AgencyKind.objects.first())
            for number in range(ROWS):
                index.add_child(
                    instance=ReviewPage(
                        title=f"Child {number}", slug=f"child-{number}", summary="<p>What happened.</p>" * 20
                    )
                )
                event = TrainingEvent.objects.create(
                    partnership=partnership, title=f"Event {number}", date_as_stated="12 March 2026"
                )
                Attendance.objects.create(event=event, agency=agency, came=1)
    connection.close()


def copy_without_wal(folder: Path, to: Path) -> None:
    """The same database as Django would have made it: with SQLite's own kind of journal."""
    shutil.rmtree(to, ignore_errors=True)
    (to / "static").mkdir(parents=True)
    with sqlite3.connect(folder / "cascade.sqlite3") as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(folder / "cascade.sqlite3", to / "cascade.sqlite3")
    with sqlite3.connect(to / "cascade.sqlite3") as copy:
        copy.execute("PRAGMA journal_mode=DELETE")


if __name__ == "__main__":
    main()
