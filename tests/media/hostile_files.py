"""Files made to do harm, each made here from nothing and in little time: bombs are packed a piece at a time."""

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tests.media import sample_files as samples

MIB = 1024 * 1024
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True)
class Packed:
    """A file as it lies in a zip; its size may be a lie."""

    data: bytes
    checksum: int
    size: int


def packed(content: bytes) -> Packed:
    """Content packed as it should be."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


@cache
def packed_repeats(start: bytes, piece: bytes, times: int, end: bytes = b"", *, stated: int | None = None) -> Packed:
    """A start, one piece many times over, an end: packed without ever being in memory as a whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(end) + packer.flush()
    checksum = zlib.crc32(start)
    for _ in range(times):
        checksum = zlib.crc32(piece, checksum)
    size = len(start) + len(piece) * times + len(end)
    return Packed(first + one * times + last, zlib.crc32(end, checksum), size if stated is None else stated)


def zip_of(members: Mapping[str, bytes | Packed] | Iterable[tuple[str, bytes | Packed]]) -> bytes:
    """A zip written by hand, so that it may hold what no program would write."""
    body, directory, count = bytearray(), bytearray(), 0
    for name, content in members.items() if isinstance(members, Mapping) else members:
        one = content if isinstance(content, Packed) else packed(content)
        raw = name.encode()
        told = (20, 0x800, 8, 0, 0x21, one.checksum, len(one.data), one.size)
        directory += _CENTRAL.pack(b"PK\1\2", 20, *told, len(raw), 0, 0, 0, 0, 0, len(body)) + raw
        body += _LOCAL.pack(b"PK\3\4", *told, len(raw), 0) + raw + one.data
        count += 1
    entries = min(count, 0xFFFF)
    return bytes(body + directory + _END.pack(b"PK\5\6", 0, 0, entries, entries, len(directory), len(body), 0))


def deck_of(extra: Mapping[str, bytes | Packed]) -> bytes:
    """The good deck with further parts, or with some of its parts replaced."""
    return zip_of({**samples.deck_parts(), **extra})


def deck_showing(slide: bytes | Packed) -> bytes:
    """A deck of this one slide."""
    return deck_of({samples.SLIDE: slide})


def slide_with_document_type(internal: str, text: str = "", attribute: str = "", *, encoding: str = "utf-8") -> bytes:
    """A slide whose document type declares entities, which its text or the name of a shape uses."""
    declared = "UTF-16" if encoding.startswith("utf-16") else "UTF-8"
    shape = samples.shape_xml(text).replace('name="Shape"', f'name="{attribute}"')
    slide = samples.slide_xml(shape).decode()
    return f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE p:sld [{internal}]>{slide}'.encode(encoding)


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def spaces_slide(megabytes: int, *, stated: int | None = None) -> bytes:
    """A deck whose slide is 300 MB of spaces, or so."""
    whole = samples.slide_xml(samples.shape_xml("{}")).partition(b"{}")
    return deck_showing(packed_repeats(whole[0], b" " * MIB, megabytes, whole[2], stated=stated))


def zeros_picture(megabytes: int, *, stated: int | None = None) -> bytes:
    """A deck with a picture that is nought from end to end."""
    return deck_of({"ppt/media/image1.png": packed_repeats(b"", bytes(MIB), megabytes, stated=stated)})


def many_entries(count: int) -> bytes:
    """A deck with this many empty files beside."""
    empty = packed(b"")
    return zip_of([*samples.deck_parts().items(), *((f"ppt/{n}", empty) for n in range(count))])


def nested_groups(depth: int) -> bytes:
    """A deck whose one shape is inside this many groups."""
    start = '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="3" name=""/></p:nvGrpSpPr>' * depth
    return deck_showing(samples.slide_xml(start + samples.shape_xml("Deep") + "</p:grpSp>" * depth))


def many_shapes(count: int) -> bytes:
    """A deck with this many shapes on its slide."""
    whole = samples.slide_xml("{}").partition(b"{}")
    return deck_showing(packed_repeats(whole[0], samples.shape_xml("a").encode() * 100, count // 100, whole[2]))


def doubled(second: str) -> bytes:
    """A deck with the slide twice, the second time under this name."""
    return zip_of([*samples.deck_parts().items(), (second, b"<a/>")])


def arrows_from_slide(*arrows: tuple[str, str, str], external: bool = False) -> bytes:
    """A deck whose slide shows pictures and notes that these relationships lead to."""
    written = samples.relationships(*arrows)
    if external:
        written = written.replace(b"/></Rel", b' TargetMode="External"/></Rel').replace(
            b"/><Relationship ", b' TargetMode="External"/><Relationship '
        )
    pictures = "".join(
        f'<p:pic><p:nvPicPr><p:cNvPr id="9" name="Picture" descr="A picture"/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:{how}="{id}"/></p:blipFill></p:pic>'
        for id, _, _ in arrows
        for how in ("embed", "link")
    )
    return deck_of(
        {samples.SLIDE: samples.slide_xml(pictures), "ppt/slides/_rels/slide1.xml.rels": written},
    )


def presentation_arrow(target: str) -> bytes:
    """A deck whose one slide is said to lie there."""
    return deck_of({"ppt/_rels/presentation.xml.rels": samples.relationships(("rId1", "slide", target))})


def xincluding(address: str) -> bytes:
    """A deck whose slide includes what lies at an address, three ways."""
    include = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    words = f'<xi:include {include} href="{address}" parse="text"/>'
    stylesheet = f'<?xml-stylesheet type="text/xsl" href="{address}"?>'.encode()
    slide = samples.slide_xml(samples.shape_xml(words), attributes=f'xml:base="{address}"')
    return deck_showing(stylesheet + slide)


def longest_text(megabytes: int) -> bytes:
    """A deck with one slide of text that packs badly enough to be let in, as long as a part may be."""
    words = b"".join(b"%x " % (n * 2654435761 % 2**32) for n in range(100_000))
    whole = samples.slide_xml(samples.shape_xml("{}")).partition(b"{}")
    return deck_showing(packed_repeats(whole[0], words, megabytes * MIB // len(words), whole[2]))


def most_elements(count: int) -> bytes:
    """A deck with one slide of as many elements as are let in, each a paragraph."""
    whole = samples.slide_xml(samples.shape_xml("{}")).partition(b"<a:p>")
    words = b"".join(b"<a:p><a:r><a:t>%x</a:t></a:r></a:p>" % (n * 2654435761 % 2**32) for n in range(1000))
    return deck_showing(
        packed_repeats(whole[0], words, count // 6000, b"</p:txBody></p:sp></p:spTree></p:cSld></p:sld>")
    )


def most_content_types(count: int) -> bytes:
    """A deck that declares the types of this many parts."""
    start = samples.deck_parts()["[Content_Types].xml"].removesuffix(b"</Types>")
    lines = b"".join(b'<Override PartName="/%x" ContentType="a/b"/>' % (n * 2654435761 % 2**32) for n in range(count))
    return deck_of({"[Content_Types].xml": start + lines + b"</Types>"})


@dataclass(frozen=True)
class Hazard:
    """A file, the name it is handed in under, and what the gate must say of it (blank: it may come in)."""

    make: Callable[[], bytes]
    code: str
    name: str = "deck.pptx"
