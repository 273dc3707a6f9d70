"""What an Excel workbook carries beyond what its readers see, in plain words. It is told, and cannot be taken out here.

SpreadsheetML: ECMA-376 part 1, 18.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from media.opc.editable import EditablePackage
from media.opc.gate import opened, refusing
from media.opc.hidden_items import HiddenData, gathered
from media.opc.limits import Limits
from media.opc.metadata.pictures import told_by_picture
from media.opc.package import Package
from media.opc.paths import public_address
from media.opc.refusals import FileRefused
from media.opc.xml_parts import local_name

SENTENCES: Final = {
    "author": "The name of the author.",
    "last_modified_by": "The name of whoever saved it last.",
    "company": "The name of an organisation.",
    "manager": "The name of a manager.",
    "properties": "Words in the file's properties that no sheet shows.",
    "custom_properties": "Properties that a program or an organisation added.",
    "custom_xml": "Data that another program keeps in the file.",
    "labels": "Labels of an organisation, with who set them and when.",
    "comments": "Comments, with the names of who wrote them.",
    "people": "The names of everybody who worked on it.",
    "history": "Who changed which cell and when.",
    "hidden_sheet": "A sheet that is hidden; anybody can show it again.",
    "hidden_cells": "Rows or columns that are hidden; anybody can show them again.",
    "pivot_data": "The rows behind a pivot table, all of them, not only its sums.",
    "other_workbook": "Values from another workbook, with the place where it is kept.",
    "connection": "The address of a database or of another source of its data.",
    "link_path": "A link to a file on a computer or a server.",
    "embedded_file": "Another file inside this one.",
    "printer_settings": "The name and settings of somebody's printer.",
    "thumbnail": "A small picture of the first sheet as it once was.",
    "signature": "A signature, with the name of whoever signed.",
    "media_metadata": "A picture that says who made it, when or with what.",
    "media_place": "A picture that says where it was taken.",
}
_PLACES: Final = (
    (re.compile(r"^docprops/custom"), "custom_properties"),
    (re.compile(r"^docprops/thumbnail"), "thumbnail"),
    (re.compile(r"^customxml/(?!_rels)[^/]*\.xml$"), "custom_xml"),
    (re.compile(r"^docmetadata/"), "labels"),
    (re.compile(r"^xl/(?:comments\d*\.xml$|comments/|threadedcomments/)"), "comments"),
    (re.compile(r"^xl/persons/"), "people"),
    (re.compile(r"^xl/revisions/"), "history"),
    (re.compile(r"^xl/pivotcache/pivotcacherecords"), "pivot_data"),
    (re.compile(r"^xl/externallinks/[^/]+\.xml$"), "other_workbook"),
    (re.compile(r"^xl/(?:connections\.xml|querytables/|model/)"), "connection"),
    (re.compile(r"^xl/embeddings/[^/]+$"), "embedded_file"),
    (re.compile(r"printersettings"), "printer_settings"),
    (re.compile(r"^_xmlsignatures/.*\.xml$"), "signature"),
)
_PROPERTIES: Final = {
    "creator": "author",
    "lastModifiedBy": "last_modified_by",
    "Company": "company",
    "Manager": "manager",
    **dict.fromkeys(("description", "keywords", "category", "subject", "contentStatus", "HyperlinkBase"), "properties"),
}
_TRUE: Final = frozenset({"1", "true"})
_SAYS_HIDDEN: Final = b"hidden="


def hidden_workbook_data(file: BinaryIO | Path | str, *, limits: Limits | None = None) -> HiddenData:
    """What the workbook carries beyond what readers see; false if there is nothing. Raises FileRefused."""
    with refusing(), opened(file) as stream:
        book = EditablePackage.of(Package(stream, limits))
        book.look(book.main_part)
        return gathered((code, SENTENCES[code], None) for name in book.names for code in _passing(book, name))


def _passing(book: EditablePackage, name: str) -> Iterator[str]:
    """The findings of a part, up to where it cannot be read."""
    try:
        yield from _in_part(book, name)
    except FileRefused:
        return


def _in_part(book: EditablePackage, name: str) -> Iterator[str]:
    lower = name.casefold()
    yield from (code for pattern, code in _PLACES if pattern.search(lower))
    if lower in ("docprops/core.xml", "docprops/app.xml"):
        for element in book.look(name).iter():
            if local_name(element) in _PROPERTIES and (element.text or "").strip():
                yield _PROPERTIES[local_name(element)]
    elif name == book.main_part:
        sheets = book.look(name).iter("{*}sheet")
        yield from ("hidden_sheet" for sheet in sheets if sheet.get("state", "visible") != "visible")
    elif posixpath.dirname(lower) == "xl/worksheets":
        yield from _in_sheet(book, name)
    elif posixpath.dirname(lower) == "xl/media":
        told = told_by_picture(book.read(name)) - {"thumbnail", "profile_words"}
        if told:
            yield "media_place" if "place" in told else "media_metadata"


def _in_sheet(book: EditablePackage, name: str) -> Iterator[str]:
    """Links, and whether any row or column is hidden. Only a sheet that says so somewhere is parsed."""
    for arrow in book.arrows(name).values():
        if arrow.is_external and public_address(arrow.target) != arrow.target:
            yield "link_path"
    content = book.read(name)
    if _SAYS_HIDDEN in content or b"\0" in content:
        lines = book.look(name).iter("{*}row", "{*}col")
        if any(line.get("hidden") in _TRUE for line in lines):
            yield "hidden_cells"
