"""Word documents made of what a test names: a body, and whatever parts stand beside it."""

from collections.abc import Mapping

from tests.media.sample_files import zipped
from tests.media.word.canary_document import NAMESPACES, R

_OWN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = {
    "styles": "styles", "settings": "settings", "comments": "comments", "numbering": "numbering", "footnotes": "footnotes",
    "glossaryDocument": "document.glossary", "header": "header", "footer": "footer",
}  # fmt: skip


def part(root: str, inside: str) -> bytes:
    """A part of Word's with everything declared that Word declares."""
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return f"<w:{root} {NAMESPACES} {maths}>{inside}</w:{root}>".encode()


def p(inside: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def document(
    body: str, beside: Mapping[str, tuple[str, str, bytes]] | None = None, extra: Mapping[str, bytes] | None = None
) -> bytes:
    """A document. `beside`: for each relationship's id its kind, target and the part there; `extra`: any other files."""
    parts = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    types = ""
    for kind, target, content in (beside or {}).values():
        if ":" not in target:
            parts[f"word/{target}"] = content
        if kind in _TYPES:
            types += f'<Override PartName="/word/{target}" ContentType="{_OWN}{_TYPES[kind]}+xml"/>'
    parts["word/_rels/document.xml.rels"] = related(
        *((id, kind, target) for id, (kind, target, _) in (beside or {}).items())
    )
    parts["_rels/.rels"] = related(("rId1", "officeDocument", "word/document.xml"))
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/>'
        '<Default Extension="gif" ContentType="image/gif"/><Override PartName="/word/document.xml" '
        f'ContentType="{_OWN}document.main+xml"/>{types}</Types>'
    ).encode()
    return zipped({**parts, **(extra or {})})


def related(*lines: tuple[str, str, str]) -> bytes:
    """A list of relationships: id, kind, target; one that leads outside has a colon in it."""
    written = "".join(
        f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for id, kind, target in lines
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'
    ).encode()
