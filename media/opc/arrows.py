"""The relationships of an Office file that is written: ECMA-376 part 2, 6.5."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from media.opc.xml_writing import quoted

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ARROWS_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
AS_IT_STANDS: Final = "/%!$&'()*+,;=:@~"
"""What may stand in a relationship's target without being escaped (RFC 3986, 3.3)."""
_ORDINARY: Final = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*(?:\.[A-Za-z0-9]+)?")
_NEEDS_NO_ESCAPE: Final = re.compile(r"[A-Za-z0-9_./:#?=-]*")


@dataclass(frozen=True, slots=True)
class Arrow:
    """One relationship, as it will be written."""

    id: str
    type: str
    """The whole type: an address that begins with http."""
    target: str
    """The part's name inside the package; outside, the address as written."""
    is_external: bool = False
    fragment: str = ""
    """What followed a `#` in the target of an internal one."""

    @property
    def kind(self) -> str:
        """The last word of the type: `slide`, `notesSlide`, `officeDocument`."""
        return last_word(self.type)


@lru_cache(maxsize=256)
def last_word(type: str) -> str:
    """The last word of a relationship's type."""
    return type.rstrip("/").rpartition("/")[2]


def arrows_name(source: str) -> str:
    """The name of the part that lists the relationships of another, or of the package itself."""
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def arrows_xml(source: str, arrows: Mapping[str, Arrow]) -> bytes:
    """The list of a part's relationships, as it is written."""
    folder = posixpath.dirname(source)
    lines = []
    for one in arrows.values():
        if one.is_external:
            target, mode = one.target, ' TargetMode="External"'
        else:
            path = _seen_from(folder, one.target)
            target, mode = f"{path}#{one.fragment}" if one.fragment else path, ""
        lines.append(f"<Relationship Id={_quoted(one.id)} Type={_quoted(one.type)} Target={_quoted(target)}{mode}/>")
    return f'{DECLARATION}<Relationships xmlns="{_ARROWS_NAMESPACE}">{"".join(lines)}</Relationships>'.encode()


def _seen_from(folder: str, target: str) -> str:
    """How a part in a folder names another. Most are a neighbour, or in the folder beside its own."""
    above = folder.rpartition("/")[0]
    if _ORDINARY.fullmatch(target) and _ORDINARY.fullmatch(folder):
        if target.startswith(f"{folder}/"):
            return target[len(folder) + 1 :]
        if above and target.startswith(f"{above}/"):
            return f"..{target[len(above) :]}"
    return quote(posixpath.relpath(f"/{target}", f"/{folder}"), safe=AS_IT_STANDS)


def _quoted(value: str) -> str:
    return f'"{value}"' if _NEEDS_NO_ESCAPE.fullmatch(value) else quoted(value)
