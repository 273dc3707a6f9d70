"""How long importing attendance takes, and how much memory, with few events and with as many events as rows.

    python benchmarks/bench_import.py [--rows 10000] [--json]

Makes a temporary SQLite database, or uses an empty one named by DATABASE_URL. Each file is imported by the command into
a partnership of its own with 40 agencies: new, then again with other figures, then once more unchanged. Then, in one more
partnership each, as the site's pages do it: looked at, imported by the background task, taken back.
"""

import argparse
import csv
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench_coverage import PeakMemory

ROOT = Path(__file__).resolve().parents[1]
AGENCIES = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.test")
        sys.path[:0] = [str(ROOT), str(ROOT / "site")]
        import django

        django.setup()
        figures = measure(options.rows, Path(folder))
    print(
        json.dumps(figures, indent=2)
        if options.json
        else "\n".join(f"{name:62}{value}" for name, value in figures.items())
    )


def measure(rows: int, folder: Path) -> dict[str, str]:
    """What each import took, by what it was."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    figures = {}
    for name, returns in (("20 returns an event", 20), ("an event for every row", 1)):
        partnership = make_partnership(f"returns-{returns}")
        for what, came in (("new", 5), ("other figures", 6), ("unchanged", 6)):
            file = folder / f"{partnership.slug}-{what}.csv"
            write(file, rows, returns, came)
            figures[f"{rows:,} rows, {name}, {what}"] = imported(file, partnership)
        partnership = make_partnership(f"pages-{returns}")
        file = folder / f"{partnership.slug}-new.csv"
        write(file, rows, returns, 5)
        figures |= {f"{rows:,} rows, {name}, {what}": told for what, told in on_the_site(file, partnership)}
    return figures


def make_partnership(slug: str) -> Any:
    from learning.models import Agency, AgencyKind, Partnership

    partnership = Partnership.objects.create(name=slug, short_name=slug, slug=slug, is_fictional=True)
    kind = AgencyKind.objects.order_by("pk").first()
    partnership.agencies.set(
        Agency.objects.bulk_create(Agency(name=f"{slug} agency {number:02}", kind=kind) for number in range(AGENCIES))
    )
    return partnership


def write(file: Path, rows: int, returns: int, came: int) -> None:
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Course", "Date", "Agency", "Booked", "Attended"])
        for row in range(rows):
            event, agency = divmod(row, returns)
            day = date(2020, 1, 1) + timedelta(days=event % 2000)
            name = f"{file.stem.rpartition('-')[0]} agency {agency % AGENCIES:02}"
            writer.writerow([f"Session {event}", f"{day:%d/%m/%Y}", name, 9, came])


def imported(file: Path, partnership: Any) -> str:
    from django.core.management import call_command

    return timed(lambda: call_command("import_attendance", file, partnership=partnership.slug, stdout=io.StringIO()))


def on_the_site(file: Path, partnership: Any) -> Iterator[tuple[str, str]]:
    """What each step of an import on the site takes."""
    from django.contrib.auth import get_user_model
    from django.core.files import File

    from training.domain.file_imports import layout_of, match_columns, start_import, take_in
    from training.domain.taken_back_imports import take_back_import
    from training.imports.layout import mapping_said

    by = get_user_model().objects.create(email=f"{partnership.slug}@example.org")
    with file.open("rb") as stream:
        one = take_in(partnership, File(stream, name=file.name), by=by)
    layout = layout_of(one)
    for what, work in (
        ("looked at", lambda: match_columns(one, mapping_said(layout, layout.guess))),
        ("imported by the task", lambda: start_import(one, by=by)),  # which is done at once here
        ("taken back", lambda: take_back_import(one, by=by)),
    ):
        yield what, timed(work)
        one.refresh_from_db()
    if one.state != "undone":
        raise RuntimeError(one.problem)


def timed(work: Callable[[], Any]) -> str:
    """Seconds by the clock and of CPU, and memory above the start."""
    with PeakMemory() as memory:
        start, cpu = time.perf_counter(), time.thread_time()
        work()
        seconds, cpu = time.perf_counter() - start, time.thread_time() - cpu
    return f"{seconds:.1f} s ({cpu:.1f} s of CPU), peak {memory.above_start:.0f} MB above start"


if __name__ == "__main__":
    main()
