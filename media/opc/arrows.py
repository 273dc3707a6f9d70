"""The relationships of an Office file that is written: ECMA-376 part 2, 6.5."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ARROWS_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
AS_IT_STANDS: Final = "/%!$&'()*+,;=:@~"
"""What may stand in a relationship's target without being escaped (RFC 3986, 3.3)."""


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
        return self.type.rstrip("/").rpartition("/")[2]


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
            path = quote(posixpath.relpath(f"/{one.target}", f"/{folder}"), safe=AS_IT_STANDS)
            target, mode = f"{path}#{one.fragment}" if one.fragment else path, ""
        attributes = f"Id={quoteattr(one.id)} Type={quoteattr(one.type)} Target={quoteattr(target)}{mode}"
        lines.append(f"<Relationship {attributes}/>")
    return f'{DECLARATION}<Relationships xmlns="{_ARROWS_NAMESPACE}">{"".join(lines)}</Relationships>'.encode()
