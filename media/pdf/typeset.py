"""A thin, safe way to Typst: data in as JSON, an accessible PDF out.

Content never becomes markup: a template reads it with `json(bytes(sys.inputs.data))` and places it as text.
No system font, no network, no file outside the templates folder is used. Output is PDF/UA-1 and the same for the same
input: Typst refuses to write a document that is not accessible. https://typst.app/docs/reference/pdf/
"""

from __future__ import annotations

import functools
import importlib.resources
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from media.pdf.errors import TypesettingError
from media.pdf.glyphs import basic_text, drawable_text

TEMPLATES = Path(__file__).parent / "templates"
UNDATED = 0  # seconds since 1970: Typst wants a moment; a document without a date does not show it
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
    try:
        return _compiled(template, _mapped(content, drawable_text), made_at)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error) and "codepoint" not in str(error):
            raise TypesettingError(f"The PDF could not be made: {error}") from error
    try:  # a cluster no font can shape, though each of its characters can be drawn
        return _compiled(template, _mapped(content, basic_text), made_at)
    except typst.TypstError as error:
        raise TypesettingError(f"The PDF could not be made: {error}") from error


def _compiled(template: str, content: Any, made_at: datetime | None) -> TypesetPdf:
    inputs = {"data": json.dumps(content), "dated": "yes" if made_at else ""}
    with _LOCK:
        compiler = _compiler(template)
        data = compiler.compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            timestamp=int(made_at.timestamp()) if made_at else UNDATED,
        )
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
    if not isinstance(data, bytes):
        raise TypesettingError("Typst returned no PDF.")
    return TypesetPdf(data, int(pages))


@functools.cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


@functools.cache
def _fonts() -> typst.Fonts:
    """Atkinson Hyperlegible, with Typst's own fonts behind it for letters it lacks."""
    files = importlib.resources.files("fontpkg_atkinson_hyperlegible") / "files"
    with importlib.resources.as_file(files) as folder:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


def _mapped(value: Any, change: Callable[[str], str], key: str = "") -> Any:
    """The same structure with every text changed; addresses of links and names of kinds stay as they are."""
    if isinstance(value, str):
        return value if key in ("url", "kind") else change(value)
    if isinstance(value, Mapping):
        return {name: _mapped(item, change, name) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mapped(item, change) for item in value]
    return value
