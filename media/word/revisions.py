"""A document as its readers see it: changes accepted, hidden words gone, fields without what they would fetch."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from media.opc.allowlist import drop
from media.opc.paths import holds_path, public_address
from media.opc.xml_parts import local_name
from media.word.allowed import W
from media.word.form_fields import holds_words, show, shown_by_field

_UNWRAPPED: Final = frozenset({"ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml"})
_DELETED: Final = frozenset({"del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"})
_OFF: Final = frozenset({"0", "false", "off"})
_FIELDS = re.compile(
    r"PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|TOC|TC|SEQ|STYLEREF|HYPERLINK|SYMBOL|EQ|="
)
_STYLE_NAMED = re.compile(r'^(\s*STYLEREF\s+)(?:"([^"]*)"|([^\s\\"]+))', re.IGNORECASE)
_STYLES_LISTED = re.compile(r'(\\t\s+)"([^"]*)"')
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]*)"')


def accept_changes(root: etree._Element) -> list[str]:
    """Accept every tracked change, and open every envelope that only programs see; the words that were deleted."""
    words = [one.text or "" for one in root.iter(f"{W}delText")]
    for row in [one for one in root.iter(f"{W}tr") if one.find(f"{W}trPr/{W}del") is not None]:
        words.append(words_in(row))
        drop(row)
    for cell in [one for one in root.iter(f"{W}tc") if one.find(f"{W}tcPr/{W}cellDel") is not None]:
        words.append(words_in(cell))
        for paragraph in list(cell.iter(f"{W}r")):
            drop(paragraph)
    _close_deleted_paragraphs(root)
    for element in list(root.iter(*(f"{W}{name}" for name in _DELETED | _UNWRAPPED))):
        parent = element.getparent()
        if parent is None:
            continue
        if local_name(element) in _DELETED:
            if local_name(element) == "moveFrom":
                words.append(words_in(element))
            parent.remove(element)
        else:
            unwrap(element)
    return [word for word in words if word]


def _close_deleted_paragraphs(root: etree._Element) -> None:
    """A paragraph whose end was deleted runs on into the next one."""
    if next(root.iter(f"{W}del"), None) is None:
        return
    for paragraph in [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}rPr/{W}del") is not None]:
        following = paragraph.getnext()
        if following is None or following.tag != f"{W}p":
            continue
        at = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
        for offset, part in enumerate([one for one in paragraph if one.tag != f"{W}pPr"]):
            following.insert(at + offset, part)
        drop(paragraph)


def unwrap(element: etree._Element) -> None:
    """Put what is inside an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def words_in(element: etree._Element) -> str:
    """The words of everything inside, deleted ones too."""
    return "".join(one.text or "" for one in element.iter(f"{W}t", f"{W}delText"))


def hiding_styles(styles: etree._Element) -> frozenset[str]:
    """The styles that hide the words they are given to."""
    hiding = {
        str(style.get(f"{W}styleId")) for style in styles.iter(f"{W}style") if _is_on(style.find(f"{W}rPr/{W}vanish"))
    }
    based = {str(s.get(f"{W}styleId")): str(b.get(f"{W}val")) for s in styles for b in s.iter(f"{W}basedOn")}
    for _ in range(10):
        hiding |= {style for style, base in based.items() if base in hiding}
    return frozenset(hiding)


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF


def drop_hidden_words(root: etree._Element, hiding: frozenset[str]) -> list[str]:
    """Take out words that are set to be hidden, by themselves or by their style; what they were."""
    words = []
    marked = {mark.getparent().getparent() for mark in root.iter(f"{W}vanish") if mark.getparent() is not None}
    for run in [one for one in (root.iter(f"{W}r") if hiding else marked) if one is not None and one.tag == f"{W}r"]:
        if _is_hidden(run, hiding):
            words.append(words_in(run))
            drop(run)
    for row in [one for one in root.iter(f"{W}tr") if _is_on(one.find(f"{W}trPr/{W}hidden"))]:
        words.append(words_in(row))
        drop(row)
    for link in [one for one in root.iter(f"{W}hyperlink") if words and next(one.iter(f"{W}r"), None) is None]:
        drop(link)  # its tooltip would say what it said
    return [word for word in words if word]


def hides_no_words(mark: etree._Element) -> bool:
    """Whether a mark of hiding is on the end of a paragraph or on the number of a list: that says nothing."""
    looks = mark.getparent()
    around = looks.getparent() if looks is not None else None
    return around is not None and local_name(around) in ("pPr", "lvl")


def forget_hiding(root: etree._Element) -> None:
    """Take out the marks that hide words, once the words are gone; those that shape the text stay."""
    for mark in [one for one in root.iter(f"{W}vanish", f"{W}specVanish") if not hides_no_words(one)]:
        drop(mark)


