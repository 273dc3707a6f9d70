"""Words written to a .docx file on the house styles, the same bytes every time. Any text is only ever text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from media.opc.editable import EditablePackage
from media.sheets.letters import reads_right_to_left, without_controls
from media.sheets.qr import qr_png
from media.sheets.richtext import Block, Run
from media.word.composing.house_styles import (
    FIRST_LIST,
    HEADER,
    LANGUAGE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PANELS,
    TEXT_WIDTH,
    TINT,
    WIDE_TEXT_WIDTH,
    W,
    numbering_xml,
    settings_xml,
    styles_xml,
)

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
_EMU_PER_MM: Final = 36_000
QR_SIDE_MM: Final = 25
_MAIN: Final = "word/document.xml"
_BREAKS: Final = re.compile(r"(\t|\r\n|[\n\r\x85\u2028\u2029])")
_WEB_ADDRESS: Final = re.compile(r"(?:https?://|mailto:|tel:)[!-~]+\Z", re.IGNORECASE)

Text = str | Sequence[Run]
"""Words in one style, or runs in several."""


@dataclass(frozen=True, kw_only=True)
class DocumentProperties:
    """What the file says of itself. Without `made_at` it has no dates."""

    title: str
    author: str = ""
    made_at: datetime | None = None


class WordDocument:
    """A document being written from top to bottom. Every method adds what it names at the end."""

    def __init__(
        self, properties: DocumentProperties, *, header: str = "", footer: str = "", is_wide: bool = False
    ) -> None:
        """`header` is on every page but the first, `footer` on every page, before its number. A wide page lies on its side."""
        self._properties = properties
        self._is_wide = is_wide
        self._text_width = WIDE_TEXT_WIDTH if is_wide else TEXT_WIDTH
        self._made = EditablePackage()
        self._made.add(_MAIN, b"", f"{_TYPES}document.main+xml")
        self._body: list[str] = []
        self._lists = 0
        self._pictures = 0
        self._ends = self._header_and_footer(header, footer)

    def paragraph(self, text: Text, style: str = "") -> None:
        """Nothing is added for text that is empty."""
        runs = self._runs(text)
        if runs:
            self._body.append(_paragraph(runs, _properties(style, text)))

    def heading(self, text: Text, level: int = 1, *, is_panel: bool = False, new_page: bool = False) -> None:
        """A heading of level 1 to 3. A panel's is numbered; one on a new page begins a part."""
        style = f"Heading{level}"
        self._body.append(
            _paragraph(self._runs(text), _properties(style, text, list_id=PANELS if is_panel else 0, new_page=new_page))
        )

    def bullets(self, items: Iterable[Text]) -> None:
        """A bulleted list."""
        for item in items:
            self.paragraph(item, "ListBullet")

    def numbers(self, items: Iterable[Text]) -> None:
        """A numbered list that begins at 1."""
        self._lists += 1
        for item in items:
            if runs := self._runs(item):
                list_id = FIRST_LIST + self._lists - 1
                self._body.append(_paragraph(runs, _properties("ListNumber", item, list_id=list_id)))

    def blocks(self, blocks: Iterable[Block], *, heading_level: int = 2) -> None:
        """Rich text; its headings are of this level."""
        for block in blocks:
            match block["kind"]:
                case "ul":
                    self.bullets(block["items"])
                case "ol":
                    self.numbers(block["items"])
                case "h":
                    self.heading(block["runs"], heading_level)
                case _:
                    self.paragraph(block["runs"])

    def named(self, name: str, value: Text, style: str = "") -> None:
        """A paragraph that begins with its name in bold."""
        runs = [Run(text=value)] if isinstance(value, str) else list(value)
        self.paragraph([Run(text=f"{name} ", bold=True), *runs], style)

    def picture(self, png: bytes, *, alt: str, name: str, side_mm: float, height_mm: float | None = None) -> None:
        """A picture in a paragraph of its own; square, unless its height is given."""
        self._pictures += 1
        part = self._made.add(f"word/media/picture{self._pictures}.png", png, "image/png")
        id = self._made.relate(_MAIN, f"{_OFFICE}/image", part)
        self._body.append(_paragraph(_picture_xml(self._pictures, id, alt, name, side_mm, height_mm or side_mm)))

    def qr_code(self, address: str) -> None:
        """A code to scan that opens the address."""
        self.picture(qr_png(address), alt=f"QR code that opens {address}", name="QR code", side_mm=QR_SIDE_MM)

    def table(
        self,
        heading: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        widths: Sequence[int],
        says: str,
        least_height: int = 0,
    ) -> None:
        """A table whose first row is marked as its heading. `widths` are shares of the page; `says` is its alt text."""
        columns = [self._text_width * share // sum(widths) for share in widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        height = f'<w:trHeight w:val="{least_height}" w:hRule="atLeast"/>' if least_height else ""
        lines = [self._row(heading, columns, "CellHeading", "<w:cantSplit/><w:tblHeader/>")]
        lines += [self._row(row, columns, "Cell", f"<w:cantSplit/>{height}") for row in rows]
        self._body.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/><w:tblDescription w:val={_attribute(says)}/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>{_paragraph('', _properties('Fact'))}"
        )

    def written(self) -> bytes:
        """The file."""
        upright = f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        wide = f'<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/>'
        page = (
            f"<w:sectPr>{self._ends}{wide if self._is_wide else upright}"
            f'<w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="567" '
            'w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
        )
        body = f"{''.join(self._body)}{page}"
        self._made.replace(_MAIN, f"{HEADER}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>".encode())
        self._made.relate("", f"{_OFFICE}/officeDocument", _MAIN)
        for kind, content in (
            ("styles", styles_xml()),
            ("settings", settings_xml()),
            ("numbering", numbering_xml(self._lists)),
        ):
            self._relate(f"word/{kind}.xml", content, kind)
        core = self._made.add("docProps/core.xml", _core_xml(self._properties), f"{_CORE_TYPE}+xml")
        self._made.relate("", f"{_PACKAGE}/relationships/metadata/core-properties", core)
        out = io.BytesIO()
        self._made.write(out)
        return out.getvalue()

    def _relate(self, name: str, content: bytes, kind: str) -> str:
        self._made.add(name, content, f"{_TYPES}{kind}+xml")
        return self._made.relate(_MAIN, f"{_OFFICE}/{kind}", name)

    def _header_and_footer(self, header: str, footer: str) -> str:
        """Both as parts, and the references to them: the first page has no header, for the title stands there."""
        pages = f"{_run('Page ')}{_field('PAGE')}{_run(' of ')}{_field('NUMPAGES')}"
        parts = {
            "header": f"<w:hdr {_NAMESPACES}>{_paragraph(_run(header), _properties('Header', header))}</w:hdr>",
            "footer": f"<w:ftr {_NAMESPACES}>"
            f"{_paragraph(f'{_run(footer)}<w:r><w:tab/></w:r>{pages}', self._footer_properties())}</w:ftr>",
        }
        ids = {kind: self._relate(f"word/{kind}1.xml", f"{HEADER}{xml}".encode(), kind) for kind, xml in parts.items()}
        return (
            f'<w:headerReference w:type="default" r:id="{ids["header"]}"/>'
            f'<w:footerReference w:type="default" r:id="{ids["footer"]}"/>'
            f'<w:footerReference w:type="first" r:id="{ids["footer"]}"/>'
        )

    def _footer_properties(self) -> str:
        """The page's number stands at the right edge, wherever that is."""
        if not self._is_wide:
            return _properties("Footer")
        tabs = f'<w:tab w:val="clear" w:pos="{TEXT_WIDTH}"/><w:tab w:val="right" w:pos="{self._text_width}"/>'
        return f'<w:pPr><w:pStyle w:val="Footer"/><w:tabs>{tabs}</w:tabs></w:pPr>'

    def _row(self, cells: Sequence[str], columns: Sequence[int], style: str, properties: str) -> str:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>' if style == "CellHeading" else ""
        written = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f"{_paragraph(self._runs(text), _properties(style, text))}</w:tc>"
            for text, width in zip(cells, columns, strict=True)
        )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>"

    def _runs(self, text: Text) -> str:
        if isinstance(text, str):
            return _run(text)
        return "".join(self._linked(run) for run in text)

    def _linked(self, run: Run) -> str:
        url = run.get("url", "")
        if not _WEB_ADDRESS.match(url):
            return _run(run["text"], bold=run.get("bold", False), italic=run.get("italic", False))
        id = self._made.relate(_MAIN, f"{_OFFICE}/hyperlink", url, is_external=True)
        inner = _run(run["text"], bold=run.get("bold", False), italic=run.get("italic", False), style="Hyperlink")
        return f'<w:hyperlink r:id="{id}" w:history="1">{inner}</w:hyperlink>'


