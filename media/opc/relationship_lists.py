"""A list of relationships as it stands in an Office file: ECMA-376 part 2, 6.5.

A deck has one for every slide and every page of notes. As Office itself and most libraries write them they are read
by their bytes: to make a tree of each takes as long as to make one of the slide.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from media.opc.limits import Limits
from media.opc.xml_parts import local_name, parse_xml

# Nothing that XML would read as anything but itself: no reference, no markup, no letter beyond ASCII, no line end.
PLAIN_VALUE: Final = r'[^"&<\x00-\x1f\x7f-\xff]*+'
# The same in a list that has been found plain: a search for one letter is quicker than one for many.
FOUND_PLAIN: Final = r'([^"]*)'
PLAIN_DECLARATION: Final = (
    r"""(?:<\?xml version=(?:"1\.0"|'1\.0') encoding=(?:"UTF-8"|'UTF-8'|"utf-8")(?: standalone=(?:"yes"|'yes'))? ?\?>"""
    r"""[\r\n]{0,2})?"""
)
_LINE: Final = r'<Relationship Id="{0}" Type="{0}" Target="{0}"(?: TargetMode="{0}")? ?/>'
_LINES: Final = re.compile(_LINE.format(FOUND_PLAIN))
_WHOLE: Final = re.compile(
    rf'{PLAIN_DECLARATION}<Relationships xmlns="http://schemas\.openxmlformats\.org/package/2006/relationships">'
    rf"(?:{_LINE.format(PLAIN_VALUE)})*+</Relationships>[\r\n]{{0,2}}"
)
_LONGEST: Final = 1024 * 1024

Line = tuple[str, str, str, str]
"""Id, type, target and mode of one relationship as written; blank for what it does not say."""


def relationship_lines(data: bytes, *, part: str, limits: Limits) -> list[Line]:
    """The relationships in a part. Raises as :func:`media.opc.xml_parts.parse_xml` does."""
    plain = plain_lines(data, _WHOLE, _LINES)
    return list(_parsed(data, part, limits)) if plain is None else plain


def plain_lines(data: bytes, whole: re.Pattern[str], lines: re.Pattern[str]) -> list[Any] | None:
    """The lines of a list that is written in the usual words from its first byte to its last; None for any other."""
    if len(data) > _LONGEST or not data.isascii():
        return None
    text = data.decode("ascii")
    return None if whole.fullmatch(text) is None else lines.findall(text)


def _parsed(data: bytes, part: str, limits: Limits) -> Iterator[Line]:
    for element in parse_xml(data, part=part, limits=limits):
        if local_name(element) == "Relationship":
            yield (
                element.get("Id", ""),
                element.get("Type", ""),
                element.get("Target", ""),
                element.get("TargetMode", ""),
            )
