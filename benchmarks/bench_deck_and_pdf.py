"""How long a deck and a briefing PDF take to make, and how much memory the process needs above what it had
before the libraries were imported.

`python benchmarks/bench_deck_and_pdf.py [--points 40] [--rounds 20]`, from the root of the project. Prints figures;
asserts nothing. Memory is the process's resident size, sampled every 2 ms while the work runs.
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psutil

MADE_AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
FOUND = (
    "Services saw the children often and wrote down what they saw. The notes stayed in one service, and nobody put "
    "them side by side until the family had moved. What looked like four small worries was one large one."
)


def main() -> None:
    """Runs both measurements in one process: cold first, then warm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=40, help="learning points in the deck")
    parser.add_argument("--rounds", type=int, default=20, help="warm repetitions")
    asked = parser.parse_args()
    print(f"at start                   {_resident_mb():.1f} MB resident")
    _measure_deck(asked.points, asked.rounds)
    _measure_pdf(asked.rounds)


def _measure_deck(points: int, rounds: int) -> None:
    from media.decks.compose import DeckContent, HelpContact, PointSlide, Source, compose_deck

    content = DeckContent(
        title="Maya: bruising in a baby who could not yet move",
        partnership="Exampleshire Safeguarding Children Partnership",
        review_label="Local child safeguarding practice review: Maya (2025)",
        themes=("Bruising in non-mobile babies", "Was not brought", "Information sharing"),
        points=tuple(
            PointSlide(
                f"Learning point about practice {n}", FOUND, FOUND, "How would we know?", n % 5 == 0, "Seen twice"
            )
            for n in range(points)
        ),
        sources=(Source("Maya: summary of learning", "Exampleshire, November 2025"),),
        help_contacts=(HelpContact("Exampleshire front door:", "day and night"),),
        is_fictional=True,
        made_at=MADE_AT,
    )
    _report(f"deck, {points} points", lambda: compose_deck(content), rounds=max(1, rounds // 4))


def _measure_pdf(rounds: int) -> None:
    from media.pdf.briefing import typeset_briefing
    from media.sheets.briefing import BriefingPanel, BriefingSheet
    from media.sheets.richtext import blocks_from_html

    body = blocks_from_html(f"<p>{FOUND} {FOUND}</p><ul><li>{FOUND[:70]}</li><li>{FOUND[70:140]}</li></ul>")
    sheet = BriefingSheet(
        title="Maya: bruising in a baby who could not yet move",
        panels=[BriefingPanel(heading=f"Section {n}", blocks=body) for n in range(1, 8)],
        partnership="Exampleshire Safeguarding Children Partnership",
        standing_questions=("What struck you?", "How will we embed it?", "How does it enter our improvement plan?"),
        made_at=MADE_AT,
    )
    again = iter(range(1, rounds + 2))

    def another() -> bytes:  # a new title each time: nothing is answered from what the last round laid out
        return typeset_briefing(replace(sheet, title=f"{sheet.title} ({next(again)})"))

    _report("briefing PDF", another, rounds=rounds)


def _report(name: str, work: Callable[[], bytes], rounds: int) -> None:
    peak = _PeakMemory()
    with peak:
        cold, size = _timed(work)
        warm = [_timed(work)[0] for _ in range(rounds)]
    print(
        f"{name:26} cold {cold * 1000:6.0f} ms   warm median {statistics.median(warm) * 1000:6.0f} ms   "
        f"slowest {max(warm) * 1000:6.0f} ms   peak {peak.mb - START_MB:5.1f} MB above start   {size / 1024:.0f} KB"
    )


def _timed(work: Callable[[], bytes]) -> tuple[float, int]:
    started = time.perf_counter()
    size = len(work())
    return time.perf_counter() - started, size


def _resident_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1024**2


START_MB = _resident_mb()  # before any library of ours is imported


class _PeakMemory:
    """The largest resident size seen while it is open."""

    def __init__(self) -> None:
        self.mb = _resident_mb()
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> None:
        self._watch.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watch.join()

    def _sample(self) -> None:
        while not self._done.wait(0.002):
            self.mb = max(self.mb, _resident_mb())


if __name__ == "__main__":
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
