"""The clean copy of a PDF: what is seen on its pages with its tags, links and forms, and nothing beside.

ISO 32000-2. Nothing is taken from where the original keeps its history: what no page leads to is not written.
"""

import hashlib
import io
import re
from pathlib import Path
from typing import Any, BinaryIO, Final

import pikepdf

from media.opc.gate import opened, refusing
from media.opc.hidden_items import CleaningReport
from media.opc.limits import Limits
from media.opc.metadata.icc import clean_profile
from media.opc.metadata.pictures import clean_picture
from media.opc.paths import public_address, without_path
from media.opc.refusals import Damaged, PasswordProtected
from media.opc.verify import verify
from media.pdf.allowed import KEYS, NAMED_ACTIONS, NAMED_BY_THE_AUTHOR, NOT_WHERE, PAGE_MARKS, STATES
from media.pdf.hidden_values import hidden_pdf_data, pdf_values
from media.pdf.layers import drop_hidden_layers, reading_pdf

_HIDDEN, _NO_VIEW = 2, 32
_MOST_OBJECTS: Final = 500_000
_DEEPEST_FIELD: Final = 32
_SAYS_PDF_UA = re.compile(rb"pdfuaid:part\s*(?:=\s*[\"']|>)\s*1\b")
_NAMED_HERE = re.compile(r"field\d+")
_PDF_UA: Final = "{http://www.aiim.org/pdfua/ns/id/}part"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_PICTURE_BOXES: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})


def clean_pdf(
    source: BinaryIO | Path | str, out: BinaryIO | Path | str, *, title: str = "", limits: Limits | None = None
) -> CleaningReport:
    """Write a copy of a PDF that holds what its readers see, and say what was left out of it.

    The same PDF gives the same bytes. Tags, language and links to the web stay; a title only if one is given. Nothing
    is written before a second search has found none of the original's hidden values. Raises FileRefused, of its
    children StillHidden if the search found one.
    """
    limits = limits or Limits()
    with refusing(), opened(source) as stream:
        stream.seek(0)
        original = stream.read(limits.upload_bytes + 1)
    with refusing():
        before = hidden_pdf_data(original)
        clean = _cleaned(original, title)
        values = pdf_values(original)
        values.seen.append(title)
        verify(values, clean, limits=limits)
        after = hidden_pdf_data(clean)
    if isinstance(out, str | Path):
        Path(out).write_bytes(clean)
    else:
        out.write(clean)
    return CleaningReport(before.without(after).items, after.items, len(clean), hashlib.sha256(clean).hexdigest())


def _cleaned(original: bytes, title: str) -> bytes:
    with reading_pdf(), pikepdf.open(io.BytesIO(original)) as pdf:
        if pdf.is_encrypted:
            raise PasswordProtected(ending="pdf")
        is_accessible = _promises_accessibility(pdf)
        drop_hidden_layers(pdf)
        for page in pdf.pages:
            _clean_page(page)
        _clean_catalogue(pdf)
        _Filter(pdf).apply()
        for key in sorted(set(pdf.trailer.keys()) - {"/Root", "/Size"}):
            del pdf.trailer[key]
        _describe(pdf, title, is_accessible)
        written = io.BytesIO()
        pdf.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            recompress_flate=False,
            compress_streams=True,
        )
        return written.getvalue()


def _promises_accessibility(pdf: pikepdf.Pdf) -> bool:
    """Whether the original says that it is PDF/UA-1, which its clean copy still is."""
    told = pdf.Root.get("/Metadata")
    return isinstance(told, pikepdf.Stream) and _SAYS_PDF_UA.search(bytes(told.read_bytes())) is not None


def _describe(pdf: pikepdf.Pdf, title: str, is_accessible: bool) -> None:
    """Properties that say the title, if there is one, and that the file is accessible, if it is."""
    if not title and not is_accessible:
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        if title:
            told[_TITLE] = title
        if is_accessible:
            told[_PDF_UA] = "1"
    if title:
        pdf.docinfo["/Title"] = title


