"""How long it takes to clean a deck, a Word document and a PDF, beside the floor of unpacking and packing the same zip.

`python benchmarks/bench_cleaning.py [FILE...] [--rounds 5]`, from the root of the project. Prints milliseconds for
each MB of the file and for each MB of what is packed in it, and how many times the floor that is; asserts nothing.
All are medians but "best": ms a MB of the file in the quickest round, the one that other work disturbed least.
"parsed" is the next floor, in ms a MB of the file: unpacked, each XML part made a tree and written again, and packed.
Words pack ten or thirty times, photographs not at all: what there is to read in a file of words is not its size.
Times are of the processor, so that a busy machine does not matter much. Without files it makes its own: a deck of
words only, one of photographs as people take them, one of charts, and a long document twice. Peak memory is the process's.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from media.decks.cleaning.clean import clean_deck  # noqa: E402
from media.opc.kinds import FileKind  # noqa: E402
from media.opc.refusals import FileRefused  # noqa: E402
from media.opc.sniff import sniff  # noqa: E402
from media.pdf.cleaning import clean_pdf  # noqa: E402
from media.word.cleaning import clean_document  # noqa: E402

MB = 1_000_000
WORDS = "Services saw the children often and wrote down what they saw, and nobody put it side by side until later. "


def main() -> None:
    """Cleans each file several times and prints the median."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    files = [(path.name, path.read_bytes()) for path in asked.files] or list(_own_files())
    heads = f"{'MB':>7} {'unpacked':>8} {'ms':>8} {'ms/MB':>7} {'best':>6} {'unpacked':>8}"
    print(f"{'file':34} {heads} {'x floor':>8} {'floor':>7} {'parsed':>7}")
    for name, data in files:
        _measure(name, data, asked.rounds)
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _measure(name: str, data: bytes, rounds: int) -> None:
    kind = sniff(io.BytesIO(data))
    clean = {FileKind.PPTX: clean_deck, FileKind.DOCX: clean_document, FileKind.PDF: clean_pdf}.get(kind)
    if clean is None:
        print(f"{name[:34]:34} not a deck, document or PDF")
        return
    try:
        times = _times(lambda: clean(io.BytesIO(data), io.BytesIO()), rounds)
    except FileRefused as refusal:
        print(f"{name[:34]:34} refused: {refusal.code}")
        return
    spent, size, floors = statistics.median(times), len(data) / MB, ""
    unpacked = size
    if data.startswith(b"PK"):
        floor, parsed = (
            statistics.median(_times(lambda way=way: _packed_again(data, way), rounds))
            for way in (_as_it_is, _parsed_once)
        )
        floors = f"{spent / floor:8.1f} {floor / size:7.0f} {parsed / size:7.0f}"
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist()) / MB
    per_size, per_unpacked = spent / size, spent / unpacked
    print(
        f"{name[:34]:34} {size:7.2f} {unpacked:8.2f} {spent:8.1f} {per_size:7.0f} {min(times) / size:6.0f} {per_unpacked:8.0f} {floors}"
    )


def _times(work: Callable[[], object], rounds: int) -> list[float]:
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return spent


def _packed_again(data: bytes, way: Callable[[str, bytes], bytes]) -> None:
    """The floor: every part unpacked and packed again, nothing looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, way(name, old.read(name)))


def _as_it_is(_: str, content: bytes) -> bytes:
    return content


def _parsed_once(name: str, content: bytes) -> bytes:
    return etree.tostring(etree.fromstring(content)) if name.endswith((".xml", ".rels")) else content


def _own_files() -> Iterator[tuple[str, bytes]]:
    yield "deck, 400 slides of words", _deck(400, _add_words)
    yield "deck, 40 slides with photographs", _deck(40, _add_photograph)
    yield "deck, 100 slides with charts", _deck(100, _add_chart)
    yield "document, 20,000 paragraphs", _document(20_000)
    yield "the same, with an author", _document(20_000, author="Somebody Somewhere")


def _deck(slides: int, add: Callable[..., None]) -> bytes:
    deck = Presentation()
    deck.core_properties.author = "Somebody Somewhere"
    for number in range(slides):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Slide {number}: {WORDS[:40]}"
        slide.notes_slide.notes_text_frame.text = f"Say this on slide {number}: {WORDS}"
        add(slide, number)
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


def _add_words(slide, number: int) -> None:  # type: ignore[no-untyped-def]  # python-pptx has no types
    for at in range(6):
        box = slide.shapes.add_textbox(Inches(1), Inches(1 + at), Inches(8), Inches(1))
        box.text_frame.text = f"{number}.{at} {WORDS * 3}"


def _add_photograph(slide, number: int) -> None:  # type: ignore[no-untyped-def]  # python-pptx has no types
    exif = Image.Exif()
    exif[0x013B] = f"Photographer {number}"
    taken = io.BytesIO()
    noise = Image.effect_noise((1200, 800), 40 + number).convert("RGB")
    noise.save(taken, "JPEG", exif=exif, quality=80)
    slide.shapes.add_picture(taken, Inches(1), Inches(2), Inches(6))


def _add_chart(slide, number: int) -> None:  # type: ignore[no-untyped-def]  # python-pptx has no types
    data = CategoryChartData()
    data.categories = [f"Agency {at}" for at in range(12)]
    data.add_series(f"Came {number}", range(12))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(8), Inches(4), data)


def _document(paragraphs: int, *, author: str = "") -> bytes:
    """A long document. With an author, whom no page names, the copy is searched for a name."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(
        f'<w:p w:rsidR="00A{n:05d}"><w:r w:rsidRPr="00B{n:05d}"><w:rPr><w:b/></w:rPr><w:t>{n}</w:t></w:r><w:r><w:t>'
        f"{WORDS}</w:t></w:r></w:p>"
        for n in range(paragraphs)
    )
    main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{rels}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        if author:
            core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
            creator = f'<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{author}</dc:creator>'
            archive.writestr("docProps/core.xml", f'<cp:coreProperties xmlns:cp="{core}">{creator}</cp:coreProperties>')
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


if __name__ == "__main__":
    main()
