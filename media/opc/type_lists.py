"""The list of content types as it stands in an Office file: ECMA-376 part 2, 7.2.

Each file has one, often longer than a slide. As Office itself and most libraries write it, it is read by its bytes, as
a list of relationships is.
"""

import re
from collections.abc import Iterator
from typing import Final

from media.opc.limits import Limits
from media.opc.relationship_lists import FOUND_PLAIN, PLAIN_DECLARATION, PLAIN_VALUE, plain_lines
from media.opc.xml_parts import local_name, parse_xml

OF_PART, OF_ENDING = "Override PartName", "Default Extension"
_LINE: Final = r'<{0}="{1}" ContentType="{1}" ?/>[ \r\n]*'
_LINES: Final = re.compile(_LINE.format(f"({OF_PART}|{OF_ENDING})", FOUND_PLAIN))
_WHOLE: Final = re.compile(
    rf'{PLAIN_DECLARATION}<Types xmlns="http://schemas\.openxmlformats\.org/package/2006/content-types">[ \r\n]*'
    rf"(?:{_LINE.format(f'(?:{OF_PART}|{OF_ENDING})', PLAIN_VALUE)})*+</Types>[ \r\n]*"
)

Line = tuple[str, str, str]
"""`OF_PART` or `OF_ENDING`, the part's name or the ending, and its content type, as written."""


def type_lines(data: bytes, *, part: str, limits: Limits) -> list[Line]:
    """The content types in a part. Raises as :func:`media.opc.xml_parts.parse_xml` does."""
    plain = plain_lines(data, _WHOLE, _LINES)
    return list(_parsed(data, part, limits)) if plain is None else plain


def _parsed(data: bytes, part: str, limits: Limits) -> Iterator[Line]:
    for element in parse_xml(data, part=part, limits=limits):
        what = local_name(element)
        if what == "Override":
            yield OF_PART, element.get("PartName", ""), element.get("ContentType", "")
        elif what == "Default":
            yield OF_ENDING, element.get("Extension", ""), element.get("ContentType", "")
