"""What a Word or PowerPoint file says where its readers do not look: the values the second look searches for.

Reads the zip and the XML by itself, by the names of the parts, and knows nothing of how a clean copy is made.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from lxml import etree

from media.opc.limits import Limits
from media.opc.looked_for import HiddenValues
from media.opc.refusals import FileRefused
from media.opc.told_by_media import runs_in, told_by_media
from media.opc.told_in_words import is_of_word, styles_given, told_in_words
from media.opc.xml_parts import local_name, parse_xml
from media.opc.zip_members import UNREADABLE, ZIP_HEAD, Member, Zip

_TOLD_IN_FULL: Final = re.compile(
    r"(?:^|/)(?:comments?\w*|commentauthors?|authors|people|persons|tags?\d*|item\d*|itemprops\d*|labelinfo|"
    r"custom|core|signatures?|sig\d*|glossary|websettings)\.xml$|(?:^|/)(?:comments|threadedcomments|persons|tags|customxml|"
    r"docmetadata|_xmlsignatures|glossary)/",
    re.IGNORECASE,
)
_PROPERTIES: Final = frozenset({"Company", "Manager", "HyperlinkBase", "Template"})
_TOLD_INSIDE: Final = re.compile(r"docprops/app|sharedstrings|/worksheets/")
"""What is looked at in the files inside a file, besides what is told in full."""
_SETTINGS: Final = tuple(
    f"{{*}}{name}"
    for name in (
        *("docVar", "attachedTemplate", "mailMerge", "documentProtection", "writeProtection"),
        *("section", "custShow", "htmlPubPr"),
    )
)
_RELATED: Final = "}id"
"""An attribute that mentions a relationship: the same ids stand in every file."""
_PERSONS: Final = ("author", "userId", "userName", "providerId", "lastModifiedBy")
# Without any of these in its bytes a part of one byte a letter has no attribute worth looking at.
_ATTRIBUTES_TOLD: Final = (b"author", b"user", b"providerId", b"lastModifiedBy", b"typeface", b"rFonts")
_MARKS: Final = (
    *(b"\0", b"hidden", b"vanish", b"delText", b"delInstrText"),
    *(name.removeprefix("{*}").encode() for name in _SETTINGS),
    *_ATTRIBUTES_TOLD,
)
"""Without any of these in its bytes a part of one byte a letter hides nothing, and names nobody and no font."""
_PATH = re.compile(
    r"""(?:file:/{2,3}|(?<![A-Za-z])[A-Za-z]:[\\/]|\\\\)[^"'<>|\x00-\x1f]{3,200}|/(?:Users|home)/[^"'<>\x00-\x1f]{2,200}"""
)
_USER_IN_PATH = re.compile(r"(?:Users|home|Documents and Settings)[\\/]+([^\\/]{3,60})[\\/]", re.IGNORECASE)
_PUBLIC: Final = ("http://", "https://", "mailto:", "tel:", "#")
_SHOWN: Final = frozenset({"1", "true", "on"})
_DRIVE = re.compile(rb":/(?<=[^A-Za-z][A-Za-z]:/)")
"""`C:/` and its like. It starts with what is rare, so that a long part is searched in no time."""
_USUAL_WORD = re.compile(r"[a-z][A-Za-z0-9]{0,15}")
_QUICK_TO_SEARCH: Final = 256 * 1024
"""Bytes up to which a part is searched for marks in less time than a tree of it is made."""
_MOST_KEPT: Final = 8 * 1024 * 1024
"""Bytes of XML whose trees are kept for a second question: a tree takes ten times as much memory."""
_MOST_CELLS: Final = 5_000


def office_values(
    data: bytes, *, keep_notes: bool = False, keep_hidden_slides: bool = False, limits: Limits | None = None
) -> HiddenValues:
    """The hidden values of a file, and its visible words. What cannot be read is passed over: it is not copied."""
    values = HiddenValues()
    gatherer = _Gatherer(values, limits or Limits(), keep_notes, keep_hidden_slides)
    gatherer.gather(data)
    values.given |= {given.strip().casefold() for given in gatherer.given}
    return values


def media_values(data: bytes) -> HiddenValues:
    """What a picture or a recording says beside what is seen and heard."""
    return HiddenValues(names=told_by_media(data))


