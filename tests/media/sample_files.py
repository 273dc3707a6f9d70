"""Files for the tests of the gate, good and hostile, each made here from nothing."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import cache

from PIL import Image

MIB = 1024 * 1024
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DECK_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACRO_DECK_TYPE = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDE = "ppt/slides/slide1.xml"

Parts = dict[str, bytes]


def zipped(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these parts, names taken as they are."""
    items = parts.items() if isinstance(parts, Mapping) else parts
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in items:
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def package_parts(main: str, main_type: str, content: bytes) -> Parts:
    """The least an Office file needs: content types, the root relationship, and the main part."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/{main}" ContentType="{main_type}"/>'
        f'<Override PartName="/{SLIDE}" ContentType="{SLIDE_TYPE}"/></Types>'
    )
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relationships(("rId1", "officeDocument", main)),
        main: content,
    }


def relationships(*arrows: tuple[str, str, str]) -> bytes:
    """A relationships part of (id, last word of the type, target)."""
    lines = "".join(f'<Relationship Id="{i}" Type="{RELATIONSHIPS}/{kind}" Target="{t}"/>' for i, kind, t in arrows)
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{lines}</Relationships>'.encode()


def presentation_xml(slides: int = 1) -> bytes:
    """A presentation part that lists the slides rId1, rId2 and so on."""
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, slides + 1))
    namespaces = f'xmlns:p="{PRESENTATION}" xmlns:r="{RELATIONSHIPS}"'
    return f"<p:presentation {namespaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>".encode()


def shape_xml(text: str, *, placeholder: str = "") -> str:
    """A shape with one paragraph, as a placeholder of a kind if one is named."""
    mark = f'<p:ph type="{placeholder}"/>' if placeholder else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Shape"/><p:cNvSpPr/><p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def slide_xml(shapes: str = "", *, attributes: str = "") -> bytes:
    """A slide that holds these shapes."""
    namespaces = f'xmlns:p="{PRESENTATION}" xmlns:a="{DRAWING}" xmlns:r="{RELATIONSHIPS}"'
    tree = f'<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/></p:nvGrpSpPr>{shapes}</p:spTree>'
    return f"<p:sld {namespaces} {attributes}><p:cSld>{tree}</p:cSld></p:sld>".encode()


def deck_parts(slide: bytes = b"", *, main_type: str = DECK_TYPE) -> Parts:
    """The parts of a deck of one slide."""
    parts = package_parts("ppt/presentation.xml", main_type, presentation_xml())
    parts["ppt/_rels/presentation.xml.rels"] = relationships(("rId1", "slide", "slides/slide1.xml"))
    parts[SLIDE] = slide or slide_xml(shape_xml("What we learned", placeholder="title") + shape_xml("Ask the child."))
    return parts


def deck() -> bytes:
    """A good deck of one slide."""
    return zipped(deck_parts())


def deck_with(extra: Mapping[str, bytes]) -> bytes:
    """A good deck with further parts, or with some of its parts replaced."""
    return zipped(deck_parts() | dict(extra))


def word_document() -> bytes:
    """A good Word document."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{namespace}"><w:body><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:body></w:document>'
    return zipped(package_parts("word/document.xml", DOCUMENT_TYPE, body.encode()))


