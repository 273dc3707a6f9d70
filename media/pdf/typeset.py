"""A thin, safe way to Typst: data in as JSON, an accessible PDF out.

Content never becomes markup: a template reads it with `json(bytes(sys.inputs.data))` and places it as text.
No system font, no network, no file outside the templates folder is used. Output is PDF/UA-1 and the same for the same
input: Typst refuses to write a document that is not accessible. https://typst.app/docs/reference/pdf/
"""

from __future__ import annotations

import functools
import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from media.pdf.errors import TypesettingError
from media.pdf.fonts import font_chain, packaged_fonts
from media.pdf.glyphs import REPLACEMENT, basic_text, drawable_text
from media.pdf.spoken import SHAPED, say_texts

TEMPLATES = Path(__file__).parent / "templates"
UNDATED = 0  # seconds since 1970: Typst wants a moment; a document without a date does not show it
_UNDRAWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_SHAPED = re.compile(re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), SHAPED))
_LEFT_AS_IT_IS = ("url", "kind", "qr", "svg", "alt")
_LOCK = threading.Lock()


@dataclass(frozen=True)
class TypesetPdf:
    """The bytes of a PDF and how many pages they make."""

    data: bytes
    pages: int


def typeset(template: str, content: Mapping[str, Any], *, made_at: datetime | None = None) -> TypesetPdf:
    """A PDF/UA-1 document from one of our templates ("briefing.typ") and its content: strings, numbers, lists, dicts.

    One document is made at a time in a process (the compiler is kept warm and shared between threads).
    `made_at` is the moment written into the file; without it the file has no date.
    Raises TypesettingError when Typst refuses the document.
    """
    drawn = _mapped(content, drawable_text)
    try:
        return _compiled(template, drawn, made_at)
    except typst.TypstError as error:
        undrawn = _UNDRAWN.findall(error.diagnostic)
        if not undrawn:
            raise TypesettingError(f"The PDF could not be made: {error}") from error
    for change in (lambda text: _without(text, undrawn), basic_text):
        # letters that no font can draw together, though each can be drawn
        try:
            return _compiled(template, _mapped(drawn, change), made_at)
        except typst.TypstError as error:
            refusal = error
    raise TypesettingError(f"The PDF could not be made: {refusal}") from refusal


def _without(text: str, undrawn: list[str]) -> str:
    for letters in undrawn:
        text = text.replace(letters, REPLACEMENT)
    return text


def picture_pages(template: str, content: Mapping[str, Any], *, pixels_an_inch: float = 110) -> list[bytes]:
    """The same pages as PNG pictures, for somebody who sees: to be looked at beside an editor, and for nothing else."""
    data = json.dumps(_mapped(content, drawable_text), ensure_ascii=False)
    try:
        with _LOCK:
            made = _compiler(template).compile(format="png", ppi=pixels_an_inch, sys_inputs=_inputs(data))
    except typst.TypstError as error:
        raise TypesettingError(f"The pages could not be pictured: {error}") from error
    pages = made if isinstance(made, list) else [made]
    return [page for page in pages if page]


def _inputs(data: str, *, dated: bool = False, shaped: bool = False) -> dict[str, str]:
    return {
        "data": data,
        "fonts": json.dumps(font_chain()),
        "dated": "yes" if dated else "",
        "shaped": SHAPED if shaped else "",
    }


def _compiled(template: str, content: Any, made_at: datetime | None) -> TypesetPdf:
    data = json.dumps(content, ensure_ascii=False)
    shaped = bool(_SHAPED.search(data))
    inputs = _inputs(data, dated=made_at is not None, shaped=shaped)
    with _LOCK:
        compiler = _compiler(template)
        made = compiler.compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            timestamp=int(made_at.timestamp()) if made_at else UNDATED,
        )
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
        texts = json.loads(compiler.query("<said>", field="value")) if shaped else []
    if not isinstance(made, bytes):
        raise TypesettingError("Typst returned no PDF.")
    return TypesetPdf(say_texts(made, texts) if texts else made, int(pages))


@functools.cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=packaged_fonts(), ignore_system_fonts=True)


def _mapped(value: Any, change: Callable[[str], str], key: str = "") -> Any:
    """The same structure with every text changed; addresses of links and names of kinds stay as they are."""
    if isinstance(value, str):
        return value if key in _LEFT_AS_IT_IS else change(value)
    if isinstance(value, Mapping):
        return {name: _mapped(item, change, name) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mapped(item, change) for item in value]
    return value
