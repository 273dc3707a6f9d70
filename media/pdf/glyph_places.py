"""Where on a page of a PDF each of its letters lies. ISO 32000-2, 9.2 to 9.4.

Which letters they are is not told: that a font of its own numbers need not say.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Rectangle = tuple[float, float, float, float]
"""Left, lower, right and upper edge."""
_SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_ROW: Final = 16.0
_FOOT, _HEAD = 0.05, 0.45
"""How far above its line a letter begins and ends at least, of the font's size. A line through words covers neither."""
_USUAL_WIDTH: Final = 500.0
_SPACE: Final = 32
_MOST_LETTERS: Final = 200_000


def times(one: Matrix, other: Matrix) -> Matrix:
    """First the one, then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """Where a point lies on the page."""
    x, y = point
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


class _Font(NamedTuple):
    """How wide the letters of a font are, in thousandths of its size, by their numbers."""

    widths: dict[int, float]
    other: float = _USUAL_WIDTH
    bytes_a_letter: int = 1


class _Looks(NamedTuple):
    """How words are written."""

    font: _Font = _Font({})
    size: float = 1.0
    between_letters: float = 0.0
    between_words: float = 0.0
    across: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class Words:
    """The letters that a page has shown so far."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Rectangle]] = defaultdict(list)
        self._letters = 0
        self._looks = _Looks()
        self._kept: list[_Looks] = []
        self._line: Matrix = _SAME
        self._here: Matrix = _SAME
        self._fonts: dict[Any, _Font] = {}

    def keep(self) -> None:
        """Remember how words are written, for `restore`."""
        self._kept.append(self._looks)

    def restore(self) -> None:
        """Write as at the last `keep`."""
        self._looks = self._kept.pop() if self._kept else self._looks

    def take_under(self, box: Rectangle) -> int:
        """How many letters lie in a rectangle. They are not counted again."""
        left, low, right, high = box
        if not (left < right and low < high):
            return 0
        found = 0
        for row in [row for row in self._rows if low // _ROW <= row <= high // _ROW]:
            outside = [
                one
                for one in self._rows[row]
                if not (left < one[0] < right and left < one[2] < right and low < one[1] < high and low < one[3] < high)
            ]
            found += len(self._rows[row]) - len(outside)
            self._rows[row] = outside
        return found

    def write(self, name: str, given: Sequence[Any], resources: Any, matrix: Matrix) -> None:
        """Follow one step of painting; one that writes no words changes nothing."""
        if name in ("'", '"', "T*"):
            if name == '"':
                self._looks = self._looks._replace(between_words=float(given[0]), between_letters=float(given[1]))
            self._next_line(0.0, -self._looks.leading)
        if name in ("Tj", "'", '"'):
            self._show(given[-1], matrix)
        elif name == "TJ":
            for piece in given[0]:
                if isinstance(piece, pikepdf.String):
                    self._show(piece, matrix)
                else:
                    self._advance(-float(piece) / 1000 * self._looks.size * self._looks.across)
        elif name in ("Td", "TD"):
            if name == "TD":
                self._looks = self._looks._replace(leading=-float(given[1]))
            self._next_line(float(given[0]), float(given[1]))
        elif name in ("BT", "Tm"):
            a, b, c, d, e, f = (float(one) for one in given) if name == "Tm" else _SAME
            self._line = self._here = (a, b, c, d, e, f)
        elif name in _SETTINGS:
            setting, scale = _SETTINGS[name]
            changed: dict[str, Any] = {setting: float(given[0]) * scale}
            self._looks = self._looks._replace(**changed)
        elif name == "Tf":
            font = resources.get("/Font", {}).get(str(given[0]), pikepdf.Dictionary())
            self._looks = self._looks._replace(font=self._known(font), size=float(given[1]))

    def _known(self, font: Any) -> _Font:
        mark = font.objgen if font.is_indirect else None
        if mark is None or mark not in self._fonts:
            try:
                self._fonts[mark] = _font(font)
            except (pikepdf.PdfError, *_BROKEN):  # its words are drawn all the same, in a font that stands in
                self._fonts[mark] = _Font({})
        return self._fonts[mark]

    def _next_line(self, across: float, down: float) -> None:
        self._line = self._here = times((1.0, 0.0, 0.0, 1.0, across, down), self._line)

    def _advance(self, across: float) -> None:
        self._here = times((1.0, 0.0, 0.0, 1.0, across, 0.0), self._here)

    def _show(self, piece: Any, matrix: Matrix) -> None:
        looks, raw = self._looks, bytes(piece)
        step = looks.font.bytes_a_letter
        for at in range(0, len(raw), step):
            letter = int.from_bytes(raw[at : at + step], "big")
            wide = looks.font.widths.get(letter, looks.font.other) / 1000 * looks.size
            if (step > 1 or letter != _SPACE) and self._letters < _MOST_LETTERS:
                middle = wide / 2 * looks.across
                foot, head = (
                    moved(moved((middle, looks.rise + part * looks.size), self._here), matrix)
                    for part in (_FOOT, _HEAD)
                )
                self._rows[int(foot[1] // _ROW)].append((*foot, *head))
                self._letters += 1
            between = looks.between_letters + (looks.between_words if step == 1 and letter == _SPACE else 0.0)
            self._advance((wide + between) * looks.across)


_BROKEN: Final = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError)
_SETTINGS: Final = {
    "Tc": ("between_letters", 1.0),
    "Tw": ("between_words", 1.0),
    "Tz": ("across", 0.01),
    "TL": ("leading", 1.0),
    "Ts": ("rise", 1.0),
}


def _font(font: Any) -> _Font:
    if str(font.get("/Subtype", "")) == "/Type0":
        inner = font["/DescendantFonts"][0]
        return _Font(_by_number(inner.get("/W", ())), float(inner.get("/DW", 1000)), 2)
    widths = [float(one) for one in font.get("/Widths", ())]
    first = int(font.get("/FirstChar", 0))
    scale = float(font.get("/FontMatrix", (0.001,))[0]) * 1000 if str(font.get("/Subtype", "")) == "/Type3" else 1.0
    return _Font({first + at: wide * scale for at, wide in enumerate(widths)})


def _by_number(listed: Any) -> dict[int, float]:
    """The widths of a font of many letters: `first [wide wide ...]` or `first last wide`, again and again. 9.7.4.3."""
    found: dict[int, float] = {}
    waiting = list(listed)
    at = 0
    while at + 1 < len(waiting) and len(found) < _MOST_LETTERS:
        first = int(waiting[at])
        if isinstance(waiting[at + 1], pikepdf.Array):
            found.update((first + offset, float(wide)) for offset, wide in enumerate(waiting[at + 1]))
            at += 2
        elif at + 2 < len(waiting):
            last = min(int(waiting[at + 1]), first + 65_535)
            found.update(dict.fromkeys(range(first, last + 1), float(waiting[at + 2])))
            at += 3
        else:
            break
    return found