def workbook() -> bytes:
    """A good workbook."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return zipped(package_parts("xl/workbook.xml", WORKBOOK_TYPE, f'<workbook xmlns="{namespace}"/>'.encode()))


def macro_deck() -> bytes:
    """A .pptm: the content type says so, and the program is there."""
    parts = deck_parts(main_type=MACRO_DECK_TYPE)
    parts["ppt/vbaProject.bin"] = compound_file("VBA")
    return zipped(parts)


def pdf(*, catalog: bytes = b"", trailer: bytes = b"", objects: bytes = b"") -> bytes:
    """A good PDF of no pages, with more in its catalogue or trailer, or further objects, if given."""
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalog + b">>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" + objects
    end = b"trailer\n<< /Root 1 0 R /Size 3 " + trailer + b">>\nstartxref\n%d\n%%%%EOF\n"
    return body + b"xref\n0 1\n0000000000 65535 f \n" + end % len(body)


def pdf_object_stream(content: bytes) -> bytes:
    """A PDF object whose content is packed, as programs write them to save room."""
    packed = zlib.compress(content)
    return b"4 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n" + packed + b"\nendstream\nendobj\n"


def compound_file(*streams: str) -> bytes:
    """An OLE compound file whose directory, in its first sector, names these streams."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<L", header, 48, 2)
    lines = _directory_line("Root Entry", after=0, child=1)
    for number, name in enumerate(streams, start=1):
        lines += _directory_line(name, after=number + 1 if number < len(streams) else 0, child=0)
    return bytes(header) + bytes(1024) + lines.ljust(1024, b"\0")


def _directory_line(name: str, *, after: int, child: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    nowhere = 0xFFFFFFFF
    pointers = struct.pack("<HHLLL", len(raw), 1, nowhere, after or nowhere, child or nowhere)
    return (raw.ljust(64, b"\0") + pointers).ljust(128, b"\0")


def password_deck() -> bytes:
    """What PowerPoint writes when a presentation has a password."""
    return compound_file("EncryptionInfo", "EncryptedPackage")


def picture(format: str, size: tuple[int, int] = (32, 16)) -> bytes:
    """A good picture in a format Pillow can write."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, format)
    return buffer.getvalue()


def vast_png(side: int = 40_000) -> bytes:
    """A few bytes that claim to be a picture of this many dots each way."""
    header = b"IHDR" + struct.pack(">2L5B", side, side, 8, 2, 0, 0, 0)
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">L", 13) + header + struct.pack(">L", zlib.crc32(header))
    return head + struct.pack(">L", 0) + b"IEND" + struct.pack(">L", zlib.crc32(b"IEND"))


@cache
def spaces_bomb(megabytes: int = 300) -> bytes:
    """A small deck whose slide unpacks to this many MiB of spaces."""
    buffer = io.BytesIO(deck())
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("ppt/slides/slide2.xml", "w") as part,
    ):
        part.write(b"<a>")
        for _ in range(megabytes):
            part.write(b" " * MIB)
    return buffer.getvalue()


def with_stated_size(data: bytes, name: str, size: int) -> bytes:
    """The same zip, lying about the unpacked size of one entry in both places where it is stated."""
    return _patched(_patched(data, name, b"PK\x01\x02", 46, 24, "<L", size), name, b"PK\x03\x04", 30, 22, "<L", size)


def with_encryption_flag(data: bytes, name: str) -> bytes:
    """The same zip with one entry marked as encrypted."""
    return _patched(_patched(data, name, b"PK\x01\x02", 46, 8, "<H", 1), name, b"PK\x03\x04", 30, 6, "<H", 1)


def overlapping() -> bytes:
    """A zip in which a second directory line points at the first one's bytes. https://www.bamsoftware.com/hacks/zipbomb/"""
    data = deck_with({"ppt/media/one.bin": b"0" * 1000, "ppt/media/two.bin": b"0" * 1000})
    at = _record(data, "ppt/media/one.bin", b"PK\x01\x02", 46)
    (offset,) = struct.unpack_from("<L", data, at + 42)
    return _patched(data, "ppt/media/two.bin", b"PK\x01\x02", 46, 42, "<L", offset)


def _record(data: bytes, name: str, signature: bytes, name_at: int) -> int:
    at = data.find(signature)
    while data[at + name_at : at + name_at + len(name)] != name.encode():
        at = data.index(signature, at + 1)
    return at


def _patched(data: bytes, name: str, signature: bytes, name_at: int, field: int, form: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(form, changed, _record(data, name, signature, name_at) + field, value)
    return bytes(changed)
