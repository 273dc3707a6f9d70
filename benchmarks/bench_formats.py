"""How long each format of a briefing takes to make, and the twelve files of a pack together; then the same from cache.

`python benchmarks/bench_formats.py [--rounds 15]`, from the root of the project. Prints figures; asserts nothing.
*Cold* is the first that a new worker makes; *warm* the median of rounds, each of a briefing nobody has made
before. The twelve are three briefings in four formats. Times are of the processor, so that a busy machine tells the same.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
LIMITS_MS = {"PDF": 150, "Word": 150, "slides": 150, "text": None, "e-mail": None, "action plan": None}
PACK_LIMIT_MS = 1500
PACK_FORMATS = ("PDF", "Word", "slides", "action plan")
FOUND = (
    "Services saw the children often and wrote down what they saw. The notes stayed in one service, and nobody put "
    "them side by side until the family had moved. What looked like four small worries was one large one."
)


def main() -> None:
    """Runs everything; a child process measures what is cold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="warm repetitions")
    parser.add_argument("--cold", default="", help="for the child: make this once and print the milliseconds")
    asked = parser.parse_args()
    if asked.cold:
        print(_cold_ms(asked.cold))
        return
    print(f"{'':14}{'cold ms':>9}{'warm ms':>9}{'slowest':>9}{'limit':>7}{'KB':>7}")
    for name, limit in LIMITS_MS.items():
        make = _makers()[name]
        warm = [_timed(lambda m=make, n=n: m(_sheet(n))) for n in range(asked.rounds)]
        size = len(make(_sheet(0))) / 1024
        print(
            f"{name:14}{_in_child(name):9.0f}{statistics.median(warm):9.1f}{max(warm):9.1f}{limit or '':>7}{size:7.1f}"
        )
    print(f"{'12 of a pack':14}{_in_child('pack'):9.0f}{_pack_ms(100):9.1f}{'':9}{PACK_LIMIT_MS:7}")
    _print_from_cache(asked.rounds)


def _in_child(name: str) -> float:
    """The median of three new processes."""
    command = [sys.executable, __file__, "--cold", name]
    return statistics.median(
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(3)
    )


def _cold_ms(name: str) -> float:
    """A worker has read every module before a reader asks: the addresses name them."""
    makers, sheet = _makers(), _sheet(0)
    if name == "pack":
        return _pack_ms(0)
    return _timed(lambda: makers[name](sheet))


def _pack_ms(first: int) -> float:
    makers = _makers()
    return _timed(lambda: [makers[name](_sheet(first + n)) for n in range(3) for name in PACK_FORMATS])


def _print_from_cache(rounds: int) -> None:
    """What a second reader waits for, beside reading the same bytes from a file."""
    from django.core.cache import cache

    from briefings.exports.made_files import kept

    sheet, make = _sheet(0), _makers()["slides"]
    data = kept("bench", sheet, lambda: make(sheet))
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        plain = statistics.median(_timed(Path(file.name).read_bytes) for _ in range(rounds * 10))
    again = statistics.median(_timed(lambda: kept("bench", sheet, lambda: b"")) for _ in range(rounds * 10))
    making = statistics.median(_timed(lambda n=n: make(_sheet(500 + n))) for n in range(rounds))
    cache.clear()
    print(
        f"slides from cache {again:.2f} ms; made {making:.1f} ms ({making / again:.0f} times); a bare file {plain:.3f} ms"
    )


def _makers() -> dict[str, Callable[..., bytes]]:
    _with_django()
    from briefings.exports.briefing_email import body_of
    from briefings.exports.briefing_text import text_of
    from media.decks.briefing_deck import compose_briefing_deck
    from media.pdf.briefing import typeset_briefing
    from media.word.composing.action_plan import compose_action_plan
    from media.word.composing.briefing import compose_briefing

    return {
        "PDF": typeset_briefing,
        "Word": compose_briefing,
        "slides": compose_briefing_deck,
        "text": lambda sheet: text_of(sheet).encode(),
        "e-mail": lambda sheet: body_of(sheet).encode(),
        "action plan": compose_action_plan,
    }


def _sheet(number: int) -> object:
    """A briefing of about 420 words, with an address of its own."""
    from media.sheets.briefing import BriefingPanel, BriefingSheet
    from media.sheets.richtext import blocks_from_html

    body = blocks_from_html(f"<p>{FOUND}</p><ul><li>{FOUND[:70]}</li><li>{FOUND[70:140]}</li></ul>")
    sheet = BriefingSheet(
        title=f"Maya: bruising in a baby who could not yet move ({number})",
        panels=[BriefingPanel(heading=f"Section {n}", blocks=body, facilitator_note=FOUND) for n in range(1, 8)],
        partnership="Exampleshire Safeguarding Children Partnership",
        standing_questions=("What struck you?", "How will we embed it?", "How does it enter our improvement plan?"),
        help_contacts=(("Front door", "01234 567890"),),
    )
    address = f"https://example.org/briefings/maya-{number}/"
    return replace(sheet, web_address=address, used_address=f"{address}used/")


def _with_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.dev")
    os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="cascade-bench-"))
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
