"""How long a slide's pictures take, encoding included, beside the drawing alone and beside encoding an empty picture.

`python benchmarks/bench_pictures.py [--slides 40] [--rounds 5]`, from the root of the project. Prints figures; asserts
nothing. The decks are made here: one composed of learning points, one of tables, charts, groups and photographs. The
ratios are of medians within one run: for the absolute figures leave the machine alone meanwhile.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from media.decks.compose import DeckContent, PointSlide, compose_deck
from media.decks.pictures.betteroffice import BetterOfficeRenderer, _compress, _draw_slide
from media.decks.pictures.fonts import packaged_fonts
from media.decks.pictures.prepare import prepare_deck
from media.decks.pictures.renderer import WIDTHS

FOUND = (
    "Services saw the children often and wrote down what they saw. The notes stayed in one service, and nobody put "
    "them side by side until the family had moved. What looked like four small worries was one large one."
)


def main() -> None:
    """Both decks: slide by slide in this process, then as the site does it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slides", type=int, default=40, help="slides of each deck, about")
    parser.add_argument("--rounds", type=int, default=5, help="times that each deck is drawn")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for label, make in (("composed deck", composed), ("tables, charts, photographs", mixed)):
            deck = Path(folder) / "deck.pptx"
            deck.write_bytes(make(asked.slides))
            measure(label, deck, Path(folder), asked.rounds)


def measure(label: str, deck: Path, folder: Path, rounds: int) -> None:
    """Prints a few lines on one deck."""
    from betteroffice_pptx import Presentation as Drawn

    slides = len(Presentation(str(deck)).slides)
    copy = folder / "copy.pptx"
    preparing, there = timed(lambda: prepare_deck(deck, copy, range(1, slides + 1), with_metafiles=True))
    presentation = Drawn.open_path(copy)
    for font in packaged_fonts():
        presentation.register_font(font.family, font.path.read_bytes(), bold=font.is_bold, italic=font.is_italic)
    bare, whole, processor, wide = [], [], [], []
    for index, number in list(enumerate(there)) * rounds:
        seconds, _ = timed(lambda index=index: _draw_slide(presentation, index, WIDTHS[:1]))
        bare.append(seconds)
        before = time.process_time()
        _compress(_draw_slide(presentation, index, WIDTHS[:1]), number, folder, WIDTHS[:1])
        wide.append(time.process_time() - before)
        before = time.process_time()
        seconds, _ = timed(
            lambda index=index, number=number: _compress(
                _draw_slide(presentation, index, WIDTHS), number, folder, WIDTHS
            )
        )
        whole.append(seconds)
        processor.append(time.process_time() - before)
    slides_drawn = len(wide) // rounds
    blank = statistics.median(timed(encode_blank)[0] for _ in range(20))
    in_children = [
        timed(lambda: list(BetterOfficeRenderer().render(deck, folder, slides=there)))[0] for _ in range(rounds)
    ]
    median = statistics.median(whole)
    print(f"\n{label}: {slides} slides, {rounds} rounds, {' and '.join(map(str, WIDTHS))} px wide")
    print(
        f"  both pictures of a slide   {1000 * median:6.1f} ms median, {1000 * sorted(whole)[-len(whole) // 20]:.1f} p95"
    )
    print(f"  ... in processor time      {1000 * statistics.median(processor):6.1f} ms median")
    print(f"  the wide one alone         {1000 * statistics.median(wide):6.1f} ms median, processor time")
    quickest = [min(wide[index::slides_drawn]) for index in range(slides_drawn)]
    print(f"  ... each at its quickest   {1000 * statistics.median(quickest):6.1f} ms median")
    print(f"  ... to drawing it alone    {median / statistics.median(bare):6.2f} x")
    print(f"  ... to an empty WebP       {median / blank:6.2f} x")
    print(f"  preparing the copy         {1000 * preparing:6.1f} ms once a batch")
    print(
        f"  as the site does it        {1000 * statistics.median(in_children) / slides:6.1f} ms a slide, processes and all"
    )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def encode_blank() -> None:
    """The floor: an empty picture of the same size, put into the same format with a loss."""
    Image.new("RGB", (1280, 720), "white").save(io.BytesIO(), "WEBP", quality=80, method=1)


def composed(slides: int) -> bytes:
    """A deck of our own: words on flat colours."""
    points = tuple(PointSlide(f"Learning point {n}", FOUND, FOUND, "How would we know?") for n in range(slides - 7))
    return compose_deck(DeckContent(title="Maya", points=points, themes=("Neglect",)))


def mixed(slides: int) -> bytes:
    """A deck such as trainers send: a chart, a table, a group and a photograph in turn."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    noise = io.BytesIO()
    Image.effect_noise((1600, 1000), 40).convert("RGB").save(noise, "JPEG")
    for number in range(slides):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Slide {number}"
        _FILLINGS[number % len(_FILLINGS)](slide, noise)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _chart(slide: Any, _: io.BytesIO) -> None:
    data = CategoryChartData()
    data.categories = ["2022", "2023", "2024"]
    data.add_series("Health", (6, 2, 8))
    data.add_series("Police", (3, 5, 4))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1.5), Inches(10), Inches(5), data)


def _table(slide: Any, _: io.BytesIO) -> None:
    table = slide.shapes.add_table(8, 4, Inches(1), Inches(1.5), Inches(11), Inches(4)).table
    for row in range(8):
        for column in range(4):
            table.cell(row, column).text = f"Row {row}, column {column}"


def _group(slide: Any, _: io.BytesIO) -> None:
    group = slide.shapes.add_group_shape()
    for number, kind in enumerate((MSO_SHAPE.ROUNDED_RECTANGLE, MSO_SHAPE.RIGHT_ARROW, MSO_SHAPE.OVAL)):
        group.shapes.add_shape(kind, Inches(1 + 4 * number), Inches(2), Inches(3), Inches(2)).text = FOUND[:60]


def _photograph(slide: Any, noise: io.BytesIO) -> None:
    noise.seek(0)
    slide.shapes.add_picture(noise, Inches(2), Inches(1.5), height=Inches(5.5))


_FILLINGS = (_chart, _table, _group, _photograph)

if __name__ == "__main__":
    main()