def _is_hidden(run: etree._Element, hiding: frozenset[str]) -> bool:
    own = run.find(f"{W}rPr/{W}vanish")
    if own is not None:
        return _is_on(own)
    style = run.find(f"{W}rPr/{W}rStyle")
    if style is not None and style.get(f"{W}val") in hiding:
        return True
    paragraph = run.getparent()
    marked = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
    return marked is not None and marked.get(f"{W}val") in hiding


def settle_fields(root: etree._Element, bookmarks: dict[str, str], styles: Mapping[str, str]) -> None:
    """Leave fields that number, point and list; of every other keep what it shows and forget what it would fetch.

    `bookmarks` gives each name that something points to a new one that tells nothing; it grows as names are met.
    `styles` gives the names of somebody's own styles, in small letters, their new ones.
    """
    for field in list(root.iter(f"{W}fldSimple")):
        told = field.get(f"{W}instr", "")
        if _may_stay(told):
            field.set(f"{W}instr", _renamed(told, bookmarks, styles))
        else:
            unwrap(field)
    for marks, instructions in list(_fields(root)):
        told = "".join(one.text or "" for one in instructions)
        if _may_stay(told):
            if instructions:
                instructions[0].text = _renamed(told, bookmarks, styles)
            for rest in instructions[1:]:
                drop(rest)
        else:
            shown = shown_by_field(told, marks[0])
            if shown and not holds_words(marks):
                show(shown, marks[0])
            for part in (*marks, *instructions):
                drop(part)


def _fields(root: etree._Element) -> Iterator[tuple[list[etree._Element], list[etree._Element]]]:
    """The marks of each field (begin, separate, end) and its instructions."""
    waiting: list[tuple[list[etree._Element], list[etree._Element], list[bool]]] = []
    for element in list(root.iter(f"{W}fldChar", f"{W}instrText")):
        if element.tag == f"{W}instrText":
            if waiting and not waiting[-1][2]:
                waiting[-1][1].append(element)
            else:
                drop(element)
            continue
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            waiting.append(([element], [], []))
        elif waiting:
            waiting[-1][0].append(element)
            if kind == "separate":
                waiting[-1][2].append(True)
            elif kind == "end":
                marks, instructions, _ = waiting.pop()
                yield marks, instructions
    for marks, instructions, _ in waiting:
        for part in (*marks, *instructions):
            drop(part)


def _may_stay(instruction: str) -> bool:
    kind = (instruction.split() or [""])[0].upper()
    if not _FIELDS.fullmatch(kind) or holds_path(instruction):
        return False
    address = _ADDRESS.search(instruction)
    return address is None or public_address(address[1]) == address[1]


def _renamed(instruction: str, bookmarks: dict[str, str], styles: Mapping[str, str]) -> str:
    """The instruction with new names of the bookmarks and the styles it points to."""
    instruction = _with_styles(instruction, styles)
    words = instruction.split(" ")
    kind = next((word.upper() for word in words if word), "")
    if kind in ("PAGEREF", "REF", "NOTEREF"):
        at = next((n for n, word in enumerate(words) if word and word.upper() != kind), None)
        if at is not None:
            words[at] = new_bookmark(words[at].strip('"'), bookmarks)
        return " ".join(words)
    return re.sub(
        r'(\\[lbo]\s+)"?(_?[A-Za-z]\w*)"?',
        lambda found: f'{found[1]}"{new_bookmark(found[2], bookmarks)}"' if found[1][1] != "o" else found[0],
        instruction,
    )


def _with_styles(instruction: str, styles: Mapping[str, str]) -> str:
    """The instruction with new names of styles: the one that a header repeats, those that a list of contents is made of."""

    def renamed(listed: str) -> str:
        return re.sub(r"[^,;]+", lambda one: styles.get(one[0].strip().casefold(), one[0]), listed)

    kind = (instruction.split() or [""])[0].upper()
    if kind == "STYLEREF":
        return _STYLE_NAMED.sub(lambda found: f'{found[1]}"{renamed(found[2] or found[3])}"', instruction)
    if kind == "TOC":
        return _STYLES_LISTED.sub(lambda found: f'{found[1]}"{renamed(found[2])}"', instruction)
    return instruction


def new_bookmark(name: str, bookmarks: dict[str, str]) -> str:
    """The new name of a bookmark that something points to."""
    return bookmarks.setdefault(name, f"bookmark{len(bookmarks) + 1}")


def settle_bookmarks(roots: Iterable[etree._Element], bookmarks: dict[str, str]) -> None:
    """Give bookmarks their new names; take out those that nothing points to."""
    for root in roots:
        gone = set()
        for start in list(root.iter(f"{W}bookmarkStart")):
            name = bookmarks.get(start.get(f"{W}name", ""))
            if name is None:
                gone.add(start.get(f"{W}id"))
                drop(start)
            else:
                start.set(f"{W}name", name)
        for end in list(root.iter(f"{W}bookmarkEnd")):
            if end.get(f"{W}id") in gone:
                drop(end)
