"""Words of a PDF that lie under a box: nobody sees them, and anybody can copy them out of the file.

A black box drawn over a name takes nothing away. Boxes are told by the order of painting (ISO 32000-2, 8.2): an
opaque upright rectangle, or a mark of the page that is one, that comes after words and lies over them. What a picture
or a box of another form covers is not told: pictures lie over the words of every scanned page that can be searched.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import pikepdf

from media.pdf.glyph_places import Matrix, Rectangle, Words, moved, times

_MOST_STEPS: Final = 400_000
_DEEPEST: Final = 6
_FEWEST_LETTERS: Final = 3
"""Fewer may lie under a box by chance: the edge of a letter under the line of a table."""
_FILLS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_ENDS: Final = _FILLS | {"n", "S", "s"}
_EVEN_ODD: Final = frozenset({"f*", "B*", "b*"})
_COVERING_MARKS: Final = frozenset({"/Square", "/Redact"})
_HIDDEN, _NO_VIEW = 2, 32


def covered_boxes(pdf: pikepdf.Pdf) -> list[int]:
    """The page (from 1) of each box that lies over words. What cannot be read counts for nothing."""
    pages: list[int] = []
    steps = [_MOST_STEPS]
    for number, page in enumerate(pdf.pages, start=1):
        pages.extend([number] * _boxes_of(page, steps))
        if steps[0] < 0:
            break
    return pages


def may_cover_words(page: pikepdf.Page) -> bool:
    """Whether a box lies over words of this page, or there is too much on it to tell."""
    steps = [_MOST_STEPS]
    return _boxes_of(page, steps) > 0 or steps[0] < 0


def _boxes_of(page: pikepdf.Page, steps: list[int]) -> int:
    drawn = _Page(steps)
    try:
        drawn.paint(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), _State(), 0)
        drawn.mark(page.obj.get("/Annots", pikepdf.Array()))
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, OverflowError, AttributeError):
        pass
    return drawn.boxes


class _State(NamedTuple):
    """How something is painted: where, whether it hides what is under it, and within what."""

    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    is_opaque: bool = True
    is_pattern: bool = False
    clip: Rectangle | None = (float("-inf"), float("-inf"), float("inf"), float("inf"))
    """None for a form that is no rectangle: what is filled within it is not told."""


class _Page:
    """What has been painted of one page so far."""

    def __init__(self, steps: list[int]) -> None:
        self.boxes = 0
        self._steps = steps
        self._words = Words()
        self._path: list[Rectangle | None] = []
        self._corners: list[tuple[float, float]] = []
        self._clips = False

    def paint(self, holder: Any, resources: Any, state: _State, depth: int) -> None:
        """Follow the painting of a page, or of a form on it."""
        kept: list[_State] = []
        for step in pikepdf.parse_content_stream(holder):
            self._steps[0] -= 1
            if self._steps[0] < 0:
                return
            name, given = str(step.operator), list(step.operands)
            if name == "q":
                kept.append(state)
                self._words.keep()
            elif name == "Q":
                state = kept.pop() if kept else state
                self._words.restore()
            elif name == "cm":
                state = state._replace(matrix=times(_matrix(given), state.matrix))
            elif name == "Do":
                self._paint_form(resources.get("/XObject", {}).get(str(given[0])), resources, state, depth)
            elif name in _ENDS or name in ("W", "W*", "re", "m", "l", "h", "c", "v", "y"):
                state = self._draw(name, given, state)
            else:
                state = _looks(name, given, resources, state)
                self._words.write(name, given, resources, state.matrix)

    def mark(self, marks: Any) -> None:
        """Lay the marks over the page that hide what is under them."""
        for mark in marks:
            is_box = str(mark.get("/Subtype", "")) in _COVERING_MARKS and len(mark.get("/IC", pikepdf.Array()))
            if is_box and not int(mark.get("/F", 0)) & (_HIDDEN | _NO_VIEW) and float(mark.get("/CA", 1)) >= 1:
                left, low, right, high = (float(one) for one in mark["/Rect"])
                self._cover((min(left, right), min(low, high), max(left, right), max(low, high)))

    def _paint_form(self, form: Any, resources: Any, state: _State, depth: int) -> None:
        if isinstance(form, pikepdf.Stream) and str(form.get("/Subtype", "")) == "/Form" and depth < _DEEPEST:
            matrix = times(_matrix(form.get("/Matrix", (1, 0, 0, 1, 0, 0))), state.matrix)
            self.paint(form, form.get("/Resources", resources), state._replace(matrix=matrix), depth + 1)

    def _draw(self, name: str, given: Sequence[Any], state: _State) -> _State:
        if name in ("W", "W*"):
            self._clips = True
        elif name == "re":
            x, y, wide, high = map(float, given)
            ends = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
            self._path.append(_upright([moved(one, state.matrix) for one in ends]))
        elif name in ("m", "l"):
            if name == "m":
                self._close()
            self._corners.append(moved((float(given[0]), float(given[1])), state.matrix))
        elif name in ("c", "v", "y"):
            self._corners.extend([(0.0, 0.0), (1.0, 2.0), (3.0, 1.0)])  # round: no rectangle
        elif name in _ENDS:
            self._close()
            if name in _FILLS and state.is_opaque and not state.is_pattern and state.clip is not None:
                for box in _boxes(self._path, is_even_odd=name in _EVEN_ODD):
                    self._cover(_both(box, state.clip))
            if self._clips:
                only = self._path[0] if len(self._path) == 1 else None
                state = state._replace(clip=None if only is None or state.clip is None else _both(only, state.clip))
            self._path, self._clips = [], False
        return state

    def _close(self) -> None:
        if self._corners:
            self._path.append(_upright(self._corners))
            self._corners = []

    def _cover(self, box: Rectangle) -> None:
        if self._words.take_under(box) >= _FEWEST_LETTERS:
            self.boxes += 1


def _looks(name: str, given: Sequence[Any], resources: Any, state: _State) -> _State:
    """The state after a step that says how to fill."""
    if name == "gs":
        looks = resources.get("/ExtGState", {}).get(str(given[0]), pikepdf.Dictionary())
        if "/ca" in looks or "/BM" in looks or "/SMask" in looks:
            is_plain = str(looks.get("/BM", "/Normal")) in ("/Normal", "/Compatible")
            is_whole = float(looks.get("/ca", 1)) >= 1 and str(looks.get("/SMask", "/None")) == "/None"
            return state._replace(is_opaque=is_plain and is_whole)
    elif name in ("g", "rg", "k", "sc", "scn"):
        return state._replace(is_pattern=bool(given) and isinstance(given[-1], pikepdf.Name))
    elif name == "cs":
        return state._replace(is_pattern=str(given[0]) == "/Pattern")
    return state


def _matrix(given: Any) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in given)
    return a, b, c, d, e, f


def _upright(corners: Sequence[tuple[float, float]]) -> Rectangle | None:
    """The rectangle with its sides upright that has these corners; None if they are those of anything else."""
    across = sorted({round(x, 2) for x, _ in corners})
    down = sorted({round(y, 2) for _, y in corners})
    if len(across) != 2 or len(down) != 2 or len({(round(x, 2), round(y, 2)) for x, y in corners}) != 4:
        return None
    return across[0], down[0], across[1], down[1]


def _boxes(path: Sequence[Rectangle | None], *, is_even_odd: bool) -> Iterator[Rectangle]:
    """The rectangles of a path that are filled whole: not those with a hole, which is another part of the path."""
    for at, box in enumerate(path if not is_even_odd or len(path) == 1 else ()):
        others = [other for number, other in enumerate(path) if number != at]
        if box is not None and not any(other is None or _holds(box, other) for other in others):
            yield box


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _both(one: Rectangle, other: Rectangle) -> Rectangle:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
