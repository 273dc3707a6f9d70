"""What a PDF says where its readers do not look: as findings for whoever publishes it, and as values to search for."""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import pikepdf

from media.opc.hidden_items import HiddenData, gathered
from media.opc.hidden_values import office_values
from media.opc.looked_for import HiddenValues
from media.opc.metadata.pictures import told_by_picture
from media.opc.paths import public_address
from media.opc.refusals import FileRefused
from media.pdf.allowed import KEYS, PAGE_MARKS
from media.pdf.covered_words import covered_boxes
from media.pdf.drawn_words import gather_drawn
from media.pdf.layers import hidden_layers, reading_pdf

SENTENCES: Final = {
    "author": "The name of the author.",
    "properties": "Words in the file's properties that no page shows.",
    "edit_log": "When and with what it was made and changed.",
    "comments": "Comments, with the names of who wrote them.",
    "embedded_file": "Another file inside this one; readers can open it.",
    "script": "A script that would run on the computer of whoever opens it.",
    "private_data": "Data that the program it was made with keeps in the file.",
    "thumbnail": "Small pictures of pages as they once were.",
    "hidden_layer": "A layer that is switched off; what is on it is still in the file.",
    "form": "Form fields with names and values.",
    "signature": "A signature, with the name of whoever signed.",
    "link_path": "A link to a file on a computer or a server.",
    "history": "Earlier versions of the file.",
    "media_metadata": "A picture that says who made it, when or with what.",
    "media_place": "A picture that says where it was taken.",
    "covered_words": "Words under a drawn box: nobody sees them, and anybody can copy them out of the file ({pages}). They "
    "cannot be taken out here: take them out in the program the file was made with, make a new PDF and upload that.",
}
_SEEN_MARKS: Final = frozenset({"/Link", "/Widget"})
_ACTIONS: Final = {"/JavaScript": "script", "/Launch": "script", "/GoToR": "link_path", "/GoToE": "link_path"}
_XMP_VALUES = re.compile(rb'>([^<]{2,400})<|="([^"]{2,400})"')
_GRAMMAR_OF_XMP = re.compile(
    rb"\b(?:rdf:parseType|xml:lang|xmlns:\w+|(?:stFnt|xmpG|pdfa(?:Schema|Property|Field|Type)):\w+)"
    rb"""(?:\s*=\s*(?:"[^"]*"|'[^']*')|\s*>[^<]*<)"""
)
"""What says how a file's properties are written, which fonts and colours it has: it would find "Resource" in any file."""
_OF_XMP = re.compile(
    r"adobe:ns:meta/|https?://.*|x-default|\ufeff|W5M0MpCehiHzreSzNTczkc9d|[\d.]+|\w{1,3}|\w+/\w+|\w+:pdf|proof"
)
_FONT_TABLES: Final = frozenset(
    {"cmap", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"}
)
_INKS: Final = frozenset({"cyan", "magenta", "yellow", "black"})
_GIVEN: Final = frozenset(key.removeprefix("/").casefold() for key in KEYS | PAGE_MARKS) | _FONT_TABLES | _INKS
"""The words that every PDF and its fonts are written with: they do not tell of a program called Pages."""
_DEEPEST: Final = 2


def hidden_pdf_data(data: bytes) -> HiddenData:
    """What the PDF carries beyond what readers see; false if there is nothing. Raises FileRefused."""
    with reading_pdf(), pikepdf.open(io.BytesIO(data)) as pdf:
        codes = [*_in_catalogue(pdf, data), *_in_objects(pdf)]
        codes += ["covered_words"] * len(pages := covered_boxes(pdf))
    pages_told = _pages(pages)
    return gathered((code, SENTENCES[code].format(pages=pages_told), None) for code in codes)


def _pages(numbers: list[int]) -> str:
    """`page 2`, `pages 2, 3 and 7`."""
    told = [str(number) for number in sorted(set(numbers))]
    first, last = ", ".join(told[:-1]), told[-1] if told else ""
    return f"pages {first} and {last}" if first else f"page {last}"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, in use or not, also those that are written inside others."""
    for thing in pdf.objects:
        waiting = [thing]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Array):
                waiting.extend(part for part in one if not _is_elsewhere(part))
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield one
                waiting.extend(part for part in one.values() if not _is_elsewhere(part))


def _is_elsewhere(part: Any) -> bool:
    """Whether a value is an object of its own, met on its own, or holds nothing."""
    return not isinstance(part, pikepdf.Dictionary | pikepdf.Array) or part.is_indirect


def _in_catalogue(pdf: pikepdf.Pdf, data: bytes) -> Iterator[str]:
    info = pdf.trailer.get("/Info", pikepdf.Dictionary())
    if "/Author" in info:
        yield "author"
    yield from ("properties" for _ in set(info.keys()) - {"/Title", "/Author", *_DATES})
    yield from ("edit_log" for _ in set(info.keys()).intersection(_DATES))
    told = _told_by_xmp(pdf)
    title = str(info.get("/Title", ""))
    if [value for value in told if value != title]:
        yield "properties"
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    yield from ("embedded_file" for key in ("/EmbeddedFiles",) if key in names)
    yield from ("script" for key in ("/JavaScript",) if key in names)
    yield from ("hidden_layer" for _ in hidden_layers(pdf))
    if data.count(b"%%EOF") > 1 and data.count(b"startxref") > 1 and b"/Linearized" not in data[:1024]:
        yield "history"
    fields = pdf.Root.get("/AcroForm", pikepdf.Dictionary()).get("/Fields")
    if isinstance(fields, pikepdf.Array) and len(fields):
        yield "form"


_DATES: Final = ("/CreationDate", "/ModDate", "/Producer", "/Creator")


def _in_objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in _dictionaries(pdf):
        yield from ("private_data" for _ in range("/PieceInfo" in thing))
        yield from ("thumbnail" for _ in range("/Thumb" in thing))
        yield from ("signature" for _ in range(str(thing.get("/FT", "")) == "/Sig" and "/V" in thing))
        action = str(thing.get("/S", ""))
        if action in _ACTIONS:
            yield _ACTIONS[action]
        elif action == "/URI" and str(thing.get("/URI", "")).casefold().startswith("file:"):
            yield "link_path"
        if (
            "/Rect" in thing
            and str(thing.get("/Subtype", "")) not in _SEEN_MARKS
            and ("/T" in thing or "/Contents" in thing)
        ):
            yield "comments"
        if isinstance(thing, pikepdf.Stream) and "DCTDecode" in str(thing.get("/Filter", "")):
            told = told_by_picture(bytes(thing.read_raw_bytes())) - {"thumbnail", "profile_words"}
            if told:
                yield "media_place" if "place" in told else "media_metadata"


def _told_by_xmp(pdf: pikepdf.Pdf) -> list[str]:
    told = pdf.Root.get("/Metadata")
    if not isinstance(told, pikepdf.Stream):
        return []
    values = [pair[0] or pair[1] for pair in _XMP_VALUES.findall(_GRAMMAR_OF_XMP.sub(b"<", bytes(told.read_bytes())))]
    words = [value.decode("utf-8", "replace").strip() for value in values]
    return [word for word in words if word and not _OF_XMP.fullmatch(word)]


def pdf_values(data: bytes, *, depth: int = 0) -> HiddenValues:
    """The hidden values of a PDF, and the words that everybody may see. Raises FileRefused.

    `depth`: how many PDFs it is inside of.
    """
    values = HiddenValues(given=set(_GIVEN))
    with reading_pdf(), pikepdf.open(io.BytesIO(data)) as pdf:
        for value in pdf.trailer.get("/Info", pikepdf.Dictionary()).values():
            values.names.add(_as_words(value))
        values.names.update(_told_by_xmp(pdf))
        for thing in _dictionaries(pdf):
            _gather(thing, values, depth)
        values.seen.append(_as_words(pdf.Root.get("/Lang")))
        off = hidden_layers(pdf)
        for page in pdf.pages:
            gather_drawn(page, off, values)
    return values


def _gather(thing: Any, values: HiddenValues, depth: int) -> None:
    kind = str(thing.get("/Type", ""))
    if "/Rect" in thing and str(thing.get("/Subtype", "")) not in _SEEN_MARKS:
        values.names.add(_as_words(thing.get("/T")))
        is_drawn = str(thing.get("/Subtype", "")) == "/FreeText"
        (values.seen.append if is_drawn else values.sentences.add)(_as_words(thing.get("/Contents")))
        values.sentences.add(_as_words(thing.get("/Subj")))
    if kind == "/Filespec" or "/EF" in thing:
        values.names.update((_as_words(thing.get("/F")), _as_words(thing.get("/UF")), _as_words(thing.get("/Desc"))))
    if kind == "/EmbeddedFile" and isinstance(thing, pikepdf.Stream):
        _gather_embedded(bytes(thing.read_bytes()), values, depth)
    if "/JS" in thing:
        script = thing["/JS"]
        words = (
            bytes(script.read_bytes()).decode("latin-1") if isinstance(script, pikepdf.Stream) else _as_words(script)
        )
        values.sentences.update(words.splitlines())
    if kind in ("/OCG", "/Sig"):
        values.names.update(_as_words(thing.get(key)) for key in ("/Name", "/Reason", "/Location", "/ContactInfo"))
    if "/PieceInfo" in thing:
        values.names.update(_strings_in(thing["/PieceInfo"], 0))
    if kind == "/OCG" or "/Title" in thing or "/Alt" in thing or "/ActualText" in thing:
        values.seen.extend(_as_words(thing.get(key)) for key in ("/Title", "/Alt", "/ActualText") if kind != "/Catalog")
    if str(thing.get("/S", "")) == "/URI":
        values.seen.append(public_address(_as_words(thing.get("/URI"))) or "")
    if str(thing.get("/S", "")) in ("/Launch", "/GoToR", "/GoToE"):
        values.names.update(_strings_in(thing, 0))


def _gather_embedded(content: bytes, values: HiddenValues, depth: int) -> None:
    """All that a file inside the PDF says, on its pages too: nobody is to see any of it."""
    if content.startswith(b"PK\x03\x04"):
        inside = office_values(content)
    elif content.startswith(b"%PDF-"):
        with suppress(FileRefused):
            inside = pdf_values(content, depth=depth + 1) if depth < _DEEPEST else HiddenValues()
            values.names |= inside.names
            values.sentences |= inside.sentences | set(inside.seen)
        return
    else:
        inside = HiddenValues()
    values.names |= inside.names
    runs = set(re.findall(r"[\x20-\x7e]{8,200}", content.decode("latin-1"))[:2000])
    values.sentences |= inside.sentences | runs


def _strings_in(thing: Any, depth: int) -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        yield _as_words(thing)
    elif isinstance(thing, pikepdf.Dictionary) and depth < 6:
        for value in thing.values():
            yield from _strings_in(value, depth + 1)
    elif isinstance(thing, pikepdf.Array) and depth < 6:
        for value in thing:
            yield from _strings_in(value, depth + 1)


def _as_words(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String | str) else ""
