"""XML from strangers: what is refused before a parser sees it, and the one parser that may."""

import re
import threading
from functools import lru_cache
from typing import Final

from lxml import etree

from media.opc.limits import Limits
from media.opc.refusals import Damaged, DocumentTypeDeclaration, TooComplicated

HEAD_BYTES: Final = 1024
_XML_ENDINGS: Final = (".xml", ".rels", ".vml", ".svg", ".xhtml", ".html")
_XML_TYPES: Final = ("+xml", "/xml")
_ENCODINGS: Final = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
DOCUMENT_TYPE_MARKS: Final = tuple("<!DOCTYPE".encode(name) for name in _ENCODINGS)
LONGEST_MARK: Final = max(map(len, DOCUMENT_TYPE_MARKS))
# A start that needs no closer look: UTF-8 declared in the usual words, or an element at once. XML 1.0, 2.8.
_PLAIN_START: Final = re.compile(
    rb"""(?:<\?xml version=(?:"1\.0"|'1\.0') encoding=(?:"UTF-8"|'UTF-8'|"utf-8")"""
    rb"""(?: standalone=(?:"yes"|'yes'|"no"))? ?\?>\s{0,9})?<[A-Za-z]"""
)
_EBCDIC_DECLARATION: Final = b"\x4c\x6f\xa7\x94"
_DECLARED = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_ASCII_BASED = re.compile(r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff")


def is_called_xml(name: str, content_type: str) -> bool:
    """Whether a part says that it is XML, by the ending of its name or by its content type, in lower case."""
    return content_type.endswith(_XML_TYPES) or name.casefold().endswith(_XML_ENDINGS)


def looks_like_xml(head: bytes) -> bool:
    """Whether the first bytes of a part read as XML in any encoding that a parser would detect by itself."""
    return head[:1] == b"<" or _as_ascii(head)[:1] == b"<" or head.startswith(_EBCDIC_DECLARATION)


def _as_ascii(head: bytes) -> bytes:
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"").lstrip()


def has_plain_start(head: bytes) -> bool:
    """Whether an XML part starts in the usual words, and so is in UTF-8: no byte order mark, no other encoding."""
    return _PLAIN_START.match(head) is not None


def validate_encoding(head: bytes, *, part: str) -> None:
    """Raise Damaged for an encoding in which a document type could hide from a search of the bytes.

    Office files are UTF-8 or UTF-16 (ECMA-376 part 2, 8.1.4); encodings that extend ASCII are let through.
    """
    if _PLAIN_START.match(head):
        return
    if head.startswith(_EBCDIC_DECLARATION):
        raise Damaged(part=part)
    start = _as_ascii(head[:HEAD_BYTES])
    if start.startswith(b"<?xml") and b"?>" not in start:
        raise Damaged(part=part)
    declared = _DECLARED.match(start)
    if declared and not _ASCII_BASED.fullmatch(declared[1].decode("ascii", "replace").strip()):
        raise Damaged(part=part)


def validate_no_document_type(data: bytes, *, part: str) -> None:
    """Raise DocumentTypeDeclaration if the bytes hold one, in ASCII, UTF-16 or UTF-32 of either byte order."""
    if b"!" in data and any(mark in data for mark in DOCUMENT_TYPE_MARKS):  # most slides have no exclamation mark
        raise DocumentTypeDeclaration(part=part)


def is_wide(data: bytes) -> bool:
    """Whether XML is in an encoding of two bytes or four a character, in which no address is found by its ASCII."""
    return b"\0" in data[:4] or data.startswith((b"\xff\xfe", b"\xfe\xff"))


def parse_xml(data: bytes, *, part: str, limits: Limits) -> etree._Element:
    """The root element of an XML part; resolves no entity, fetches nothing.

    Raises DocumentTypeDeclaration, TooComplicated (too many nodes for memory) or Damaged (not well-formed, or deeper
    than libxml2's 256 levels).
    """
    validate_encoding(data, part=part)
    validate_no_document_type(data, part=part)
    if len(data) > limits.xml_nodes and data.count(b"<") + data.count(b"=") > limits.xml_nodes:
        raise TooComplicated(what="a slide or page with too many things on it", part=part)
    try:
        return etree.fromstring(data, _PARSERS.parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(part=part) from error


class _Parsers(threading.local):
    """One parser for each thread: to make one takes as long as to parse a small slide."""

    def __init__(self) -> None:
        self.parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )


_PARSERS: Final = _Parsers()


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, so that Transitional and Strict files read alike."""
    return _without_namespace(element.tag)


@lru_cache(maxsize=512)
def _without_namespace(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
