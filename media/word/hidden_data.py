"""What a Word document carries beyond what its readers see, in plain words."""

import io
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from media.opc.editable import EditablePackage
from media.opc.gate import opened, refusing
from media.opc.hidden_items import HiddenData, gathered
from media.opc.limits import Limits
from media.opc.macros import is_macro_part
from media.opc.metadata.pictures import told_by_picture
from media.opc.package import Package
from media.opc.paths import holds_path, public_address
from media.opc.refusals import FileRefused
from media.opc.strict import make_transitional
from media.opc.xml_parts import local_name
from media.word.allowed import W
from media.word.revisions import hides_no_words

SENTENCES: Final = {
    "author": "The name of the author.",
    "last_modified_by": "The name of whoever saved it last.",
    "company": "The name of an organisation.",
    "manager": "The name of a manager.",
    "template": "The name of the template it was made with.",
    "edit_log": "How often, how long and when it was worked on.",
    "properties": "Words in the file's properties that no page shows.",
    "custom_properties": "Properties that a program or an organisation added.",
    "custom_xml": "Data that another program keeps in the file.",
    "comments": "Comments, with the names of who wrote them.",
    "people": "The names of everybody who worked on it.",
    "tracked_changes": "Changes that were tracked: what was deleted, by whom and when.",
    "hidden_text": "Words that are set to be hidden.",
    "variables": "Values that a program keeps in the document.",
    "template_path": "Where the template is kept on somebody's computer.",
    "link_path": "A link to a file on a computer or a server.",
    "alt_path": "A description of a picture that is the name of a file or a place on a computer.",
    "external_link": "A picture or other content that is taken from outside the file.",
    "embedded_file": "Another file inside this one, or the workbook behind a chart.",
    "active_x": "A control that runs a program (ActiveX).",
    "macros": "A program (a macro) that would run on the computer of whoever opens it.",
    "revision_ids": "Numbers that tell which parts were written in the same sitting.",
    "content_controls": "Fields to fill in, with names that only editors see.",
    "glossary": "Building blocks that no page shows.",
    "labels": "Labels of an organisation, with who set them and when.",
    "signature": "A signature, with the name of whoever signed.",
    "printer_settings": "The name and settings of somebody's printer.",
    "thumbnail": "A small picture of the first page as it once was.",
    "password": "A password against changes, in a form that can be guessed.",
    "embedded_fonts": "Fonts inside the file.",
    "media_metadata": "A picture that says who made it, when or with what.",
    "media_place": "A picture that says where it was taken.",
}
_PROPERTIES: Final = {
    "creator": "author",
    "lastModifiedBy": "last_modified_by",
    "Company": "company",
    "Manager": "manager",
    "Template": "template",
    "revision": "edit_log",
    "TotalTime": "edit_log",
    "lastPrinted": "edit_log",
    "HyperlinkBase": "link_path",
    **dict.fromkeys(("description", "keywords", "category", "subject", "contentStatus", "identifier"), "properties"),
}
_ELEMENTS: Final = {
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"), "tracked_changes"),
    "vanish": "hidden_text",
    "docVar": "variables",
    "attachedTemplate": "template_path",
    "sdtPr": "content_controls",
    "documentProtection": "password",
    "writeProtection": "password",
    "rsidRoot": "revision_ids",
}
_TOLD_BY: Final = tuple(f"{{*}}{name}" for name in (*_ELEMENTS, "docPr", "cNvPr"))
_PLACES: Final = (
    (re.compile(r"^docprops/custom"), "custom_properties"),
    (re.compile(r"^docprops/thumbnail"), "thumbnail"),
    (re.compile(r"^customxml/(?!_rels)[^/]*\.xml$"), "custom_xml"),
    (re.compile(r"^word/comments\w*\.xml$"), "comments"),
    (re.compile(r"^word/people\.xml$"), "people"),
    (re.compile(r"^word/glossary/document\.xml$"), "glossary"),
    (re.compile(r"^docmetadata/"), "labels"),
    (re.compile(r"^_xmlsignatures/.*\.xml$"), "signature"),
    (re.compile(r"printersettings"), "printer_settings"),
    (re.compile(r"/embeddings/[^/]+$"), "embedded_file"),
    (re.compile(r"/activex/[^/]+\.xml$"), "active_x"),
    (re.compile(r"\.odttf$"), "embedded_fonts"),
)
_PAGES: Final = re.compile(r"^word/(?:document|header\d*|footer\d*)\.xml$")
_MAY_BE_SHOWN: Final = frozenset({"author", "company", "properties"})
"""What is not hidden when a page says the same."""
_TELLS_NOTHING: Final = frozenset({"", "0", "1", "Normal.dotm", "Normal.dotx", "Normal"})


