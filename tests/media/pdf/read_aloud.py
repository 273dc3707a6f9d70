"""What a screen reader is given by a tagged PDF: the words of its structure, in reading order."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

BLOCKS = frozenset({"/P", "/H1", "/H2", "/H3", "/L", "/LI", "/Lbl", "/LBody", "/Figure", "/Div", "/TD", "/Sect"})


def read_aloud(data: bytes) -> list[str]:
    """Every word that is tagged, a line for each block; pictures as [alternative text]. Not what is an artefact."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: _marked_texts(page) for page in pdf.pages}
        text = "".join(_read(pdf.Root.StructTreeRoot.K, pages, {}))
    return [line.strip() for line in text.replace("\u200b", "").split("\n") if line.strip()]


def languages(data: bytes) -> set[tuple[str, str]]:
    """(text, language) of every stretch that says both."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            (str(node.ActualText), str(node.get("/Lang", "")))
            for node in _elements(pdf.Root.StructTreeRoot.K)
            if "/ActualText" in node
        }


def _elements(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _elements(node.get("/K"))


def _read(node: Any, pages: dict[Any, dict[int, str]], here: dict[int, str]) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _read(kid, pages, here)
    elif isinstance(node, pikepdf.Dictionary):
        here = pages[node.Pg.objgen] if "/Pg" in node else here
        if node.get("/Type") == "/MCR":
            yield here.get(int(node.MCID), "")
        elif "/S" in node:
            edge = "\n" if str(node.S) in BLOCKS else ""
            yield edge
            yield from _said(node, pages, here)
            yield edge
    elif node is not None:
        yield here.get(int(node), "")


def _said(node: Any, pages: dict[Any, dict[int, str]], here: dict[int, str]) -> Iterator[str]:
    if "/Alt" in node:
        yield f"[{node.Alt}]"
    elif "/ActualText" in node:
        yield str(node.ActualText)
    else:
        yield from _read(node.get("/K"), pages, here)


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """The text of each piece of marked content of a page, by its number."""
    fonts = {name: _to_unicode(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    texts: dict[int, str] = {}
    marks: list[dict[str, Any]] = []
    letters: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        sign = str(operator)
        if sign in ("BDC", "BMC"):
            marks.append(_mark(operands))
        elif sign == "EMC":
            marks.pop()
        elif sign == "Tf":
            letters = fonts[str(operands[0])]
        elif sign in ("Tj", "TJ"):
            strings = operands[0] if sign == "TJ" else [operands[0]]
            shown = "".join(_decoded(bytes(part), letters) for part in strings if isinstance(part, pikepdf.String))
            _add(texts, marks, shown)
    return texts


def _mark(operands: Any) -> dict[str, Any]:
    values = operands[1] if len(operands) > 1 else {}
    mark: dict[str, Any] = {"reversed": str(operands[0]) == "/ReversedChars"}
    if "/MCID" in values:
        mark["mcid"] = int(values["/MCID"])
    if "/ActualText" in values:
        mark["actual"] = str(values["/ActualText"])
    return mark


def _add(texts: dict[int, str], marks: list[dict[str, Any]], shown: str) -> None:
    mcid = next((mark["mcid"] for mark in marks if "mcid" in mark), None)
    if mcid is None:
        return
    actual = next((mark for mark in marks if "actual" in mark), None)
    if actual:
        shown, actual["actual"] = actual["actual"], ""
    elif any(mark["reversed"] for mark in marks):
        shown = shown[::-1]
    texts[mcid] = texts.get(mcid, "") + shown


def _decoded(data: bytes, letters: dict[bytes, str]) -> str:
    return "".join(letters[data[at : at + 2]] for at in range(0, len(data), 2))


def _to_unicode(font: Any) -> dict[bytes, str]:
    """Which text each two-byte code stands for."""
    source = font.ToUnicode.read_bytes().decode("ascii")
    assert "beginbfrange" not in source
    pairs = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>", source.partition("beginbfchar")[2])
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
