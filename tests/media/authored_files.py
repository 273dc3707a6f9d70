"""Files as people make them: with an author, and decks with notes and a hidden slide besides."""

import io
import zipfile

import pikepdf

from tests.media.decks.decks_to_combine import add_slide, empty_deck, saved
from tests.media.sample_files import word_document, zipped

AUTHOR = "Quentin Authorsson"
NOTES = "Whisper this to colleagues"
HIDDEN = "Withheld from viewers"
SHOWN = "What we learned about Maya"
UNSEEN = {AUTHOR, NOTES, HIDDEN}

_CORE = "http://schemas.openxmlformats.org/package/2006"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


def authored_deck(*titles: str) -> bytes:
    """Slides with these titles, the first with notes, and a hidden one at the end."""
    deck = empty_deck()
    deck.core_properties.author = AUTHOR
    for number, title in enumerate(titles or (SHOWN,)):
        add_slide(deck, title, f"The words of {title}", "" if number else NOTES)
    add_slide(deck, HIDDEN)._element.set("show", "0")
    return saved(deck)


def plain_deck(*slides: tuple[str, str]) -> bytes:
    """Slides of a title and a text each, and nothing unseen that a test would look for."""
    deck = empty_deck()
    for title, text in slides:
        add_slide(deck, title, text)
    return saved(deck)


def authored_word_document() -> bytes:
    """A Word document whose properties name its author."""
    with zipfile.ZipFile(io.BytesIO(word_document())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = f"{_CORE}/relationships/metadata/core-properties"
    arrow = f'<Relationship Id="rId9" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", arrow.encode())
    override = f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    author = f'<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{AUTHOR}</dc:creator>'
    core = f'<cp:coreProperties xmlns:cp="{_CORE}/metadata/core-properties">{author}</cp:coreProperties>'
    return zipped(parts | {"docProps/core.xml": core.encode()})


def authored_pdf() -> bytes:
    """A PDF of one page whose information names its author."""
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Author"] = AUTHOR
        pdf.save(buffer)
    return buffer.getvalue()
