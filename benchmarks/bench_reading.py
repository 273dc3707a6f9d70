"""How long gate and reader take over a deck, beside opening it with python-pptx and walking to the same things.

`python benchmarks/bench_reading.py [FILE...] [--rounds 15]`, from the root of the project. Prints figures; asserts
nothing. Of files that are named, those that one of both cannot read are left out. Without any, the corpus is made
here: decks of several sizes written with python-pptx (titles, bullets, notes, tables, pictures, charts; "drawn":
twelve filled shapes a slide with six formatted runs each; "stored": with the pictures not packed, as PowerPoint keeps
them), decks composed by ourselves, and every deck that lies in an installed package. Both read the same bytes in the
same process by turns. Times are of the processor, so that a busy machine does not matter much; a ratio is
python-pptx's median over ours. "floor" is what is left when nothing is looked at: every part unpacked and its checksum
taken, and of those that say something (slides, notes, charts and the lists that lead to them) one tree made each;
"most" is the ratio that this alone would reach. The last lines are what an upload waits for: the processes in which
the site does the same, each from its start to its answer.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import resource
import statistics
import struct
import sys
import sysconfig
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lxml import etree  # noqa: E402
from PIL import Image  # noqa: E402
from pptx import Presentation  # noqa: E402
from pptx.chart.data import CategoryChartData  # noqa: E402
from pptx.dml.color import RGBColor  # noqa: E402
from pptx.enum.chart import XL_CHART_TYPE  # noqa: E402
from pptx.enum.shapes import MSO_SHAPE, MSO_SHAPE_TYPE  # noqa: E402
from pptx.util import Inches, Pt  # noqa: E402

from media.decks.compose import DeckContent, PointSlide, compose_deck  # noqa: E402
from media.decks.outline import read_outline  # noqa: E402
from media.opc.child import in_child  # noqa: E402
from media.opc.gate import inspect  # noqa: E402

MIB = 1024 * 1024
SMALL = 2 * MIB
TEXT = (
    "Services saw the children often and wrote down what they saw. The notes stayed in one service, and nobody put "
    "them side by side until the family had moved."
)
WORDS = TEXT.split()


def main() -> None:
    """Times each deck by turns, then the two thousand slides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="times each deck is read each way")
    parser.add_argument("files", nargs="*", type=Path, help="decks to read in place of the corpus")
    asked = parser.parse_args()
    rounds = asked.rounds
    print(
        "deck                            size   slides     gate     read   gate+read   python-pptx   ratio   floor    most"
    )
    named = [(path.name[:28], path.read_bytes()) for path in asked.files]
    results = [_measure(name, data, rounds) for name, data in filter(_both_read, named or corpus())]
    ours, theirs = sum(one["ours"] for one in results), sum(one["pptx"] for one in results)
    small = [one["gate"] for one in results if one["size"] < SMALL]
    print()
    floor = sum(one["floor"] for one in results)
    print(
        f"all decks: ratio of the sums {theirs / ours:.1f}, median of the ratios {_median_ratio(results, 'ours'):.1f}"
    )
    print(
        f"the floor: ratio of the sums {theirs / floor:.1f}, median of the ratios {_median_ratio(results, 'floor'):.1f}"
    )
    print(
        f"gate, decks under 2 MB: median {statistics.median(small) * 1000:.1f} ms, slowest {max(small) * 1000:.1f} ms"
    )
    if not named:
        _measure_2000_slides()
        _measure_processes(rounds)


def _both_read(deck: tuple[str, bytes]) -> bool:
    name, data = deck
    try:
        inspect(io.BytesIO(data), name="deck.pptx")
        unpack_and_parse(data)
        walk_with_python_pptx(data)
    except Exception as problem:
        print(f"{name:28} left out: {type(problem).__name__}")
        return False
    return True


