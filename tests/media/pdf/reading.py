"""Reading a made PDF back: its structure, its words, and what a PDF/UA-1 check says."""

import io
import re
from pathlib import Path

import pikepdf
from pdfua import validate

HEADINGS = ("/H1", "/H2", "/H3")


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def page_count(data: bytes) -> int:
    with opened(data) as pdf:
        return len(pdf.pages)


def sizes_of_type(data: bytes) -> set[float]:
    """The sizes set by the Tf operator on every page."""
    with opened(data) as pdf:
        streams = [page.Contents.read_bytes() for page in pdf.pages]
    return {float(size) for stream in streams for size in re.findall(rb"/f\d+ ([\d.]+) Tf", stream)}


def paper(data: bytes) -> tuple[int, int]:
    """Width and height of the first page in millimetres."""
    with opened(data) as pdf:
        _, _, width, height = (float(side) for side in pdf.pages[0].MediaBox)
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def structure(data: bytes) -> list[str]:
    """The types of the structure elements ("/H1", "/P", "/L" ...) in reading order."""
    with opened(data) as pdf:
        found: list[str] = []
        _walk(pdf.Root.StructTreeRoot, found)
        return found


def _walk(node: pikepdf.Object, found: list[str]) -> None:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            _walk(kid, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(str(node.S))
        if "/K" in node:
            _walk(node.K, found)


def bookmarks(data: bytes) -> list[str]:
    """The titles of the outline, at every level, in order."""

    def titles(items: list[pikepdf.OutlineItem]) -> list[str]:
        return [title for item in items for title in (str(item.title), *titles(list(item.children)))]

    with opened(data) as pdf, pdf.open_outline() as outline:
        return titles(list(outline.root))


def ua_findings(data: bytes, folder: Path) -> list[str]:
    """What is wrong by PDF/UA-1, as far as a machine can tell; nothing when all is well."""
    file = folder / "checked.pdf"
    file.write_bytes(data)
    return [f"{finding.rule_id} {finding.message}" for finding in validate(str(file)).findings]