def _clean_catalogue(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    names = root.get("/Names")
    if names is not None:
        kept = names.get("/Dests")
        root["/Names"] = pikepdf.Dictionary() if kept is None else pikepdf.Dictionary(Dests=kept)
    action = root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and not _is_harmless(action):
        del root["/OpenAction"]
    form = root.get("/AcroForm", pikepdf.Dictionary())
    _forget_marks_of_no_page(pdf)
    count = [0]
    _clean_fields(form.get("/Fields"), count, 0)
    _clean_fields(_stray_fields(pdf), count, 0)


def _forget_marks_of_no_page(pdf: pikepdf.Pdf) -> None:
    """A field that is shown on a page that was taken out too is shown no more there."""
    fields = {one.objgen: one for mark in _marks(pdf) for one in _line(mark) if one.is_indirect}
    for field in fields.values():
        shown = field.get("/Kids")
        if isinstance(shown, pikepdf.Array):
            field["/Kids"] = pikepdf.Array([one for one in shown if _objgen(one) in fields])


def _objgen(thing: Any) -> tuple[int, int] | None:
    return thing.objgen if isinstance(thing, pikepdf.Dictionary) else None


def _marks(pdf: pikepdf.Pdf) -> list[Any]:
    return [mark for page in pdf.pages for mark in page.obj.get("/Annots", pikepdf.Array())]


def _line(mark: Any) -> list[Any]:
    """A mark, the field it shows, the field that is part of, and so on."""
    line = [mark]
    while len(line) < _DEEPEST_FIELD and isinstance(above := line[-1].get("/Parent"), pikepdf.Dictionary):
        line.append(above)
    return line


def _stray_fields(pdf: pikepdf.Pdf) -> pikepdf.Array:
    """Fields on the pages that the form does not list: programs that join and split PDFs leave such."""
    fields = [one for mark in _marks(pdf) for one in reversed(_line(mark))]
    return pikepdf.Array([one for one in fields if "/T" in one and not _NAMED_HERE.fullmatch(str(one["/T"]))])


def _clean_fields(fields: Any, count: list[int], depth: int) -> None:
    """Give fields names that tell nothing. A signature goes: it would not hold, and it names who signed."""
    for field in fields if depth < _DEEPEST_FIELD and isinstance(fields, pikepdf.Array) else ():
        if not isinstance(field, pikepdf.Dictionary):
            continue
        count[0] += 1
        if "/T" in field:
            field["/T"] = pikepdf.String(f"field{count[0]}")
        if field.get("/FT") == "/Sig" and "/V" in field:
            del field["/V"]
        _clean_fields(field.get("/Kids"), count, depth + 1)


def _clean_page(page: pikepdf.Page) -> None:
    marks = page.obj.get("/Annots")
    if marks is None:
        return
    kept = [mark for mark in marks if isinstance(mark, pikepdf.Dictionary) and _is_seen(mark)]
    for mark in kept:
        _clean_mark(mark)
    if kept:
        page.obj["/Annots"] = pikepdf.Array(kept)
    else:
        del page.obj["/Annots"]


def _is_seen(mark: pikepdf.Dictionary) -> bool:
    flags = int(mark.get("/F", 0))
    return str(mark.get("/Subtype", "")) in PAGE_MARKS and not flags & (_HIDDEN | _NO_VIEW)


def _clean_mark(mark: pikepdf.Dictionary) -> None:
    """Leave what the mark shows; take out who made it, when, and what they wrote under it."""
    subtype = str(mark["/Subtype"])
    told = str(mark.get("/Contents", ""))
    for key in ("/T", "/NM", "/M", "/RC", "/Subj", "/Popup", "/IRT", "/CreationDate", "/Contents"):
        if key in mark and not (key == "/T" and subtype == "/Widget"):
            del mark[key]
    if told and subtype in ("/Link", "/FreeText", "/Widget") and without_path(told) == told:
        mark["/Contents"] = pikepdf.String(told)
    action = mark.get("/A")
    if action is not None and not _is_harmless(action):
        del mark["/A"]


def _is_harmless(action: Any) -> bool:
    """Whether an action turns a page or opens an address of the web. Others run programs or open files."""
    kind = str(action.get("/S", "")) if isinstance(action, pikepdf.Dictionary) else ""
    if "/Next" in (action if kind else ()):
        del action["/Next"]
    if kind == "/URI":
        address = public_address(str(action.get("/URI", "")))
        if address:
            action["/URI"] = pikepdf.String(address)
        return bool(address)
    return kind == "/GoTo" or (kind == "/Named" and str(action.get("/N", "")) in NAMED_ACTIONS)


class _Filter:
    """Takes out of every dictionary that the catalogue leads to what is not listed."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._seen: set[tuple[int, int]] = set()
        self._pages = {page.obj.objgen for page in pdf.pages}

    def apply(self) -> None:
        """Walk from the catalogue. Raises Damaged for a PDF of too many objects."""
        waiting: list[tuple[Any, str]] = [(self._pdf.Root, "")]
        steps = 0
        while waiting:
            steps += 1
            if steps > _MOST_OBJECTS * 10:
                raise Damaged
            thing, key = waiting.pop()
            if isinstance(thing, pikepdf.Array):
                if self._is_new(thing):
                    waiting.extend((one, key) for one in thing if _is_deep(one))
            elif self._is_new(thing):
                self._filter(thing, key)
                waiting.extend((value, name) for name, value in thing.items() if _is_deep(value))

    def _is_new(self, thing: Any) -> bool:
        if not thing.is_indirect:
            return True
        if thing.objgen in self._seen:
            return False
        self._seen.add(thing.objgen)
        return True

    def _filter(self, thing: Any, key: str) -> None:
        kind = str(thing.get("/Type", ""))
        if kind == "/Page" and thing.objgen not in self._pages:  # taken out; a link, a tag or a field still leads to it
            for name in sorted(set(thing.keys()) - {"/Type"}):
                del thing[name]
        is_named = key in NAMED_BY_THE_AUTHOR and kind == "" and "/Subtype" not in thing
        if key in STATES and isinstance(thing, pikepdf.Dictionary):
            is_named = all(isinstance(one, pikepdf.Stream) for one in thing.values())
        if not is_named:
            barred = NOT_WHERE.get(kind, frozenset())
            for name in sorted(thing.keys()):
                if self._goes(name, thing, kind, barred):
                    del thing[name]
            action = thing.get("/A") if kind != "/StructElem" else None
            if isinstance(action, pikepdf.Dictionary) and "/S" in action and not _is_harmless(action):
                del thing["/A"]
            for name in ("/Alt", "/TU"):
                if name in thing and without_path(str(thing[name])) != str(thing[name]):
                    del thing[name]
        if isinstance(thing, pikepdf.Stream):
            _clean_stream(thing, key)

    def _goes(self, name: str, thing: Any, kind: str, barred: frozenset[str]) -> bool:
        if name in barred:
            return True
        if name == "/T":
            return "/FT" not in thing and "/Parent" not in thing
        if name == "/Contents":
            return kind != "/Page" and "/Rect" not in thing
        if name == "/Name":
            return kind != "/OCG"
        return name not in KEYS


def _is_deep(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)


def _clean_stream(stream: pikepdf.Stream, key: str) -> None:
    filters = stream.get("/Filter")
    single = str(filters[0]) if isinstance(filters, pikepdf.Array) and len(filters) == 1 else str(filters)
    if single == "/DCTDecode":
        clean = clean_picture(stream.read_raw_bytes())
        if clean is not None and clean.ending == "jpeg":
            stream.write(clean.content, filter=pikepdf.Name.DCTDecode, decode_parms=_parameters(stream))
    elif single == "/JPXDecode":
        stream.write(_without_boxes(stream.read_raw_bytes()), filter=pikepdf.Name.JPXDecode)
    elif (
        "/N" in stream
        and "/Type" not in stream
        and (key in ("/ColorSpace", "/DestOutputProfile") or "/Alternate" in stream)
    ):
        profile = clean_profile(stream.read_bytes())
        if profile is not None:
            stream.write(profile)
    elif str(stream.get("/Subtype", "")) == "/Form" or key == "/Contents":
        _drop_remarks(stream)


def _parameters(stream: pikepdf.Stream) -> pikepdf.Dictionary | pikepdf.Array | None:
    told = stream.get("/DecodeParms")
    return told if isinstance(told, pikepdf.Dictionary | pikepdf.Array) else None


def _drop_remarks(stream: pikepdf.Stream) -> None:
    """Programs leave remarks in the page description; none is drawn."""
    content = stream.read_bytes()
    if b"%" in content:
        stream.write(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(stream)))


def _without_boxes(picture: bytes) -> bytes:
    """A JPEG 2000 picture with the boxes that make it a picture. ISO/IEC 15444-1, annex I."""
    if picture[4:8] != b"jP  ":
        return picture
    kept, at = [], 0
    while at + 8 <= len(picture):
        size = int.from_bytes(picture[at : at + 4], "big") or len(picture) - at
        if size < 8:
            return picture
        if picture[at + 4 : at + 8] in _PICTURE_BOXES:
            kept.append(picture[at : at + size])
        at += size
    return b"".join(kept)