def corpus() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the decks."""
    for path in sorted(Path(sysconfig.get_paths()["purelib"]).rglob("*.p[po][tp]x")):
        yield f"{path.name} of {path.relative_to(sysconfig.get_paths()['purelib']).parts[0]}", path.read_bytes()
    for slides in (5, 20, 60):
        yield f"words, {slides} slides", made_deck(slides)
    for slides in (5, 20, 60):
        yield f"words and notes, {slides} slides", made_deck(slides, notes=True)
    yield "tables, 20 slides", made_deck(20, tables=True)
    yield "charts, 10 slides", made_deck(10, charts=True)
    yield "pictures, 12 slides", made_deck(12, notes=True, picture_side=220)
    yield "large pictures, 12 slides", made_deck(12, notes=True, picture_side=700)
    photographs = made_deck(20, notes=True, picture_side=900, picture_format="JPEG")
    yield "photographs, 20 slides", photographs
    yield "photographs stored", with_pictures_stored(photographs)
    for slides in (5, 20, 60):
        yield f"drawn, {slides} slides", drawn_deck(slides)
    yield "everything, 40 slides", made_deck(40, notes=True, tables=True, charts=True, picture_side=100)
    for points in (5, 40):
        yield f"composed, {points} points", _composed(points)


def made_deck(
    slides: int,
    *,
    notes: bool = False,
    tables: bool = False,
    charts: bool = False,
    picture_side: int = 0,
    picture_format: str = "PNG",
) -> bytes:
    """A deck as python-pptx writes it; what is on it depends on nothing but these figures."""
    chance = random.Random(slides)
    presentation: Any = Presentation()
    for number in range(slides):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Learning point {number + 1}"
        frame = slide.placeholders[1].text_frame
        for _ in range(6):
            frame.add_paragraph().text = " ".join(chance.choices(WORDS, k=14))
        if notes:
            slide.notes_slide.notes_text_frame.text = " ".join(chance.choices(WORDS, k=60))
        if tables:
            table = slide.shapes.add_table(5, 4, Inches(1), Inches(4), Inches(8), Inches(2)).table
            for cell in table.iter_cells():
                cell.text = " ".join(chance.choices(WORDS, k=3))
        if charts and number % 2 == 0:
            data: Any = CategoryChartData()
            data.categories = ["2023", "2024", "2025"]
            data.add_series("Reviews", [chance.randrange(20) for _ in range(3)])
            slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(6), Inches(4), data)
        if picture_side:
            slide.shapes.add_picture(_picture(chance, picture_side, picture_format), Inches(1), Inches(1))
    return _saved(presentation)


def drawn_deck(slides: int) -> bytes:
    """A deck of diagrams made by hand: shapes with fills, and words in several sizes, weights and colours."""
    chance = random.Random(slides)
    presentation: Any = Presentation()
    for number in range(slides):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = f"How it fits together, part {number + 1}"
        for place in range(12):
            across, down = Inches(place % 4 * 2.2), Inches(2 + place // 4 * 1.7)
            shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, across, down, Inches(2), Inches(1.5))
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor(10, 80, 90)
            for _ in range(2):
                paragraph = shape.text_frame.add_paragraph()
                for _ in range(3):
                    run = paragraph.add_run()
                    run.text = " ".join(chance.choices(WORDS, k=4))
                    run.font.size, run.font.bold, run.font.color.rgb = Pt(14), True, RGBColor(255, 255, 255)
    return _saved(presentation)


def with_pictures_stored(data: bytes) -> bytes:
    """The same deck with its pictures not packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for one in packed.infolist():
            how = zipfile.ZIP_STORED if "/media/" in one.filename else zipfile.ZIP_DEFLATED
            made.writestr(one.filename, packed.read(one), how)
    return buffer.getvalue()


def _picture(chance: random.Random, side: int, format: str) -> io.BytesIO:
    buffer = io.BytesIO()
    Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3)).save(buffer, format)
    return buffer


def _saved(presentation: Any) -> bytes:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _composed(points: int) -> bytes:
    return compose_deck(
        DeckContent(
            title="Maya: bruising in a baby who could not yet move",
            partnership="Exampleshire Safeguarding Children Partnership",
            review_label="Local child safeguarding practice review: Maya (2025)",
            points=tuple(
                PointSlide(f"Learning point {n}", TEXT, TEXT, "How would we know?", False, "Seen twice")
                for n in range(points)
            ),
            is_fictional=True,
            made_at=datetime(2026, 3, 12, 9, tzinfo=UTC),
        )
    )


def _measure(name: str, data: bytes, rounds: int) -> dict[str, float]:
    gate, read, floor, theirs = _by_turns(
        rounds,
        lambda: inspect(io.BytesIO(data), name="deck.pptx"),
        lambda: read_outline(io.BytesIO(data)),
        lambda: unpack_and_parse(data),
        lambda: walk_with_python_pptx(data),
    )
    slides = inspect(io.BytesIO(data), name="deck.pptx").slides
    print(
        f"{name:28} {len(data) / 1024:6.0f} KB {slides:6} {gate * 1000:6.1f} ms {read * 1000:6.1f} ms "
        f"{(gate + read) * 1000:8.1f} ms {theirs * 1000:10.1f} ms {theirs / (gate + read):7.1f} "
        f"{floor * 1000:5.1f} ms {theirs / floor:6.1f}"
    )
    return {"gate": gate, "ours": gate + read, "floor": floor, "pptx": theirs, "size": len(data)}


