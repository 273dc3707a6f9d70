"""What a deck says of its makers in its properties, and the parts in it that show on no slide."""

import posixpath
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from media.opc.editable import EditablePackage
from media.opc.macros import is_macro_part
from media.opc.metadata.pictures import told_by_picture
from media.opc.metadata.recordings import clean_recording
from media.opc.package import Package
from media.opc.refusals import FileRefused
from media.opc.xml_parts import local_name

Finding = tuple[str, str, int | None]

_PROPERTIES: Final = {
    "creator": ("author", "The name of the author."),
    "lastModifiedBy": ("last_modified_by", "The name of whoever saved it last."),
    "Company": ("company", "The name of an organisation."),
    "Manager": ("manager", "The name of a manager."),
    "revision": ("edit_log", "How often, how long and when it was worked on."),
    "TotalTime": ("edit_log", "How often, how long and when it was worked on."),
    "lastPrinted": ("edit_log", "How often, how long and when it was worked on."),
    "HyperlinkBase": ("link_path", "A link to a file on a computer or a server."),
    "description": ("properties", "Words in the file's properties that no slide shows."),
    "keywords": ("properties", "Words in the file's properties that no slide shows."),
    "category": ("properties", "Words in the file's properties that no slide shows."),
    "subject": ("properties", "Words in the file's properties that no slide shows."),
    "contentStatus": ("properties", "Words in the file's properties that no slide shows."),
    "identifier": ("properties", "Words in the file's properties that no slide shows."),
}
_END_OF_ZIP: Final = 22
_TELLS_NOTHING: Final = frozenset({"", "0", "1"})
_BY_PLACE: Final = (
    (re.compile(r"^docprops/custom"), "custom_properties", "Properties that a program or an organisation added."),
    (re.compile(r"^docprops/thumbnail"), "thumbnail", "A small picture of the first slide as it once was."),
    (re.compile(r"^customxml/(?!_rels)[^/]*\.xml$"), "custom_xml", "Data that another program keeps in the file."),
    (re.compile(r"^docmetadata/"), "labels", "Labels of an organisation, with who set them and when."),
    (re.compile(r"printersettings"), "printer_settings", "The name and settings of somebody's printer."),
    (re.compile(r"^_xmlsignatures/"), "signature", "A signature, with the name of whoever signed."),
    (re.compile(r"commentauthors|/authors\.xml$"), "comment_authors", "The names of everybody who ever commented."),
    (re.compile(r"handoutmasters/"), "handout_master", "The headers and footers of handouts."),
    (re.compile(r"\.fntdata$"), "embedded_fonts", "Fonts inside the file."),
    (re.compile(r"^ppt/(?:changesinfos|revisioninfo)"), "edit_log", "How often, how long and when it was worked on."),
)
_TELLING_PLACE: Final = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, *_ in _BY_PLACE))
_IN_PRESENTATION: Final = {
    "sectionLst": ("sections", "The names of sections, which only editors see."),
    "custShow": ("custom_shows", "Named selections of slides, which only editors see."),
    "modifyVerifier": ("password", "A password against changes, in a form that can be guessed."),
}
_PICTURE_WORDS: Final = {
    "place": ("media_place", "A picture that says where it was taken."),
    "": ("media_metadata", "A picture or recording that says who made it, when or with what."),
}


def in_properties(deck: EditablePackage, seen: str) -> Iterator[Finding]:
    """Properties with values that no slide shows. `seen` is every word that the slides show, in small letters."""
    for name in deck.names:
        if not name.casefold().startswith("docprops/") or not name.casefold().endswith(("core.xml", "app.xml")):
            continue
        for element in deck.look(name).iter():
            value = " ".join((element.text or "").split())
            if local_name(element) in _PROPERTIES and value not in _TELLS_NOTHING and not _is_seen(value, seen):
                code, sentence = _PROPERTIES[local_name(element)]
                yield code, sentence, None


def _is_seen(value: str, seen: str) -> bool:
    return all(one.strip().casefold() in seen for one in value.split(";") if one.strip())


def in_parts(package: Package, deck: EditablePackage, file: BinaryIO) -> Iterator[Finding]:
    """Parts and bytes that show on no slide, and pictures and recordings that say more than they show."""
    for name in deck.names:
        yield from _in_part(deck, name)
    for element in deck.look(deck.main_part).iter():
        if local_name(element) in _IN_PRESENTATION:
            code, sentence = _IN_PRESENTATION[local_name(element)]
            yield code, sentence, None
    yield from _around(package, file)


def _in_part(deck: EditablePackage, name: str) -> Iterator[Finding]:
    lower = name.casefold()
    for pattern, code, sentence in _BY_PLACE if _TELLING_PLACE.search(lower) else ():
        if pattern.search(lower):
            yield code, sentence, None
    if is_macro_part(name, deck.content_type(name)):
        yield "macros", "A program (a macro) that would run on the computer of whoever opens it.", None
    if posixpath.dirname(lower).endswith("/media"):
        try:
            content = deck.read(name)
        except FileRefused:
            return
        recording = clean_recording(content)
        told = recording.removed if recording is not None else told_by_picture(content)
        removed = told - {"thumbnail", "profile_words"}
        if removed:
            code, sentence = _PICTURE_WORDS["place" if "place" in removed else ""]
            yield code, sentence, None


def _around(package: Package, file: BinaryIO) -> Iterator[Finding]:
    """Bytes before and after what belongs to the zip, and its comment."""
    archive = package.archive
    file.seek(max(0, archive.size - _END_OF_ZIP))
    has_comment = not file.read(4).startswith(b"PK\x05\x06")
    if archive.has_bytes_after or has_comment or min((one.offset for one in archive.entries), default=0) > 0:
        yield "around", "Bytes in or around the file that belong to no part of it.", None
