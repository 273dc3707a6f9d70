"""How long combining takes, beside writing the same parts to a zip and doing nothing else.

`python benchmarks/bench_combining.py [--rounds 15]`, from the root of the project. Prints figures; asserts nothing. The
corpus is made here with python-pptx: three decks of four slides with title, text and notes, and among them a picture, a
chart with its workbook and a table; one of the decks is 16:9, so that its slides are rescaled. Then decks of more and
more slides, to see that time grows as they do. Times are medians of warm rounds, of the processor, in one process.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from pptx import Presentation  # noqa: E402
from pptx.chart.data import CategoryChartData  # noqa: E402
from pptx.enum.chart import XL_CHART_TYPE  # noqa: E402
from pptx.slide import Slide  # noqa: E402
from pptx.util import Inches  # noqa: E402

from media.decks.combine import ChosenSlides, combine  # noqa: E402

NARROW, WIDE = (9_144_000, 6_858_000), (12_192_000, 6_858_000)
TEXT = "Services saw the children often and wrote down what they saw. The notes stayed in one service."


def main() -> None:
    """Times three decks of four slides, then many slides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="warm repetitions")
    rounds = parser.parse_args().rounds
    print("combined                               slides    parts      ms    zip alone   ratio   ms a slide")
    decks = [deck(f"Deck {n}", 4, size) for n, size in enumerate((NARROW, NARROW, WIDE))]
    measure("3 decks of 4", decks, rounds)
    measure("3 decks of 4, without our own slides", decks, rounds, house=False)
    for slides in (20, 80, 320):
        decks = [deck(f"Deck {n}", slides, size) for n, size in enumerate((NARROW, NARROW, WIDE))]
        measure(f"3 decks of {slides}", decks, max(3, rounds * 4 // slides))


def measure(name: str, decks: list[bytes], rounds: int, *, house: bool = True) -> None:
    """Print one line for these decks combined."""

    def work() -> bytes:
        out = io.BytesIO()
        parts = [ChosenSlides(io.BytesIO(data), source_label=f"Source {n}") for n, data in enumerate(decks)]
        combine(parts, out, title="Combined", house=house)
        return out.getvalue()

    made = work()
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {info.filename: (package.read(info), info.compress_type) for info in package.infolist()}
    slides = sum(member.startswith("ppt/slides/slide") for member in parts)
    ours, floor = median_ms(work, rounds), median_ms(lambda: zip_alone(parts), rounds)
    print(f"{name:38} {slides:6} {len(parts):8} {ours:7.1f} {floor:12.1f} {ours / floor:7.1f} {ours / slides:12.2f}")


def zip_alone(parts: dict[str, tuple[bytes, int]]) -> bytes:
    """The same parts written to a zip, packed as they were."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, (content, packed) in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, packed, 6)
    return out.getvalue()


def median_ms(work: Callable[[], bytes], rounds: int) -> float:
    """The processor's milliseconds for one round."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken) * 1000


def deck(name: str, slides: int, size: tuple[int, int]) -> bytes:
    """Slides by turns with a picture, a chart, a table and nothing but text, all with notes."""
    made = Presentation()
    made.slide_width, made.slide_height = size
    for number in range(slides):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = f"{name}, slide {number + 1}"
        slide.placeholders[1].text = TEXT
        slide.notes_slide.notes_text_frame.text = TEXT
        (add_picture, add_chart, add_table, lambda slide, number: None)[number % 4](slide, number)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def add_picture(slide: Slide, number: int) -> None:
    """A photograph of noise, another on each slide."""
    held = io.BytesIO()
    Image.effect_noise((320, 240), 40 + number % 50).save(held, "JPEG")
    slide.shapes.add_picture(held, Inches(5), Inches(3), Inches(3))


def add_chart(slide: Slide, number: int) -> None:
    """A bar chart of one series."""
    data = CategoryChartData()
    data.categories = ["2021", "2022", "2023"]
    data.add_series("Referrals", (number, 2, 3))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(5), Inches(3), Inches(4), Inches(3), data)


def add_table(slide: Slide, number: int) -> None:
    """Three rows of three cells."""
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(4), Inches(6), Inches(2)).table
    table.cell(0, 0).text = f"Row {number}"


if __name__ == "__main__":
    main()