class _Gatherer:
    """Collects from one file and from the files inside it."""

    def __init__(self, values: HiddenValues, limits: Limits, keep_notes: bool, keep_hidden_slides: bool) -> None:
        self.given: set[str] = set()
        self._values = values
        self._limits = limits
        self._keep_notes = keep_notes
        self._keep_hidden_slides = keep_hidden_slides
        self._budget = limits.inflated_bytes
        self._kept = 0
        self._known: set[tuple[object, ...]] = set()

    def gather(self, data: bytes, *, is_inside: bool = False) -> None:
        """Everything one zip tells."""
        try:
            archive = Zip(data)
            self._values.names.update(runs_in(archive.comment))
            for member in archive.members:
                if member.comment:
                    self._values.names.update(runs_in(member.comment))
                mark = _mark(archive, member) if is_inside else None
                if mark in self._known:
                    continue
                content = archive.read(member, self._budget)
                self._budget -= len(content)
                if self._budget < 0:
                    return
                self._look(member.filename, content, is_inside, partial(archive.read, member, len(content)))
                if mark is not None:
                    self._known.add(mark)
        except UNREADABLE:
            return

    def _look(self, name: str, content: bytes, is_inside: bool, again: Callable[[], bytes]) -> None:
        lower = name.casefold()
        if content.startswith(ZIP_HEAD):
            self.gather(content, is_inside=True)
        elif lower.endswith((".xml", ".rels", ".vml")):
            self._look_at_xml(lower, content, is_inside, again)
        elif "printersettings" in lower or lower.endswith(".bin"):
            self._values.names.update(runs_in(content, shortest=12))
        else:
            self._values.names.update(told_by_media(content))

    def _look_at_xml(self, name: str, content: bytes, is_inside: bool, again: Callable[[], bytes]) -> None:
        may_hold_path = _may_hold_path(content)
        if not may_hold_path and _tells_nothing(name, content, is_inside):
            return
        if not may_hold_path and not is_inside and self._shows_all_it_says(name, content):
            self._values.seen_later.append(partial(_seen_in, name, again, self._limits))
            return
        try:
            root = parse_xml(content, part=name, limits=self._limits)
        except FileRefused:
            return
        names = self._values.names
        for value in _all_values(root) if may_hold_path else ():
            for path in _PATH.findall(value):
                names.add(path)
                names.update(_USER_IN_PATH.findall(path))
        if name.endswith(".rels"):
            names.update(_targets(root, public=False))
            self._values.seen.extend(_targets(root, public=True))
        elif "docprops/app" in name:
            names.update(one.text or "" for one in root.iter() if local_name(one) in _PROPERTIES)
        elif _TOLD_IN_FULL.search(name):
            told = told_in_words(root) if is_of_word(root) else _all_values(root)
            self._values.sentences.update(one for one in told if not one.startswith("http://"))
            names.update(one for one in _all_values(root) if not one.startswith("http://") and "core" in name)
            if is_of_word(root):
                self._look_at_attributes(root, content)
            names.update(str(value) for one in root.iter() for key, value in one.attrib.items() if _is_person(str(key)))
        elif is_inside and ("sharedstrings" in name or "/worksheets/" in name):
            cells = [one.text or "" for one in root.iter() if local_name(one) == "t"]
            self._values.sentences.update(cells[:_MOST_CELLS])
        elif not is_inside:
            self._look_at_words(name, root, content, again)

    def _look_at_attributes(self, root: etree._Element, content: bytes) -> None:
        """Fonts and styles, so that nobody is taken for one; settings that tell something; who did what."""
        if local_name(root) == "styles":
            self.given.update(styles_given(root))
        for element in root.iter(*_SETTINGS):
            told = (value for key, value in element.attrib.items() if not str(key).endswith(_RELATED))
            self._values.names.update(map(str, told))
        if b"\0" not in content and not any(mark in content for mark in _ATTRIBUTES_TOLD):
            return
        for element in root.iter():
            attributes = element.attrib
            if not attributes:
                continue
            if "typeface" in attributes:
                self.given.add(str(attributes["typeface"]))
            if local_name(element) == "rFonts":
                self.given.update(map(str, attributes.values()))
            self._values.names.update(str(value) for key, value in attributes.items() if _is_person(str(key)))

    def _shows_all_it_says(self, name: str, content: bytes) -> bool:
        """Whether a part need not be parsed: a page in whose bytes stands nothing that any of this looks for."""
        is_no_page = (
            name.endswith((".rels", "/styles.xml")) or "docprops/app" in name or _TOLD_IN_FULL.search(name) is not None
        )
        if is_no_page or len(content) > _QUICK_TO_SEARCH:
            return False
        if ("/notesslides/" in name and not self._keep_notes) or ("/slides/" in name and b"show" in content):
            return False
        return not any(mark in content for mark in _MARKS)

    def _seen_on(
        self, name: str, root: etree._Element, content: bytes, again: Callable[[], bytes]
    ) -> Callable[[], Iterable[str]]:
        """What gives the words that are seen of a part: from its tree, unless the trees that are kept are many."""
        self._kept += len(content)
        if self._kept > _MOST_KEPT:
            return partial(_seen_in, name, again, self._limits)
        return lambda: _seen_words(root, _switched_off(root))

    def _look_at_words(self, name: str, root: etree._Element, content: bytes, again: Callable[[], bytes]) -> None:
        values = self._values
        self._look_at_attributes(root, content)
        if _shows_no_page(name):
            return
        is_hidden = ("/notesslides/" in name and not self._keep_notes) or (
            "/slides/" in name and root.get("show", "1") not in _SHOWN and not self._keep_hidden_slides
        )
        if is_hidden:
            values.sentences.update(_paragraphs(root))
            return
        for shape in _switched_off(root):
            values.sentences.update(_paragraphs(shape))
        values.seen_later.append(self._seen_on(name, root, content, again))
        if name.endswith("/document.xml") or "/header" in name or "/footer" in name or "notes.xml" in name:
            for run in _unseen_runs(root):
                values.sentences.add(run)


