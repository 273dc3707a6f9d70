"""How long composing a deck takes, beside writing the same XML to a zip by hand, for more and more slides.

`python benchmarks/bench_composing.py [--rounds 7]`, from the root of the project. Prints figures; asserts nothing. The
floor writes the very parts of the composed deck, held in memory as text, to a deflated zip. Times are medians of warm
rounds, of the processor, in one process.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from media.decks.compose import DeckContent, HelpContact, PointSlide, Source, compose_deck  # noqa: E402

MADE_AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
FOUND = (
    "Services saw the children often and wrote down what they saw. The notes stayed in one service, and nobody put "
    "them side by side until the family had moved. What looked like four small worries was one large one."
)
FURTHER = 8  # slides beside those of the learning points


def main() -> None:
    """Times decks of 40 slides to 640."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="warm repetitions")
    rounds = parser.parse_args().rounds
    print("slides    parts      ms   by hand   ratio   ms a slide")
    for slides in (40, 160, 640):
        content = content_of(slides - FURTHER)
        made = compose_deck(content)
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            parts = {name: package.read(name).decode() for name in package.namelist()}
        count = sum(name.startswith("ppt/slides/slide") for name in parts)
        times = max(3, rounds * 40 // slides)
        ours, floor = median_ms(lambda c=content: compose_deck(c), times), median_ms(lambda p=parts: by_hand(p), times)
        print(f"{count:6} {len(parts):8} {ours:7.0f} {floor:9.1f} {ours / floor:7.1f} {ours / count:12.2f}")


def content_of(points: int) -> DeckContent:
    """A deck about one review, with this many learning points."""
    return DeckContent(
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
        sources=(Source("Maya: summary of learning", "Exampleshire, November 2025", "https://example.org/maya"),),
        help_contacts=(HelpContact("Exampleshire front door:", "day and night"),),
        is_fictional=True,
        made_at=MADE_AT,
    )


def by_hand(parts: dict[str, str]) -> bytes:
    """The same XML and the same zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def median_ms(work: Callable[[], bytes], rounds: int) -> float:
    """The processor's milliseconds for one round."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main()
