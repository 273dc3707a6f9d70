"""How long the coverage matrix takes, on synthetic rows, against COUNT(*) over the same rows in the same run.

    python benchmarks/bench_coverage.py [--attendance 100000] [--json]

Makes a temporary SQLite database, or uses an empty one named by DATABASE_URL. The shape is fixed, and only its size
changes: one partnership of 40 agencies, 20 returns and 5 learning points an event, a learning point for every 50 rows.
"""

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RETURNS_AN_EVENT, POINTS_AN_EVENT, AGENCIES, ROWS_A_POINT = 20, 5, 40, 50
POINTS_A_PAGE = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attendance", type=int, default=100_000, help="rows of attendance (up to 1,000,000)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.test")
        sys.path[:0] = [str(ROOT), str(ROOT / "site")]
        import django

        django.setup()
        figures = measure(options.attendance)
    print(
        json.dumps(figures, indent=2)
        if options.json
        else "\n".join(f"{name:36}{value}" for name, value in figures.items())
    )


def measure(rows: int) -> dict[str, Any]:
    """Seconds, best of five (the whole matrix once), with the CPU's part; ratios to COUNT(*); peak memory above start."""
    partnership = fill(rows)
    from training.models import Attendance
    from training.queries.coverage import coverage, coverage_rows
    from training.queries.coverage_filters import CoverageFilters
    from training.queries.gaps import gap_lists

    as_at = date(2026, 11, 21)
    year = CoverageFilters(since=date(2025, 11, 22), until=as_at)
    page = list(year.points(partnership, as_at)[:POINTS_A_PAGE])
    shown = f"{POINTS_A_PAGE} points x {AGENCIES} agencies"
    count = best(lambda: Attendance.objects.count())
    figures = {"attendance rows": f"{Attendance.objects.count():,}", "COUNT(*) over attendance": count.told()}
    for name, work, times in [
        (f"{shown}, one year", lambda: coverage(partnership, year, as_at, points=page), 5),
        (f"{shown}, ever", lambda: coverage(partnership, None, as_at, points=page), 5),
        ("gap lists", lambda: gap_lists(partnership, as_at=as_at), 5),
        ("whole matrix, row by row", lambda: sum(1 for _ in coverage_rows(partnership, None, as_at)[1]), 1),
    ]:
        took = best(work, times)
        figures[name] = (
            f"{took.told()}, {took.cpu / count.cpu:,.0f} x COUNT(*), peak {took.megabytes:.0f} MB above start"
        )
    return figures


@dataclass(frozen=True)
class Took:
    """Seconds by the clock and of CPU, and megabytes above the start."""

    seconds: float
    cpu: float
    megabytes: float

    def told(self) -> str:
        return f"{self.seconds:.4f} s ({self.cpu:.4f} s of CPU)"


def best(work: Callable[[], Any], times: int = 5) -> Took:
    """The shortest of `times` runs, by the clock and of CPU, and the most memory any of them took."""
    runs = []
    for _ in range(times):
        with PeakMemory() as memory:
            start, cpu = time.perf_counter(), time.thread_time()
            work()
            seconds, cpu = time.perf_counter() - start, time.thread_time() - cpu
        runs.append(Took(seconds, cpu, memory.above_start))
    return Took(
        *(choose(values) for choose, values in zip((min, min, max), zip(*map(astuple, runs), strict=True), strict=True))
    )


class PeakMemory:
    """Samples this process's resident memory every 5 ms, SQLite's own included."""

    def __enter__(self) -> "PeakMemory":
        import psutil

        self._process = psutil.Process()
        self._start = self._peak = self._process.memory_info().rss
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._done.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._done.wait(0.005):
            self._peak = max(self._peak, self._process.memory_info().rss)

    @property
    def above_start(self) -> float:
        return (self._peak - self._start) / 1e6


def fill(rows: int) -> Any:
    """A partnership with `rows` of attendance, the same for the same number."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from partnership.demo.synthetic import DatasetSize, make_dataset

    size = DatasetSize(
        reviews=0,
        points=max(POINTS_A_PAGE, rows // ROWS_A_POINT),
        events=max(1, rows // RETURNS_AN_EVENT),
        agencies=AGENCIES,
        attendance=rows,
        taught=POINTS_AN_EVENT,
    )
    return make_dataset(size, seed=20261121)


if __name__ == "__main__":
    main()
