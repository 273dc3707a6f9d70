"""A list of relationships as it stands in an Office file: ECMA-376 part 2, 6.5.

A deck has one for every slide and every page of notes. As Office itself and most libraries write them they are read
by their bytes: to make a tree of each takes as long as to make one of the slide.
"""

import re
from collections.abc import Iterator
from typing import Final

from media.opc.limits import Limits
from media.opc.xml_parts import local_name, parse_xml

# Nothing that XML would read as anything but itself: no reference, no markup, no letter beyond ASCII, no line end.
_PLAIN: Final = r'[^"&<\x00-\x1f\x7f-\xff]*'
_LINE: Final = r'<Relationship Id="{0}" Type="{0}" Target="{0}"(?: TargetMode="{0}")? ?/>'
_LINES: Final = re.compile(_LINE.format(f"({_PLAIN})"))
_WHOLE: Final = re.compile(
    r"""(?:<\?xml version=(?:"1\.0"|'1\.0') encoding=(?:"UTF-8"|'UTF-8'|"utf-8")(?: standalone=(?:"yes"|'yes'))? ?\?>"""
    r"""[\r\n]{0,2})?<Relationships xmlns="http://schemas\.openxmlformats\.org/package/2006/relationships">"""
    rf"(?:{_LINE.format(_PLAIN)})*</Relationships>[\r\n]{{0,2}}"
)
_LONGEST: Final = 1024 * 1024

Line = tuple[str, str, str, str]
"""Id, type, target and mode of one relationship as written; blank for what it does not say."""


def relationship_lines(data: bytes, *, part: str, limits: Limits) -> list[Line]:
    """The relationships in a part. Raises as :func:`media.opc.xml_parts.parse_xml` does."""
    plain = _plain_lines(data)
    return list(_parsed(data, part, limits)) if plain is None else plain


def _plain_lines(data: bytes) -> list[Line] | None:
    """The lines of a list that is written in the usual words from its first byte to its last; None for any other."""
    if len(data) > _LONGEST or not data.isascii():
        return None
    text = data.decode("ascii")
    return None if _WHOLE.fullmatch(text) is None else _LINES.findall(text)


def _parsed(data: bytes, part: str, limits: Limits) -> Iterator[Line]:
    for element in parse_xml(data, part=part, limits=limits):
        if local_name(element) == "Relationship":
            yield (
                element.get("Id", ""),
                element.get("Type", ""),
                element.get("Target", ""),
                element.get("TargetMode", ""),
            )