def hidden_document_data(file: BinaryIO | Path | str | bytes, *, limits: Limits | None = None) -> HiddenData:
    """What the document carries beyond what readers see; false if there is nothing. Raises FileRefused."""
    with refusing(), opened(io.BytesIO(file) if isinstance(file, bytes) else file) as stream:
        document = EditablePackage.of(Package(stream, limits))
        make_transitional(document)
        return hidden_document_data_of(document)


def hidden_document_data_of(document: EditablePackage) -> HiddenData:
    """The same of a document that is open already, and Transitional."""
    document.look(document.main_part)
    return gathered((code, SENTENCES[code], None) for name in document.names for code in _passing(document, name))


def _passing(document: EditablePackage, name: str) -> Iterator[str]:
    """The findings of a part, up to where it cannot be read."""
    try:
        yield from _in_part(document, name)
    except FileRefused:
        return


def _in_part(document: EditablePackage, name: str) -> Iterator[str]:
    lower = name.casefold()
    yield from (code for pattern, code in _PLACES if pattern.search(lower))
    if is_macro_part(name, document.content_type(name)):
        yield "macros"
    if lower in ("docprops/core.xml", "docprops/app.xml"):
        yield from _in_properties(document, name)
    elif lower.startswith("word/") and lower.endswith(".xml") and lower.count("/") == 1:
        yield from _in_words(document, name)
    elif posixpath.dirname(lower) == "word/media":
        removed = told_by_picture(document.read(name)) - {"thumbnail", "profile_words"}
        if removed:
            yield "media_place" if "place" in removed else "media_metadata"


def _in_properties(document: EditablePackage, name: str) -> Iterator[str]:
    shown = ""
    for element in document.look(name).iter():
        value, code = " ".join((element.text or "").split()), _PROPERTIES.get(local_name(element), "")
        if not code or value in _TELLS_NOTHING:
            continue
        if code in _MAY_BE_SHOWN:
            shown = shown or _shown_words(document)
            if _is_shown(value, shown):
                continue
        yield code


def _shown_words(document: EditablePackage) -> str:
    """All that the pages say, in small letters."""
    pages = [document.look(name) for name in document.names if _PAGES.match(name.casefold())]
    words = (text for page in pages for text in _words_and_blanks(page))
    return " ".join("".join(words).split()).casefold()


def _words_and_blanks(page: etree._Element) -> Iterator[str]:
    """The words of a page, a blank where a paragraph starts. To ask each element for its name would take twice as long."""
    yield " "
    starts = set(page.iter(f"{W}p"))
    yield from (" " if one in starts else one.text or "" for one in page.iter(f"{W}t", f"{W}p"))


def _is_shown(value: str, shown: str) -> bool:
    """Whether the pages themselves say this, as whole words: every part of it, where it is a list."""
    parts = (part.strip().casefold() for part in value.split(";"))
    return all(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", shown) for part in parts if part)


def _in_words(document: EditablePackage, name: str) -> Iterator[str]:
    for element in document.look(name).iter(*_TOLD_BY):
        kind = local_name(element)
        if kind == "vanish" and hides_no_words(element):
            continue
        if kind in _ELEMENTS:
            yield _ELEMENTS[kind]
        elif kind in ("docPr", "cNvPr"):
            yield from ("alt_path" for key in ("descr", "title") if holds_path(element.get(key) or ""))
    for arrow in document.arrows(name).values():
        if arrow.is_external and arrow.kind == "hyperlink":
            yield from ["link_path"] if public_address(arrow.target) != arrow.target else []
        elif arrow.is_external and arrow.kind != "attachedTemplate":
            yield "external_link"
