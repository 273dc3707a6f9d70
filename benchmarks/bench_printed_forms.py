"""How long each printed form of a briefing takes, cold and warm, and what other scripts cost.

`python benchmarks/bench_printed_forms.py [--rounds 15]`, from the root of the project. Prints figures; asserts nothing. Cold is
the first of its kind in a process that has loaded the site's code (fonts and template included), each in a new process;
warm is a briefing never seen before in a process that has made others. Processor time is that of all threads, and tells
more than the clock on a machine that is busy with other work.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from media.sheets.briefing import BriefingSheet

FOUND = (
    "Services saw the children often and wrote down what they saw. The notes stayed in one service, and nobody put "
    "them side by side until the family had moved. What looked like four small worries was one large one."
)
ELSEWHERE = "ہر بچے کی آواز سنیں، ٹ ڈ ڑ ں۔ শিশুটি শিক্ষককে দুবার বলেছিল। बच्चे ने दो बार कहा। Dziecko powiedziało: boję się."
FORMS = ("two pages", "poster", "large print")


def main() -> None:
    """Every form in English and with other scripts, each cold in a process of its own and then warm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="warm repetitions")
    parser.add_argument("--one", nargs=2, metavar=("FORM", "SCRIPT"), help="measure this one, in this process")
    asked = parser.parse_args()
    if asked.one:
        _measure(*asked.one, rounds=asked.rounds)
        return
    print(f"{'':32}{'cold':>16}{'warm, median':>20}{'slowest':>16}      size")
    for script in ("English", "many scripts"):
        for form in FORMS:
            command = [sys.executable, __file__, "--rounds", str(asked.rounds), "--one", form, script]
            subprocess.run(command, check=True)


def _measure(form: str, script: str, rounds: int) -> None:
    make = _maker(form)
    sheet = _sheet(script)
    cold, size = _timed(lambda: make(sheet))
    warm = [_timed(lambda number=number: make(_another(sheet, number)))[0] for number in range(rounds)]
    clock, processor = (statistics.median(times) for times in zip(*warm, strict=True))
    print(
        f"{form + ', ' + script:32}{_shown(cold):>16}{_shown((clock, processor)):>20}{_shown(max(warm)):>16}   "
        f"{size / 1024:4.0f} KB",
        flush=True,
    )


def _maker(form: str) -> Callable[[BriefingSheet], bytes]:
    from media.pdf.briefing import typeset_briefing
    from media.pdf.large_print import typeset_large_print
    from media.pdf.poster import typeset_poster

    return dict(zip(FORMS, (typeset_briefing, typeset_poster, typeset_large_print), strict=True))[form]


def _sheet(script: str) -> BriefingSheet:
    """Seven sections, about 560 words in English."""
    from media.sheets.briefing import BriefingPanel, BriefingSheet
    from media.sheets.richtext import blocks_from_html

    text = FOUND if script == "English" else f"{FOUND[:63]} {ELSEWHERE}"
    body = blocks_from_html(f"<p>{text} {FOUND[:100]}</p><ul><li>{text[:70]}</li><li>{text[70:140]}</li></ul>")
    return BriefingSheet(
        title="Maya: bruising in a baby who could not yet move",
        panels=[BriefingPanel(heading=f"Section {n}", blocks=body) for n in range(1, 8)],
        partnership="Exampleshire Safeguarding Children Partnership",
        themes=("Bruising in non-mobile babies", "Was not brought", "Information sharing"),
        standing_questions=("What struck you?", "How will we embed it?", "How does it enter our improvement plan?"),
        web_address="https://exampleshire.example/briefings/maya/",
        used_address="https://exampleshire.example/briefings/maya/used/",
    )


def _another(sheet: BriefingSheet, number: int) -> BriefingSheet:
    """The sheet with every text and its address changed, so that nothing is answered from what was laid out before."""
    from media.sheets.briefing import BriefingPanel
    from media.sheets.richtext import blocks_from_text

    panels = [
        BriefingPanel(heading=f"{panel.heading} {number}", blocks=[*panel.blocks, *blocks_from_text(f"{number}.")])
        for panel in sheet.panels
    ]
    return replace(sheet, title=f"{sheet.title} {number}", panels=panels, used_address=f"{sheet.used_address}{number}")


def _timed(work: Callable[[], bytes]) -> tuple[tuple[float, float], int]:
    """((seconds by the clock, seconds of the processor), bytes made)."""
    clock, processor = time.perf_counter(), time.process_time()
    size = len(work())
    return (time.perf_counter() - clock, time.process_time() - processor), size


def _shown(times: tuple[float, float]) -> str:
    return f"{times[0] * 1000:.0f} ms ({times[1] * 1000:.0f})"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
