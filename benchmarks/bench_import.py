"""How long importing attendance takes, and how much memory, with few events and with as many events as rows.

    python benchmarks/bench_import.py [--rows 10000] [--json]

Makes a temporary SQLite database, or uses an empty one named by DATABASE_URL. Each file is imported by the command into
a partnership of its own with 40 agencies: new, then again with other figures, then once more unchanged.
"""

import argparse
import csv
import io
import json
import os
import sys
import tempfile
import time
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
        else "\n".join(f"{name:56}{value}" for name, value in figures.items())
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

    with PeakMemory() as memory:
        start = time.perf_counter()
        call_command("import_attendance", file, partnership=partnership.slug, stdout=io.StringIO())
        seconds = time.perf_counter() - start
    return f"{seconds:.1f} s, peak {memory.above_start:.0f} MB above start"


if __name__ == "__main__":
    main()
