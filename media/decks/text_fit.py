"""How much text a box on a slide holds, so that nothing overflows and nothing is shrunk to fit.

Measured with the letter widths of Calibri (and of Carlito, made to the same widths), rounded to a hundredth of the
letter height. A letter not in the table counts as a full square, so other scripts are measured too wide, never too
narrow. Lengths are in points throughout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

LINE_HEIGHT = 1.22  # of the point size: Calibri's own line spacing
SAFETY = 1.03  # renderers round differently
BOLD_IS_WIDER = 1.03
UNKNOWN_WIDTH = 1.0
ITEM_INDENT = 28.0  # points
# fmt: off
_WIDTHS_IN_HUNDREDTHS = {
    22: "'", 23: " ilìíîï", 24: "j", 25: ",.I·¹ÌÍÎÏ‘’", 27: ":;", 29: "`´", 30: "()f", 31: "-[]{}¸", 32: "J", 33: "!¡³",
    34: "t°²", 35: "r", 39: "/\\s¨¯", 40: "\"zª", 42: "Lcºç“”„'", 43: "x", 45: "vyýÿ", 46: "?FSk|¿", 47: "Zg",
    48: "aàáâãäå", 49: "ETYÈÉÊËÝ", 50: "#*+<=>^_e~¢¤¦§¬±×èéêë÷–•", 51: "$0123456789£¥«®»€", 52: "KPXÞ",
    53: "CbdhnopquÇßðñòóôõöøùúûüþ", 54: "BR", 55: "µ", 57: "V", 58: "AÀÁÂÃÄÅ", 59: "¶", 61: "D", 62: "HÐ", 63: "G",
    64: "U¼ÙÚÛÜ", 65: "NÑ", 66: "OÒÓÔÕÖØ", 67: "Q½", 68: "&¾", 69: "…", 70: "™", 71: "%w", 76: "Æ", 77: "æ", 80: "m",
    83: "©", 85: "M", 89: "@W", 91: "—",
}
# fmt: on
_WIDTHS = {letter: width / 100 for width, letters in _WIDTHS_IN_HUNDREDTHS.items() for letter in letters}
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


@dataclass(frozen=True)
class Line:
    """One paragraph of a slide: an optional bold `lead`, linked to `url` if there is one, then the text.

    An item of a list, in a place whose paragraphs are not all items, has a bullet or a `number` from 1.
    """

    text: str
    lead: str = ""
    url: str = ""
    bullet: bool = False
    number: int = 0

    @property
    def indent(self) -> float:
        """How far in it stands for what is before it, in points."""
        return ITEM_INDENT if self.bullet or self.number else 0.0

    @property
    def whole(self) -> str:
        """Lead and text as they are read."""
        return " ".join(part for part in (self.lead, self.text) if part)


@dataclass(frozen=True)
class TextBox:
    """The room for text in a box, inside its margins, with the indent and gap its paragraphs have."""

    width: float
    height: float
    paragraph_gap: float = 0.0
    indent: float = 0.0

    def lines_of(self, line: Line, size: float) -> int:
        """How many lines a paragraph takes at this size."""
        bold = text_width(line.lead, size) * (BOLD_IS_WIDER - 1)
        return count_lines(line.whole, size, self.width - self.indent - line.indent - bold)

    def height_of(self, lines: Sequence[Line], size: float) -> float:
        """The height of these paragraphs, one under the other."""
        drawn = sum(self.lines_of(line, size) for line in lines) * size * LINE_HEIGHT
        return drawn + self.paragraph_gap * max(0, len(lines) - 1)

    def holds(self, lines: Sequence[Line], size: float) -> bool:
        """True when all of it fits."""
        return self.height_of(lines, size) <= self.height


def text_width(text: str, size: float) -> float:
    """The width of text set on one line in the regular weight."""
    return sum(_width(letter) for letter in text) * size * SAFETY


def count_lines(text: str, size: float, width: float) -> int:
    """How many lines the text takes when it is wrapped at spaces, and inside words too long for a line."""
    lines, used, space = 1, 0.0, text_width(" ", size)
    for word in text.split():
        needed = text_width(word, size)
        if used and used + space + needed <= width:
            used += space + needed
        elif used == 0 and needed <= width:
            used = needed
        else:
            lines += 1 if used else 0
            # a word longer than the line is broken between letters, with less than a letter's width to spare
            extra, used = divmod(needed, max(size, width - size)) if needed > width else (0, needed)
            lines += int(extra)
    return lines


def paginate(lines: Sequence[Line], box: TextBox, size: float) -> list[list[Line]]:
    """The paragraphs dealt out to as many boxes as they need, whole where possible, else split between sentences."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        for piece in _pieces(line, box, size):
            if pages[-1] and not box.holds([*pages[-1], piece], size):
                pages.append([])
            pages[-1].append(piece)
    return pages


def _pieces(line: Line, box: TextBox, size: float) -> Iterator[Line]:
    """The paragraph itself when a box holds it, else the longest parts of it that one does."""
    while not box.holds([line], size):
        head, tail = _broken(line, box, size)
        yield head
        line = tail
    yield line


def _broken(line: Line, box: TextBox, size: float) -> tuple[Line, Line]:
    """The longest beginning that fits and the rest: broken after a sentence, else a word, else a letter."""
    lead = replace(line, text="")
    if line.lead and not box.holds([lead], size):
        line = replace(line, text=line.whole, lead="", url="")
        lead = replace(line, text="")
    for parts in (_SENTENCE_END.split(line.text), line.text.split()):
        kept = _how_many_fit(parts, " ", lead, box, size)
        if kept:
            return replace(lead, text=" ".join(parts[:kept])), Line(" ".join(parts[kept:]))
    if lead.lead:
        return lead, Line(line.text)
    kept = max(1, _how_many_fit(line.text, "", lead, box, size))
    return replace(line, text=line.text[:kept]), Line(line.text[kept:])


def _how_many_fit(parts: Sequence[str], glue: str, lead: Line, box: TextBox, size: float) -> int:
    """The greatest number of leading parts that fit beside the lead; fewer than all of them."""
    low, high = 0, len(parts) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if box.holds([replace(lead, text=glue.join(parts[:middle]))], size):
            low = middle
        else:
            high = middle - 1
    return low if low and box.holds([replace(lead, text=glue.join(parts[:low]))], size) else 0


def _width(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(base, UNKNOWN_WIDTH)
