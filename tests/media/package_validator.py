"""Finds what is wrong with a deck as a package, with zipfile and lxml alone: nothing of ours is trusted to judge itself.

`problems_of(data)` is a list of sentences, empty for a sound deck. ECMA-376 part 2 for the package, part 1, 19 for decks.
"""

import hashlib
import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
ARROW = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ARROWS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
IMPLICIT = {
    "slideLayout", "slideMaster", "notesSlide", "notesMaster", "theme", "themeOverride", "vmlDrawing", "diagramDrawing",
}  # fmt: skip
WITH_MENTIONS = ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/notesSlides/")
ALONE = ("image/", "video/", "audio/")
FIRST_SLIDE, FIRST_MASTER = 256, 2147483648


@dataclass(frozen=True)
class Link:
    """One relationship."""

    id: str
    kind: str
    target: str
    is_external: bool


class Deck:
    """The members of a zip, their types and relationships, read as the standard says and no better."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = [info.filename for info in self.zip.infolist()]
        self.content = {name: self.zip.read(name) for name in self.names}
        self.parts = [name for name in self.names if name != "[Content_Types].xml" and not name.endswith(".rels")]

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.content[name], etree.XMLParser(resolve_entities=False, load_dtd=False))

    def links(self, source: str) -> list[Link]:
        folder, base = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.content:
            return []
        return [self._link(element, folder) for element in self.xml(name).iter(ARROW)]

    def _link(self, element: etree._Element, folder: str) -> Link:
        target = unquote(element.get("Target").partition("#")[0])
        is_external = element.get("TargetMode") == "External"
        if not is_external:
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            target = posixpath.normpath(path)
        return Link(element.get("Id"), element.get("Type").rpartition("/")[2], target, is_external)

    def target(self, source: str, id: str) -> str:
        return next((link.target for link in self.links(source) if link.id == id), "")


def problems_of(data: bytes) -> list[str]:
    """Everything that is wrong with a deck, in sentences."""
    deck = Deck(data)
    for read_first in (_names, _xml):
        if found := list(read_first(deck)):
            return found
    checks = (_types, _relationships, _reachable, _mentions, _lists, _numbers, _one_each, _twice, _properties)
    return [problem for check in checks for problem in check(deck)]


def _names(deck: Deck) -> Iterator[str]:
    if deck.names[0] != "[Content_Types].xml":
        yield "Content types do not come first."
    for name, count in Counter(name.casefold() for name in deck.names).items():
        if count > 1:
            yield f"{name} is there {count} times."
    for name in deck.names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or name.endswith("/"):
            yield f"{name} is no name for a part."
    for info in deck.zip.infolist():
        if info.extra or info.comment or info.date_time != (1980, 1, 1, 0, 0, 0):
            yield f"{info.filename} says more than it must."


def _xml(deck: Deck) -> Iterator[str]:
    for name, content in deck.content.items():
        if name.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
                yield f"{name} has a document type."
            try:
                deck.xml(name)
            except etree.XMLSyntaxError as error:
                yield f"{name} is not well-formed: {error}"


def _types(deck: Deck) -> Iterator[str]:
    root = deck.xml("[Content_Types].xml")
    overrides = Counter(unquote(line.get("PartName"))[1:] for line in root.iter(f"{TYPES}Override"))
    defaults = Counter(line.get("Extension").lower() for line in root.iter(f"{TYPES}Default"))
    for name, count in (overrides + defaults).items():
        if count > 1:
            yield f"{name} has {count} content types."
    for name in overrides:
        if name not in deck.parts:
            yield f"There is a content type for {name}, which is not there."
    for name in deck.parts:
        if name not in overrides and posixpath.splitext(name)[1][1:].lower() not in defaults:
            yield f"{name} has no content type."
        if content_type(deck, name) in ("application/xml", "application/octet-stream", ARROWS_TYPE):
            yield f"{name} has a content type that says nothing."


def content_type(deck: Deck, name: str) -> str:
    """The type of a part, by its own line or by its ending."""
    root = deck.xml("[Content_Types].xml")
    for line in root.iter(f"{TYPES}Override"):
        if unquote(line.get("PartName")) == f"/{name}":
            return line.get("ContentType")
    ending = posixpath.splitext(name)[1][1:].lower()
    lines = root.iter(f"{TYPES}Default")
    return next((line.get("ContentType") for line in lines if line.get("Extension").lower() == ending), "")


def _relationships(deck: Deck) -> Iterator[str]:
    for name in deck.names:
        if name.endswith(".rels"):
            folder, base = posixpath.split(name)
            source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            if source and source not in deck.parts:
                yield f"{name} belongs to nothing."
    for source in ("", *deck.parts):
        links = deck.links(source)
        for id, count in Counter(link.id for link in links).items():
            if count > 1 or not re.fullmatch(r"[A-Za-z_][\w.-]*", id or ""):
                yield f"{source} has the relationship {id!r} {count} times."
        for link in links:
            if not link.is_external and link.target not in deck.parts:
                yield f"{source} leads to {link.target}, which is not there."


def _reachable(deck: Deck) -> Iterator[str]:
    seen, waiting = set(), [""]
    while waiting:
        for link in deck.links(waiting.pop()):
            if not link.is_external and link.target not in seen and link.target in deck.parts:
                seen.add(link.target)
                waiting.append(link.target)
    for name in deck.parts:
        if name not in seen:
            yield f"Nothing leads to {name}."


def _mentions(deck: Deck) -> Iterator[str]:
    for name in deck.parts:
        if not name.endswith(".xml"):
            continue
        mentioned = set(deck.xml(name).xpath("//@r:*", namespaces={"r": R})) - {""}
        links = deck.links(name)
        for id in mentioned - {link.id for link in links}:
            yield f"{name} mentions {id}, which is no relationship of it."
        if name.startswith(WITH_MENTIONS):
            for link in links:
                is_own = link.kind == "slide" and name.startswith("ppt/notesSlides/")
                if link.id not in mentioned and link.kind not in IMPLICIT and not is_own:
                    yield f"{name} has a relationship {link.id} ({link.kind}) that it never mentions."


def _lists(deck: Deck) -> Iterator[str]:
    main = _main(deck)
    listed = {
        "slide": _listed(deck, main, "sldId"),
        "slideMaster": _listed(deck, main, "sldMasterId"),
        "notesMaster": _listed(deck, main, "notesMasterId"),
    }
    for kind, targets in listed.items():
        related = sorted(link.target for link in deck.links(main) if link.kind == kind)
        if sorted(set(targets)) != related:
            yield f"The presentation lists {targets} and is related to {related}."
    for master in listed["slideMaster"]:
        layouts = _listed(deck, master, "sldLayoutId")
        related = sorted(link.target for link in deck.links(master) if link.kind == "slideLayout")
        if sorted(layouts) != related or not layouts:
            yield f"{master} lists {layouts} and is related to {related}."
        for layout in layouts:
            if [link.target for link in deck.links(layout) if link.kind == "slideMaster"] != [master]:
                yield f"{layout} belongs to another master than {master}."


def _main(deck: Deck) -> str:
    return next(link.target for link in deck.links("") if link.kind == "officeDocument")


def _listed(deck: Deck, source: str, element: str) -> list[str]:
    return [deck.target(source, line.get(f"{{{R}}}id")) for line in deck.xml(source).iter(f"{P}{element}")]


def _numbers(deck: Deck) -> Iterator[str]:
    main = deck.xml(_main(deck))
    slides = [int(line.get("id")) for line in main.iter(f"{P}sldId")]
    looks = [int(line.get("id")) for line in main.iter(f"{P}sldMasterId")]
    for master in _listed(deck, _main(deck), "sldMasterId"):
        looks += [int(line.get("id")) for line in deck.xml(master).iter(f"{P}sldLayoutId")]
    if len(set(slides)) < len(slides) or not all(FIRST_SLIDE <= number < FIRST_MASTER for number in slides):
        yield f"Slides are numbered {slides}."
    if len(set(looks)) < len(looks) or not all(number >= FIRST_MASTER for number in looks):
        yield f"Masters and layouts are numbered {looks}."


def _one_each(deck: Deck) -> Iterator[str]:
    """What there must be one of: a layout for a slide, a theme for a master, a slide for notes."""
    wanted = {
        "ppt/slides/": {"slideLayout": (1, 1), "notesSlide": (0, 1)},
        "ppt/slideLayouts/": {"slideMaster": (1, 1)},
        "ppt/slideMasters/": {"theme": (1, 1)},
        "ppt/notesMasters/": {"theme": (1, 1)},
        "ppt/notesSlides/": {"notesMaster": (1, 1), "slide": (1, None)},
    }
    themes: Counter[str] = Counter()
    for name in deck.parts:
        kinds = Counter(link.kind for link in deck.links(name))
        for folder, counts in wanted.items():
            for kind, (least, most) in counts.items() if name.startswith(folder) else ():
                if kinds[kind] < least or (most is not None and kinds[kind] > most):
                    yield f"{name} has {kinds[kind]} of {kind}."
        if name.startswith(("ppt/slideMasters/", "ppt/notesMasters/")):
            themes.update(link.target for link in deck.links(name) if link.kind == "theme")
    yield from (f"{theme} is the theme of {count} masters." for theme, count in themes.items() if count > 1)
    if sum(name.startswith("ppt/notesMasters/") and name.endswith(".xml") for name in deck.parts) > 1:
        yield "There are two notes masters."
    for name in deck.parts:
        for link in deck.links(name):
            if link.kind == "notesSlide":
                back = [one.target for one in deck.links(link.target) if one.kind == "slide"]
                if name not in back:
                    yield f"{link.target} are the notes of {name} and do not know it."


def _twice(deck: Deck) -> Iterator[str]:
    """Pictures, recordings, themes and masters that are there twice."""
    seen: dict[bytes, str] = {}
    for name in deck.parts:
        is_look = re.match(r"ppt/(theme/theme|slideMasters/slideMaster)\d", name) is not None
        if not is_look and not content_type(deck, name).startswith(ALONE):
            continue
        digest = hashlib.sha256(deck.content[name]).digest()
        if digest in seen:
            yield f"{name} is {seen[digest]} again."
        seen.setdefault(digest, name)


def _properties(deck: Deck) -> Iterator[str]:
    for name in deck.parts:
        if not name.startswith("docProps/"):
            continue
        for element in deck.xml(name):
            if etree.QName(element).localname not in ("title", "language"):
                yield f"{name} says {etree.QName(element).localname}: {element.text}"
