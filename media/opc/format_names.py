"""The names of elements and attributes, which are the format's words and nobody's: `ContentType` is on no slide."""

import re
from typing import Final

_DECLARED = re.compile(
    r"""xmlns(?::(\w+))?=["']http://(?:schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.oclc\.org|purl\.org/dc)/"""
)
_TAG = re.compile(r"</?(?:(\w+):)?\w+(\s[^<>]*|/?)>")
_ATTRIBUTE: Final = re.compile(r"""\s+[\w:.-]+=("[^"]*"|'[^']*')""")


def without_names(text: str) -> str:
    """Markup without the names of the Office formats' elements and of their attributes. What these hold stays."""
    known = set(_DECLARED.findall(text))
    if not known:
        return text

    def plain(tag: re.Match[str]) -> str:
        if (tag[1] or "") not in known:
            return tag[0]
        return "<" + _ATTRIBUTE.sub(r" =\1", tag[2]) + ">"

    return _TAG.sub(plain, text)
