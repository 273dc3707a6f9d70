"""Layers of a PDF (optional content, ISO 32000-2, 8.11): what is switched off goes, what is on stays, unnamed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pikepdf

from media.opc.refusals import Damaged, PasswordProtected

_BROKEN: Final = (
    *(pikepdf.PdfError, pikepdf.ForeignObjectError, AttributeError, TypeError, RuntimeError, RecursionError),
    *(LookupError, ValueError, ArithmeticError),
)
_MARK_BEGINS: Final = frozenset({"BMC", "BDC"})


@contextmanager
def reading_pdf() -> Iterator[None]:
    """Turn what reading a broken or locked PDF may raise into a refusal."""
    try:
        yield
    except pikepdf.PasswordError as error:
        raise PasswordProtected(ending="pdf") from error
    except _BROKEN as error:
        raise Damaged from error


def hidden_layers(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The layers that are off when the file is opened, by their object numbers."""
    settings = pdf.Root.get("/OCProperties")
    if settings is None:
        return set()
    shown = settings.get("/D", pikepdf.Dictionary())
    everything = {layer.objgen for layer in settings.get("/OCGs", pikepdf.Array())}
    off = {layer.objgen for layer in shown.get("/OFF", pikepdf.Array())}
    on = {layer.objgen for layer in shown.get("/ON", pikepdf.Array())}
    return (everything - on) | off if str(shown.get("/BaseState", "")) == "/OFF" else off


def drop_hidden_layers(pdf: pikepdf.Pdf) -> None:
    """Take out what is drawn on layers that are off; what is drawn on others is drawn on the page itself."""
    off = hidden_layers(pdf)
    if off:
        for page in pdf.pages:
            _drop_from(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), off, pdf)
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and str(thing.get("/Subtype", "")) == "/Form":
                _drop_from(thing, thing.get("/Resources", pikepdf.Dictionary()), off, pdf)
            if isinstance(thing, pikepdf.Stream) and "/OC" in thing and is_off(thing["/OC"], off):
                _blank(thing)
        for page in pdf.pages:
            marks = page.obj.get("/Annots")
            if marks is not None:
                page.obj["/Annots"] = pikepdf.Array([one for one in marks if not is_off(one.get("/OC"), off)])
    if "/OCProperties" in pdf.Root:
        del pdf.Root["/OCProperties"]
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and "/OC" in thing:
                del thing["/OC"]
    _forget_names(pdf)  # those of drawings put into a page bring theirs without a list of the file's layers


def is_off(layer: Any, off: set[tuple[int, int]]) -> bool:
    """Whether a layer, or every layer of a set, is off."""
    if not isinstance(layer, pikepdf.Dictionary):
        return False
    if str(layer.get("/Type", "")) != "/OCMD":
        return layer.objgen in off
    named = layer.get("/OCGs", pikepdf.Array())
    members = list(named) if isinstance(named, pikepdf.Array) else [named]
    return bool(members) and all(one.objgen in off for one in members)


def _drop_from(holder: Any, resources: Any, off: set[tuple[int, int]], pdf: pikepdf.Pdf) -> None:
    """Rewrite a page or a form without what lies between the marks of a layer that is off."""
    names = {
        str(name) for name, layer in resources.get("/Properties", pikepdf.Dictionary()).items() if is_off(layer, off)
    }
    if not names:
        return
    kept, depth, hidden_from = [], 0, 0
    for step in pikepdf.parse_content_stream(holder):
        operator = str(step.operator)
        if operator in _MARK_BEGINS:
            depth += 1
            is_layer = operator == "BDC" and str(step.operands[0]) == "/OC" and str(step.operands[1]) in names
            hidden_from = hidden_from or (depth if is_layer else 0)
        if not hidden_from:
            kept.append(step)
        if operator == "EMC":
            hidden_from = 0 if hidden_from == depth else hidden_from
            depth = max(0, depth - 1)
    content = pikepdf.unparse_content_stream(kept)
    if isinstance(holder, pikepdf.Stream):
        holder.write(content)
    else:
        holder["/Contents"] = pdf.make_stream(content)


def _blank(stream: pikepdf.Stream) -> None:
    """A form or picture on a layer that is off draws nothing."""
    for key in sorted(set(stream.keys()) - {"/Type", "/Subtype", "/BBox", "/Matrix", "/Length"}):
        del stream[key]
    stream["/Subtype"] = pikepdf.Name.Form
    if "/BBox" not in stream:
        stream["/BBox"] = pikepdf.Array([0, 0, 1, 1])
    stream.write(b"")


def _forget_names(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type", "")) in ("/OCG", "/OCMD"):
            for key in sorted(set(thing.keys()) - {"/Type"}):
                del thing[key]
            thing["/Name"] = pikepdf.String("Layer")
