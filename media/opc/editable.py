"""An Office file that can be changed and written again: the same parts give the same bytes.

ECMA-376 part 2: parts and their names (6.2), content types (6.2.3 and 7.3.7), relationships (6.5), the zip (7.3).
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, Final, Self
from urllib.parse import quote, unquote

from lxml import etree

from media.opc.archive import Entry
from media.opc.arrows import AS_IT_STANDS, DECLARATION, Arrow, arrows_name, arrows_xml
from media.opc.limits import Limits
from media.opc.names import is_safe_name
from media.opc.package import CONTENT_TYPES, Package, in_ordinary_words, parent_of
from media.opc.refusals import Damaged
from media.opc.relationship_lists import Line, relationship_lines
from media.opc.type_lists import OF_PART
from media.opc.xml_parts import parse_xml
from media.opc.xml_writing import quoted
from media.opc.zip_writing import write_zip

__all__ = ["Arrow", "EditablePackage"]

_RELATIONSHIPS_PART = re.compile(r"^(?:(?P<folder>.+)/)?_rels/(?P<base>[^/]*)\.rels$", re.IGNORECASE)
_TYPES_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_ARROWS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_UNKNOWN_TYPE: Final = "application/octet-stream"
_MOST_LOOKED_AT: Final = 8 * 1024 * 1024
"""Bytes of XML whose trees are remembered for the next who looks: a tree takes ten times as much memory."""
_MOST_UNPACKED: Final = 8 * 1024 * 1024
"""Bytes of small parts that are kept unpacked for the next who reads."""
_SMALL: Final = 256 * 1024
_PACKED_ALREADY: Final = frozenset(
    {"png", "jpg", "jpeg", "jpe", "gif", "webp", "mp4", "m4v", "m4a", "mp3", "mov", "ogg", "webm", "wmv", "zip"}
)


class EditablePackage:
    """Parts by name, in no order that matters, with their types and relationships.

    Names are told apart as Office tells them: without regard to capitals. `""` names the package itself wherever a
    relationship starts.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """A package with nothing in it."""
        self.limits = limits or Limits()
        self._source: Package | None = None
        self._parts: dict[str, bytes | Entry | Callable[[], bytes]] = {}
        self._types: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._arrows: dict[str, dict[str, Arrow]] = {}
        self._unread_arrows: dict[str, Entry] = {}
        self._ids: dict[str, dict[tuple[str, str, bool], str]] = {}
        """The ids of arrows without a fragment, for `relate`: a presentation has one to each of its slides."""
        self._last_id: dict[str, int] = {}
        self._last_number: dict[str, int] = {}
        self._looked_at: dict[str, etree._Element] = {}
        self._bytes_looked_at = 0
        self._bytes_unpacked = 0

    @classmethod
    def of(cls, package: Package) -> Self:
        """A package with the parts of another, each read when it is first asked for, under that one's caps.

        Folders, relationships of parts that are not there and ones that lead out of the package are left behind.
        Raises FileRefused.
        """
        made = cls(package.limits)
        made._source = package
        overrides, defaults = _declared_types(package)
        for entry in package.archive.entries:
            found = _RELATIONSHIPS_PART.match(entry.name)
            if found:
                made._unread_arrows[posixpath.join(found["folder"] or "", found["base"]).casefold()] = entry
            elif not entry.is_folder and entry.name.casefold() != CONTENT_TYPES.casefold():
                folded = entry.name.casefold()
                made._parts[entry.name] = entry
                made._names[folded] = entry.name
                made._types[entry.name] = overrides.get(folded) or defaults.get(_ending(entry.name), "")
        return made

    @classmethod
    def opened(cls, file: BinaryIO, limits: Limits | None = None) -> Self:
        """The package in a file, which must stay open while parts are still read from it. Raises FileRefused."""
        return cls.of(Package(file, limits))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, sorted; relationships and content types are no parts here."""
        return tuple(sorted(self._parts))

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def content_type(self, name: str) -> str:
        """The type of a part as it was declared; blank if it never was."""
        return self._types[self._named(name)]

    def read(self, name: str) -> bytes:
        """The content of a part. Raises Damaged if there is no such part, FileRefused if it cannot be read."""
        name = self._named(name)
        found = self._parts[name]
        if isinstance(found, bytes):
            return found
        if not isinstance(found, Entry):
            return found()
        content = self._unpacked(found)
        if len(content) <= min(_SMALL, _MOST_UNPACKED - self._bytes_unpacked):
            self._bytes_unpacked += len(content)
            self._parts[name] = content
        return content

    def xml(self, name: str) -> etree._Element:
        """The root element of a part, the caller's own to change. Raises FileRefused."""
        looked_at = self._looked_at.pop(self._named(name), None)
        return parse_xml(self.read(name), part=name, limits=self.limits) if looked_at is None else looked_at

    def look(self, name: str) -> etree._Element:
        """The root element of a part, not to be changed: the next who asks may get the same. Raises FileRefused."""
        name = self._named(name)
        found = self._looked_at.get(name)
        if found is None:
            content = self.read(name)
            found = parse_xml(content, part=name, limits=self.limits)
            self._remember(name, found, len(content))
        return found

    def _remember(self, name: str, root: etree._Element, length: int) -> None:
        self._bytes_looked_at += length
        if self._bytes_looked_at <= _MOST_LOOKED_AT:
            self._looked_at[name] = root

    def add(self, name: str, content: bytes, content_type: str) -> str:
        """Put a new part in, and say under which name. Raises ValueError if the name is taken."""
        if name in self:
            raise ValueError(f"There is a part called {name} already.")
        self._parts[name], self._types[name], self._names[name.casefold()] = content, content_type, name
        return name

    def add_unread(self, name: str, read: Callable[[], bytes], content_type: str) -> str:
        """As `add`, for a part too large to be held: `read` gives its content each time it is asked for."""
        self.add(name, b"", content_type)
        self._parts[name] = read
        return name

    def replace(self, name: str, content: bytes, content_type: str = "", *, root: etree._Element | None = None) -> None:
        """Give a part other content, and another type if one is named.

        `root` is what the content was written from, for those who look: whoever gives it changes it no more.
        """
        name = self._named(name)
        self._looked_at.pop(name, None)
        self._parts[name] = content
        if root is not None:
            self._remember(name, root, len(content))
        self._types[name] = content_type or self._types[name]

    def remove(self, name: str) -> None:
        """Take a part out with the relationships that start from it. Ones that lead to it stay: see `drop_dangling`."""
        name = self._named(name)
        self._looked_at.pop(name, None)
        del self._parts[name], self._types[name], self._names[name.casefold()]
        self._arrows.pop(name, None)
        self._ids.pop(name, None)
        self._unread_arrows.pop(name.casefold(), None)

    def rename(self, names: Mapping[str, str]) -> None:
        """Give parts new names, all at once; every relationship follows. Raises ValueError if two would be the same."""
        everywhere = {name: self.arrows(name) for name in ("", *self._parts)}
        self._ids.clear()
        self._looked_at.clear()
        new = {name: names.get(name, name) for name in self._parts}
        if len({name.casefold() for name in new.values()}) < len(new):
            raise ValueError("Two parts would have the same name.")
        self._parts = {new[name]: content for name, content in self._parts.items()}
        self._types = {new[name]: content_type for name, content_type in self._types.items()}
        self._names = {name.casefold(): name for name in self._parts}
        self._last_id = {new.get(name, name): last for name, last in self._last_id.items()}
        self._arrows = {
            new.get(source, source): {
                one.id: one if one.is_external else replace(one, target=new.get(one.target, one.target))
                for one in arrows.values()
            }
            for source, arrows in everywhere.items()
        }

    def unused_name(self, pattern: str) -> str:
        """The next free name of a pattern such as `ppt/slides/slide{}.xml`, counting from 1. None is given out twice."""
        number = self._last_number.get(pattern, 0) + 1
        while pattern.format(number) in self:
            number += 1
        self._last_number[pattern] = number
        return pattern.format(number)

    def arrows(self, source: str = "") -> dict[str, Arrow]:
        """The relationships that start from a part (from the package itself without a name), by id.

        A copy: change them with `relate`, `unrelate` and `set_arrows`. Raises FileRefused if they cannot be read.
        """
        return dict(self._arrows_of(source))

    def set_arrows(self, source: str, arrows: Mapping[str, Arrow]) -> None:
        """Give a part these relationships and no others."""
        self._arrows_of(source)
        source = self._start(source)
        self._ids.pop(source, None)
        self._arrows[source] = dict(arrows)

    def relate(self, source: str, type: str, target: str, *, is_external: bool = False) -> str:
        """Add a relationship and say its id; the id of the one that is there already if it is the same."""
        arrows = self._arrows_of(source)
        source = self._start(source)
        ids = self._ids.get(source)
        if ids is None:
            ids = self._ids[source] = {}
            for one in arrows.values():
                if not one.fragment:
                    ids.setdefault((one.type, one.target, one.is_external), one.id)
        known = ids.get((type, target, is_external))
        if known is not None:
            return known
        number = self._last_id.get(source, 0) + 1
        while f"rId{number}" in arrows:
            number += 1
        self._last_id[source] = number
        ids[type, target, is_external] = f"rId{number}"
        arrows[f"rId{number}"] = Arrow(f"rId{number}", type, target, is_external)
        return f"rId{number}"

    def unrelate(self, source: str, id: str) -> None:
        """Take a relationship away, if it is there."""
        self._ids.pop(self._start(source), None)
        self._arrows_of(source).pop(id, None)

    def related(self, source: str, kind: str) -> Iterator[str]:
        """The names of the parts that a part points to by relationships of this kind."""
        for one in list(self._arrows_of(source).values()):
            if one.kind == kind and not one.is_external and one.target in self:
                yield one.target

    @property
    def main_part(self) -> str:
        """The part the package is about: the presentation, the document. Raises Damaged if there is none."""
        main = next(self.related("", "officeDocument"), None)
        if main is None:
            raise Damaged(part="_rels/.rels")
        return main

    def reachable(self) -> set[str]:
        """The names of the parts that relationships lead to, step by step, from the package."""
        found: set[str] = set()
        waiting = [""]
        while waiting:
            for one in self._arrows_of(waiting.pop()).values():
                if not one.is_external and one.target in self and one.target not in found:
                    found.add(one.target)
                    waiting.append(one.target)
        return found

    def drop_unreachable(self) -> tuple[str, ...]:
        """Take out every part that no relationship leads to; their names, sorted."""
        unreachable = tuple(sorted(set(self._parts) - self.reachable()))
        for name in unreachable:
            self.remove(name)
        return unreachable

    def drop_dangling(self) -> None:
        """Take away the relationships that lead to no part. What mentions their ids is the caller's to mend."""
        self._ids.clear()
        for source in ("", *self._parts):
            arrows = self._arrows_of(source)
            self._arrows[source] = {one.id: one for one in arrows.values() if one.is_external or one.target in self}

    def write(self, out: BinaryIO) -> None:
        """Write the package as a zip: content types first, the package's relationships second, the rest by name.

        Every member has the same date, no comment and no extra field, so the same parts give the same bytes. `out`
        must be seekable and empty. Raises FileRefused if a part that was not read yet cannot be.
        """
        write_zip(out, self._members())

    def _members(self) -> Iterator[tuple[str, bytes, bool]]:
        """Name and content of every file of the zip in their order, and whether it is packed."""
        yield CONTENT_TYPES, self._content_types_xml(), True
        yield "_rels/.rels", arrows_xml("", self._arrows_of("")), True
        sources = {arrows_name(name): name for name in self._parts if self._arrows_of(name)}
        for member in sorted([*self._parts, *sources]):
            source = sources.get(member)
            if source is None:
                yield member, self.read(member), _ending(member) not in _PACKED_ALREADY
            else:
                yield member, arrows_xml(source, self._arrows_of(source)), True

    def _named(self, name: str) -> str:
        try:
            return self._names[name.casefold()]
        except KeyError:
            raise Damaged(part=name) from None

    def _unpacked(self, entry: Entry) -> bytes:
        if self._source is None:
            raise Damaged(part=entry.name)
        is_xml = _ending(entry.name) in ("xml", "rels", "vml")
        return self._source.archive.read(entry, most=self.limits.xml_part_bytes if is_xml else self.limits.part_bytes)

    def _start(self, source: str) -> str:
        """Where relationships start: a part's name as it stands in the package, or the package itself."""
        return self._named(source) if source else ""

    def _arrows_of(self, source: str) -> dict[str, Arrow]:
        source = self._start(source)
        if source not in self._arrows:
            entry = self._unread_arrows.pop(source.casefold(), None)
            self._arrows[source] = {} if entry is None else self._read_arrows(source, entry)
        return self._arrows[source]

    def _read_arrows(self, source: str, entry: Entry) -> dict[str, Arrow]:
        folder = posixpath.dirname(source)
        lines = relationship_lines(self._unpacked(entry), part=entry.name, limits=self.limits)
        parent = parent_of(folder)
        arrows = (self._arrow(line, folder, parent) for line in lines)
        return {one.id: one for one in arrows if one is not None}

    def _arrow(self, line: Line, folder: str, parent: str | None) -> Arrow | None:
        id, type, target, mode = line
        if mode.casefold() == "external":
            return Arrow(id, type, target, is_external=True)
        if path := in_ordinary_words(target, parent):
            return Arrow(id, type, self._names.get(path.casefold(), path))
        target, _, fragment = target.partition("#")
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
        if not (is_safe_name(path) and is_safe_name(unquote(path))):
            return None
        name = self._names.get(path.casefold()) or self._names.get(unquote(path).casefold()) or path
        return Arrow(id, type, name, fragment=fragment)

    def _content_types_xml(self) -> bytes:
        """The fewest lines: a default for each ending whose parts are all of one type, an override for the others."""
        by_ending: dict[str, set[str]] = {}
        for name, content_type in self._types.items():
            by_ending.setdefault(_ending(name), set()).add(content_type or _UNKNOWN_TYPE)
        defaults = {ending: types.pop() for ending, types in by_ending.items() if ending and len(types) == 1}
        defaults = {ending: one for ending, one in defaults.items() if ending != "xml"}
        defaults |= {"rels": _ARROWS_TYPE, **({"xml": "application/xml"} if "xml" in by_ending else {})}
        lines = [f"<Default Extension={quoted(e)} ContentType={quoted(t)}/>" for e, t in sorted(defaults.items())]
        for name, content_type in sorted(self._types.items()):
            content_type = content_type or _UNKNOWN_TYPE
            if defaults.get(_ending(name)) != content_type:
                part_name = quote(f"/{name}", safe=AS_IT_STANDS)
                lines.append(f"<Override PartName={quoted(part_name)} ContentType={quoted(content_type)}/>")
        return f'{DECLARATION}<Types xmlns="{_TYPES_NAMESPACE}">{"".join(lines)}</Types>'.encode()


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].lstrip(".").casefold()


def _declared_types(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    """Content types as written, by the part's name and by ending, both lower-case."""
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for what, name, content_type in package.type_lines():
        if what == OF_PART:
            entry = package.entry(name.lstrip("/"))
            overrides[(entry.name if entry else name.lstrip("/")).casefold()] = content_type.strip()
        else:
            defaults[name.casefold()] = content_type.strip()
    return overrides, defaults
