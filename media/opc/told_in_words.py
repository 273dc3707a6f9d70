"""What the parts of a Word document say that no page shows: its comments, its building blocks, its styles' names.

Half of what stands in such a part is Word's own: names of styles, settings, enumerated words. Whoever searched a clean
copy for those would find them in every document.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from media.opc.xml_parts import local_name

_WORDS: Final = ("http://schemas.openxmlformats.org/wordprocessingml/", "http://purl.oclc.org/ooxml/wordprocessingml/")
_ENUMERATED = re.compile(r"[a-z][A-Za-z0-9]{0,59}")
_OWN: Final = frozenset({"1", "true", "on"})
_POINT_TO_A_STYLE: Final = frozenset(
    {"pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink"}
)
_NAMED_BY_WORD: Final = frozenset(
    {"lsdException", "compatSetting", "rFonts", "font", "lang", "themeFontLang", "mathFont"}
)


def is_of_word(root: etree._Element) -> bool:
    """Whether a part is written in Word's own markup."""
    return str(root.tag).removeprefix("{").startswith(_WORDS)


def told_in_words(root: etree._Element) -> Iterator[str]:
    """Every text and every value in a part of Word's, but for those that Word itself gives."""
    for element in root.iter():
        if element.text and element.text.strip():
            yield element.text
        is_word = is_of_word(element)
        name = local_name(element)
        if name in _NAMED_BY_WORD or (is_word and name in _POINT_TO_A_STYLE):
            continue
        for value in element.attrib.values():
            if not _ENUMERATED.fullmatch(str(value)):
                yield str(value)


def styles_given(root: etree._Element) -> Iterator[str]:
    """Names of the styles that Word gives, in small letters, with the ids they have in this document and its language.

    They stand in every document of the same program and language, a clean copy too. A style that somebody made is not
    among them.
    """
    for style in root.iter("{*}style", "{*}lsdException"):
        told = {_bare(str(key)): str(value) for key, value in style.attrib.items()}
        if told.get("customStyle") in _OWN:
            continue
        yield from (told[key].casefold() for key in ("styleId", "name") if key in told)
        for named in style.iterchildren("{*}name"):
            yield from (str(value).casefold() for value in named.attrib.values())


def _bare(key: str) -> str:
    """The name of an attribute without its namespace."""
    return key.rpartition("}")[2]