def _mark(archive: Zip, member: Member) -> tuple[object, ...]:
    """The same for the same file in two files inside this one: a hundred workbooks behind charts have one look."""
    packed = hashlib.sha256(archive.packed(member)).digest()
    return member.filename, member.method, member.size, packed


def _tells_nothing(name: str, content: bytes, is_inside: bool) -> bool:
    """Whether a part without paths need not be parsed: relationships that all stay inside, the looks of a workbook."""
    if name.endswith(".rels"):
        return b"external" not in content.lower()
    return is_inside and not (_TOLD_INSIDE.search(name) or _TOLD_IN_FULL.search(name))


def _may_hold_path(content: bytes) -> bool:
    """Whether a search of every value for paths is worth while."""
    return (
        b"\\" in content
        or b"\0" in content
        or (b"&" in content and b"&#" in content)
        or b"file:" in content
        or b"/Users/" in content
        or b"/home/" in content
        or _DRIVE.search(content) is not None
    )


def _is_person(key: str) -> bool:
    return key.endswith(_PERSONS)


def _all_values(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if element.text and element.text.strip():
            yield element.text
        yield from (str(value) for value in element.attrib.values() if not _USUAL_WORD.fullmatch(str(value)))


def _targets(root: etree._Element, *, public: bool) -> Iterator[str]:
    """Addresses outside the file: those a reader may follow as they stand, or all others."""
    for arrow in root:
        target = arrow.get("Target", "")
        is_public = target.casefold().startswith(_PUBLIC) and "safelinks." not in target
        if arrow.get("TargetMode", "").casefold() == "external" and is_public == public:
            yield target


def _paragraphs(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter("{*}p"):
        words = "".join(one.text or "" for one in paragraph.iter("{*}t")).strip()
        if words:
            yield words


def _switched_off(root: etree._Element) -> list[etree._Element]:
    return [
        named.getparent().getparent()
        for named in root.iter("{*}cNvPr")
        if named.get("hidden") in _SHOWN and named.getparent() is not None
    ]


def _seen_in(name: str, again: Callable[[], bytes], limits: Limits) -> list[str]:
    """What everybody may read in a part that is read again for this; nothing if it cannot be read."""
    try:
        root = parse_xml(again(), part=name, limits=limits)
    except (FileRefused, *UNREADABLE):
        return []
    return [] if _shows_no_page(name) else list(_seen_words(root, _switched_off(root)))


def _shows_no_page(name: str) -> bool:
    return "handoutmaster" in name or "notesmaster" in name


def _seen_words(root: etree._Element, unseen: list[etree._Element]) -> Iterator[str]:
    """The words of what is not switched off, what describes it, the values of charts, addresses of the web."""
    off = {element for shape in unseen for element in shape.iter()}
    if not off and next(root.iter("{*}vanish"), None) is None:
        yield from _all_paragraphs(root)
    else:
        for paragraph in root.iter("{*}p"):
            if paragraph not in off:
                yield "".join(one.text or "" for one in paragraph.iter("{*}t") if not _is_vanished(one))
    for element in root.iter("{*}v", "{*}cNvPr", "{*}docPr", "{*}attrName", "{*}textpath"):
        if element not in off:
            told = (element.text, element.get("descr"), element.get("title"), element.get("string"))
            yield from (one for one in told if one and not _PATH.search(one))


def _all_paragraphs(root: etree._Element) -> Iterator[str]:
    """The words of each paragraph, in one pass: a long document has twenty thousand.

    A paragraph inside another (a text box) ends the outer one: what is yielded is never more than stands together.
    """
    starts = set(root.iter("{*}p"))
    words: list[str] = []
    for element in root.iter("{*}p", "{*}t"):
        if element not in starts:
            words.append(element.text or "")
        elif words:
            yield "".join(words)
            words = []
    yield "".join(words)


def _is_vanished(text: etree._Element) -> bool:
    run = text.getparent()
    return run is not None and any(_hides(mark) for mark in run.iter("{*}vanish"))


def _hides(mark: etree._Element) -> bool:
    return not any(str(value) in ("0", "false", "off") for value in mark.attrib.values())


def _unseen_runs(root: etree._Element) -> Iterator[str]:
    """Words of a document that are deleted or hidden."""
    for deleted in root.iter("{*}delText", "{*}delInstrText"):
        if deleted.text:
            yield deleted.text
    for mark in filter(_hides, root.iter("{*}vanish")):
        run = next((up for up in mark.iterancestors() if local_name(up) == "r"), None)
        if run is not None:
            yield "".join(one.text or "" for one in run.iter("{*}t"))
