"""An Office file as ECMA-376 part 2 sees it: parts, their content types, and the relationships between them."""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import BinaryIO, Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from media.opc.archive import Archive, Entry
from media.opc.arrows import last_word
from media.opc.limits import Limits
from media.opc.names import is_safe_name
from media.opc.refusals import Damaged
from media.opc.relationship_lists import Line, relationship_lines
from media.opc.type_lists import OF_PART, type_lines
from media.opc.type_lists import Line as TypeLine
from media.opc.xml_parts import parse_xml

_KEPT: Final = 256 * 1024
"""Bytes of what is unpacked first, types and relationships before all: the gate reads them, and then every part."""
CONTENT_TYPES: Final = "[Content_Types].xml"
# How slides name their layouts, notes and pictures (`../media/image1.png`); anything else takes the long way.
_ORDINARY_FOLDER = re.compile(r"[A-Za-z0-9]+(?:/[A-Za-z0-9]+)*")
_ORDINARY_TARGET = re.compile(r"\.\./[A-Za-z0-9]+/[A-Za-z0-9]+\.[A-Za-z0-9]+")
# How presentations name their slides (`slides/slide1.xml`).
_ORDINARY_BELOW = re.compile(r"[A-Za-z0-9]+/[A-Za-z0-9]+\.[A-Za-z0-9]+")


class Relationship(NamedTuple):
    """One arrow from a part (or the package) to another part or to an address outside."""

    id: str
    kind: str
    """The last word of the relationship's type: `slide`, `notesSlide`, `officeDocument`."""
    target: str
    """The part's name inside the package, or the outside address as written."""
    is_external: bool


class Package:
    """Parts by name, their types and relationships. Nothing is read before it is asked for, and all under caps."""

    def __init__(self, file: BinaryIO, limits: Limits | None = None, *, remembers: int = 0) -> None:
        """Read the directory of the file. Raises FileRefused.

        So many bytes of XML `remembers` it with their trees, for those who read the same parts one after another and
        change nothing in them. A tree takes ten times as much memory as its part.
        """
        self.limits = limits or Limits()
        self.archive = Archive(file, self.limits)
        self._by_name = {entry.name.casefold(): entry for entry in self.archive.entries}
        self._kept: dict[str, bytes] = {}
        self._left_to_keep = _KEPT
        self._left_to_remember = remembers
        self._remembered: dict[str, tuple[bytes, etree._Element]] = {}

    def entry(self, name: str) -> Entry | None:
        """The directory's line for a part, found whatever its capitals; None if there is no such part."""
        found = self._by_name.get(name.casefold())
        return self._by_name.get(unquote(name).casefold()) if found is None and "%" in name else found

    def read(self, entry: Entry, *, most: int) -> bytes:
        """The content of an entry. Raises as :meth:`Archive.stream` does. The first that are read are kept."""
        content = self._kept.get(entry.name)
        if content is None or len(content) > most:
            content = self.archive.read(entry, most=most)
            if len(content) <= self._left_to_keep:
                self._left_to_keep -= len(content)
                self._kept[entry.name] = content
        return content

    def xml(self, name: str) -> etree._Element:
        """The root element of a part. Raises Damaged if the part is missing or not well-formed."""
        return self.read_xml(name)[1]

    def read_xml(self, name: str) -> tuple[bytes, etree._Element]:
        """The bytes of a part and its root element. Raises as `xml` does."""
        entry = self.entry(name)
        if entry is None:
            raise Damaged(part=name)
        if entry.name in self._remembered:
            return self._remembered[entry.name]
        content = self.read(entry, most=self.limits.xml_part_bytes)
        root = parse_xml(content, part=entry.name, limits=self.limits)
        if len(content) <= self._left_to_remember:
            self._left_to_remember -= len(content)
            self._remembered[entry.name] = content, root
        return content, root

    def content_type(self, name: str) -> str:
        """The lower-case content type of a part; blank if none is declared."""
        overrides, defaults = self.declared_types
        folded = name.casefold()
        return overrides.get(folded) or defaults.get(folded.rpartition("/")[2].rpartition(".")[2], "")

    def relationships(self, name: str = "") -> dict[str, Relationship]:
        """The relationships of a part (of the package itself without a name) by id; none if it has none.

        Targets that would lead out of the package are left out. Raises Damaged if the list itself cannot be read.
        """
        folder, _, base = name.rpartition("/")
        entry = self.entry(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        if entry is None:
            return {}
        parent = parent_of(folder)
        data = self.read(entry, most=self.limits.xml_part_bytes)
        found = {}
        for line in relationship_lines(data, part=entry.name, limits=self.limits):
            if (one := _relationship(line, folder, parent)) is not None:
                found[one.id] = one
        return found

    def related(self, name: str, kind: str) -> Iterator[str]:
        """The names of the parts of this package that a part points to by relationships of this kind."""
        for one in self.relationships(name).values():
            if one.kind == kind and not one.is_external and self.entry(one.target) is not None:
                yield one.target

    @cached_property
    def main_part(self) -> str:
        """The part the package is about: the presentation, the document. Raises Damaged if there is none."""
        main = next(self.related("", "officeDocument"), None)
        if main is None:
            raise Damaged(part="_rels/.rels")
        return main

    @cached_property
    def declared_types(self) -> tuple[dict[str, str], dict[str, str]]:
        """The lower-case content types of parts by their names, and those of the others by their endings, in lower case."""
        overrides: dict[str, str] = {}
        defaults: dict[str, str] = {}
        for what, name, content_type in self.type_lines():
            if what == OF_PART:
                overrides[name.lstrip("/").casefold()] = content_type.strip().casefold()
            else:
                defaults[name.casefold()] = content_type.strip().casefold()
        return overrides, defaults

    def type_lines(self) -> list[TypeLine]:
        """The list of content types as written. Raises Damaged if it is missing or cannot be read."""
        entry = self.entry(CONTENT_TYPES)
        if entry is None:
            raise Damaged(part=CONTENT_TYPES)
        return type_lines(self.read(entry, most=self.limits.xml_part_bytes), part=entry.name, limits=self.limits)


def _relationship(line: Line, folder: str, parent: str | None) -> Relationship | None:
    """The relationship; None if it would lead out. `parent` is the folder's own folder, if both are ordinary."""
    id, type, target, mode = line
    kind = last_word(type)
    if mode and mode.casefold() == "external":
        return Relationship(id, kind, target, is_external=True)
    if parent is not None and _ORDINARY_BELOW.fullmatch(target):
        path = f"{folder}/{target}"
    else:
        path = in_ordinary_words(target, parent) or _resolved(target, folder)
    return Relationship(id, kind, path, is_external=False) if path else None


def parent_of(folder: str) -> str | None:
    """The folder that an ordinary folder is in; None for one that takes the long way."""
    return folder.rpartition("/")[0] if _ORDINARY_FOLDER.fullmatch(folder) else None


def in_ordinary_words(target: str, parent: str | None) -> str:
    """The part that `../folder/name.xml` means; blank for any target that is not so written."""
    if parent is None or not _ORDINARY_TARGET.fullmatch(target):
        return ""
    return f"{parent}/{target[3:]}" if parent else target[3:]


def _resolved(target: str, folder: str) -> str:
    """The name of the part that a target seen from a folder means; blank if it would lead out of the package."""
    path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
    return path if is_safe_name(path) and ("%" not in path or is_safe_name(unquote(path))) else ""