def unpack_and_parse(data: bytes) -> list[object]:
    """The floor: no cap, no check but the checksum, nothing read of what is unpacked and parsed."""
    end = len(data) - _END_OF_ZIP.size
    _, *_, at, _ = _END_OF_ZIP.unpack_from(data, end)
    trees: list[object] = []
    while at < end:
        _, method, crc, packed, size, name, extra, comment, offset = _LISTED.unpack_from(data, at)
        part = data[at + _LISTED.size : at + _LISTED.size + name]
        at += _LISTED.size + name + extra + comment
        start = offset + 30 + sum(struct.unpack_from("<2H", data, offset + 26))
        content = data[start : start + packed]
        if method:
            content = zlib.decompress(content, -zlib.MAX_WBITS, size)
        if zlib.crc32(content) != crc:
            raise ValueError(part)
        if _SAYS_SOMETHING.match(part):
            trees.append(etree.fromstring(content, _PARSER))
    return trees


_END_OF_ZIP = struct.Struct("<4s4H2LH")
_LISTED = struct.Struct("<4s6xH4x3L3H8xL")
_SAYS_SOMETHING = re.compile(
    rb"(?:\[Content_Types\]|ppt/presentation|ppt/(?:slides|notesSlides|charts)/[^/]*)\.xml$|"
    rb"(?:ppt/(?:slides/)?)?_rels/[^/]*\.rels$"
)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
)


def _by_turns(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median time of each, taken by turns after one round that does not count."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds + 1):
        for work, taken in zip(works, times, strict=True):
            started = time.process_time()
            work()
            taken.append(time.process_time() - started)
    return [statistics.median(taken[1:]) for taken in times]


def walk_with_python_pptx(data: bytes) -> list[object]:
    """What an outline holds, as python-pptx gives it, slide by slide."""
    presentation: Any = Presentation(io.BytesIO(data))
    return [list(_said_by_python_pptx(slide)) for slide in presentation.slides]


def _said_by_python_pptx(slide: Any) -> Iterator[object]:
    """Whether it is hidden, alt texts, places, paragraphs, links, languages, cells, charts, pictures, notes."""
    yield slide._element.get("show")
    for shape in _walked(slide.shapes):
        yield shape._element._nvXxPr.cNvPr.get("descr", "")
        if shape.is_placeholder:
            yield shape.placeholder_format.type
        if shape.has_text_frame:
            yield from _text_by_python_pptx(shape.text_frame)
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if shape.has_chart:
            yield from ((one.name, *one.values) for plot in shape.chart.plots for one in plot.series)
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
            yield shape.image.sha1
        elif shape.shape_type != MSO_SHAPE_TYPE.GROUP:
            yield shape.click_action.hyperlink.address
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from (paragraph.text for paragraph in slide.notes_slide.notes_text_frame.paragraphs)


def _text_by_python_pptx(frame: Any) -> Iterator[object]:
    for paragraph in frame.paragraphs:
        yield paragraph.text
        yield from ((run.hyperlink.address, run.font.language_id) for run in paragraph.runs)


def _walked(shapes: Iterable[Any]) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _walked(shape.shapes)


def _median_ratio(results: list[dict[str, float]], of: str) -> float:
    return statistics.median(one["pptx"] / one[of] for one in results)


def _measure_2000_slides() -> None:
    data = made_deck(2_000)
    gate, read = _by_turns(
        3, lambda: inspect(io.BytesIO(data), name="deck.pptx"), lambda: read_outline(io.BytesIO(data))
    )
    print(f"2,000 slides, {len(data) / MIB:.1f} MB: gate {gate * 1000:.0f} ms, read {read * 1000:.0f} ms")


def _measure_processes(rounds: int) -> None:
    """What the site takes for a deck: by the processor, and by the clock on the wall."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.pptx"
        path.write_bytes(made_deck(20))
        print("\nwords, 20 slides, in processes of their own as on the site:")
        for name, targets in _PROCESSES.items():
            taken = [_taken_by_children(targets, path) for _ in range(rounds)]
            processor, wall = (statistics.median(one) * 1000 for one in zip(*taken, strict=True))
            print(f"{name:40} {processor:6.0f} ms of the processor, {wall:6.0f} ms by the clock")


_PROCESSES = {
    "the gate": ("media.opc.gate:inspect",),
    "reading and check, as one": ("media.decks.reading:read_and_check",),
    "reading and check, one after the other": (
        "media.decks.outline:read_outline",
        "media.decks.accessibility:check_deck",
    ),
}


def _taken_by_children(targets: Iterable[str], path: Path) -> tuple[float, float]:
    """Seconds of the processor and by the clock."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for target in targets:
        in_child(target, path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return processor, time.perf_counter() - started


if __name__ == "__main__":
    main()
