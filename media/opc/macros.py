"""Macros: small programs inside an Office file. What they look like, and how a deck is rid of them.

[MS-OFFMACRO2] 2.2, https://learn.microsoft.com/openspecs/office_standards/ms-offmacro2
"""

from functools import lru_cache
from typing import Final

from media.opc.editable import EditablePackage
from media.opc.refusals import Macros

RELATIONSHIPS: Final = frozenset({"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"})
"""The last words, lower-case, of the relationship types that lead to a macro."""
_MARKS: Final = (b"vbaproject.bin", "_vba_project".encode("utf-16-le"))
LONGEST_MARK: Final = max(map(len, _MARKS))
_NAMES: Final = frozenset({"vbaproject.bin", "vbadata.xml"})
_NAME_ENDS: Final = tuple(_NAMES)
_PART_TYPES: Final = frozenset({"application/vnd.ms-office.vbaproject", "application/vnd.ms-word.vbadata+xml"})
_MACRO_DECK: Final = "application/vnd.ms-powerpoint."
_PLAIN_DECK: Final = "application/vnd.openxmlformats-officedocument.presentationml."
_MACRO_DECK_TYPES: Final = {
    f"{_MACRO_DECK}{what}.macroenabled.main+xml": f"{_PLAIN_DECK}{what}.main+xml"
    for what in ("presentation", "slideshow", "template")
}


def is_macro_part(name: str, content_type: str) -> bool:
    """Whether a part is a macro, or what belongs to one, by its name or its content type."""
    return has_macro_name(name) or _is_macro_type(content_type)


def has_macro_name(name: str) -> bool:
    """Whether a part has the name that macros, or what belongs to them, always have."""
    return name.casefold().endswith(_NAME_ENDS) and name.rpartition("/")[2].casefold() in _NAMES


@lru_cache(maxsize=256)
def _is_macro_type(content_type: str) -> bool:
    folded = content_type.casefold()
    return "vbaproject" in folded or folded in _PART_TYPES


@lru_cache(maxsize=256)
def holds_macros(content_type: str) -> bool:
    """Whether a content type is that of a document made to hold macros."""
    return "macroenabled" in content_type.casefold()


def has_macro_mark(data: bytes) -> bool:
    """Whether a file inside the file names a macro project: in a zip's directory, or in an OLE one."""
    lower = data.lower()
    return any(mark in lower for mark in _MARKS)


def plain_type(content_type: str) -> str:
    """The content type of a deck without macros, for that of one with; any other type as it is."""
    return _MACRO_DECK_TYPES.get(content_type.casefold(), content_type)


def is_macro_deck_type(content_type: str) -> bool:
    """Whether a main part's type says: a deck, a show or a template, with macros."""
    return content_type.casefold() in _MACRO_DECK_TYPES


def drop_macros(package: EditablePackage) -> tuple[str, ...]:
    """Take the macros out of a deck, with the relationships that lead to them; the names of the parts, sorted.

    The deck is of the plain type afterwards. Raises Macros if a part made to hold macros is no deck.
    """
    macros = {name for name in package.names if is_macro_part(name, package.content_type(name))}
    for source in ("", *package.names):
        for one in package.arrows(source).values():
            if one.kind.casefold() in RELATIONSHIPS:
                package.unrelate(source, one.id)
                macros |= {one.target} & set(package.names)
    dropped = tuple(sorted(macros))
    for name in dropped:
        package.remove(name)
    for name in package.names:
        content_type = package.content_type(name)
        if holds_macros(content_type):
            if not is_macro_deck_type(content_type):
                raise Macros(part=name)
            package.replace(name, package.read(name), plain_type(content_type))
    package.drop_dangling()
    return dropped
