"""What the pages of a PDF draw as plain letters: words that everybody sees, and words on layers that are off.

On the page itself, in the forms it draws (ISO 32000-2, 8.10), and in how its marks look: a stamp, a field, a signature.
Text in fonts of many letters is written in numbers and cannot be read so.
"""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from media.opc.looked_for import HiddenValues
from media.pdf.layers import is_off

_TEXT_OPERATORS: Final = frozenset({"Tj", "TJ", "'", '"'})
_HIDDEN, _NO_VIEW = 2, 32
_NOT_DRAWN: Final = frozenset({"/Text", "/Popup", "/FileAttachment"})
"""Marks that are notes and files: the little picture that stands for them says nothing."""
_MOST_FORMS: Final = 2_000


def gather_drawn(page: pikepdf.Page, off: set[tuple[int, int]], values: HiddenValues) -> None:
    """Add the words of one page to those that are seen, or to those that are looked for if their layer is off."""
    waiting: list[tuple[Any, Any, bool]] = [(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), False)]
    waiting += [(look, look.get("/Resources", pikepdf.Dictionary()), False) for look in _looks(page, off)]
    known: set[tuple[int, int]] = set()
    for _ in range(_MOST_FORMS):
        if not waiting:
            return
        holder, resources, is_hidden = waiting.pop()
        try:
            drawn = list(_drawn(holder, resources, off, is_hidden=is_hidden))
        except (pikepdf.PdfError, TypeError, ValueError, IndexError):
            continue
        for words, is_off_here in drawn:
            (values.sentences.add if is_off_here else values.seen.append)(words)
        values.seen.append(" ".join(words for words, is_off_here in drawn if not is_off_here))  # a name over two lines
        for form in _forms(resources):
            if form.objgen not in known:
                known.add(form.objgen)
                is_off_here = is_hidden or is_off(form.get("/OC"), off)
                waiting.append((form, form.get("/Resources", resources), is_off_here))


def _looks(page: pikepdf.Page, off: set[tuple[int, int]]) -> Iterator[pikepdf.Stream]:
    """How each mark that is seen on the page looks, in whatever state it is."""
    marks = page.obj.get("/Annots")
    for mark in marks if isinstance(marks, pikepdf.Array) else ():
        if not isinstance(mark, pikepdf.Dictionary) or str(mark.get("/Subtype", "")) in _NOT_DRAWN:
            continue
        flags = mark.get("/F", 0)
        if (isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW)) or is_off(mark.get("/OC"), off):
            continue
        looks = mark.get("/AP", pikepdf.Dictionary())
        normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
        states = normal.values() if isinstance(normal, pikepdf.Dictionary) else [normal]
        yield from (state for state in states if isinstance(state, pikepdf.Stream))


def _forms(resources: Any) -> Iterator[pikepdf.Stream]:
    drawn = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for form in drawn.values() if isinstance(drawn, pikepdf.Dictionary) else ():
        if isinstance(form, pikepdf.Stream) and str(form.get("/Subtype", "")) == "/Form":
            yield form


def _drawn(holder: Any, resources: Any, off: set[tuple[int, int]], *, is_hidden: bool) -> Iterator[tuple[str, bool]]:
    """Each piece of text that a page or a form draws, and whether it is on a layer that is off."""
    layers = resources.get("/Properties", pikepdf.Dictionary())
    hidden_names = {str(name) for name, layer in layers.items() if layer.objgen in off}
    marks: list[bool] = []
    for step in pikepdf.parse_content_stream(holder):
        operator = str(step.operator)
        if operator in ("BDC", "BMC"):
            marks.append(operator == "BDC" and str(step.operands[1]) in hidden_names)
        elif operator == "EMC" and marks:
            marks.pop()
        elif operator in _TEXT_OPERATORS:
            yield _letters(step.operands), is_hidden or any(marks)


def _letters(operands: Any) -> str:
    flat = [one for operand in operands for one in (operand if isinstance(operand, pikepdf.Array) else [operand])]
    return "".join(bytes(one).decode("latin-1") for one in flat if isinstance(one, pikepdf.String))