_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties"


def link(text: str, url: str = "") -> list[Run]:
    """Words that lead somewhere; an address may stand for itself."""
    return [Run(text=text, url=url or text)]


def plain(text: Text) -> str:
    """The words alone."""
    return text if isinstance(text, str) else "".join(run["text"] for run in text)


def _properties(style: str = "", text: Text = "", *, list_id: int = 0, new_page: bool = False) -> str:
    """A paragraph's own properties, in the order the schema asks for."""
    inner = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("<w:pageBreakBefore/>" if new_page else "")
        + (f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else "")
        + ("<w:bidi/>" if reads_right_to_left(plain(text)) else "")
    )
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def _paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p>{properties}{runs}</w:p>"


def _run(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """The text in one run; nothing for none."""
    content = "".join(_pieces(without_controls(text)))
    if not content:
        return ""
    look = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + ("<w:rtl/>" if reads_right_to_left(text) else "")
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{content}</w:r>"


def _pieces(text: str) -> Iterator[str]:
    """The text with its line breaks and tabs as Word writes them."""
    for piece in _BREAKS.split(text):
        if piece == "\t":
            yield "<w:tab/>"
        elif _BREAKS.fullmatch(piece):
            yield "<w:br/>"
        elif piece:
            yield f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _attribute(text: str) -> str:
    return quoteattr(without_controls(text))


def _picture_xml(number: int, id: str, alt: str, name: str, width_mm: float, height_mm: float) -> str:
    size = f'cx="{round(width_mm * _EMU_PER_MM)}" cy="{round(height_mm * _EMU_PER_MM)}"'
    said = f"name={_attribute(name)} descr={_attribute(alt)}"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" {said}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" {said}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _core_xml(properties: DocumentProperties) -> bytes:
    moment = properties.made_at
    if moment and moment.tzinfo:
        moment = moment.astimezone(UTC)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment:%Y-%m-%dT%H:%M:%SZ}</dcterms:{name}>'
        for name in (("created", "modified") if moment else ())
    )
    title, author = (escape(" ".join(without_controls(text).split())) for text in (properties.title, properties.author))
    creator = f"<dc:creator>{author}</dc:creator>" if author else ""
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>{creator}'
        f"<dc:language>{LANGUAGE}</dc:language>{dates}</cp:coreProperties>"
    ).encode()
