"""No empty places are left: a screen reader stops at each of them and says nothing.

https://www.w3.org/WAI/teach-advocate/accessible-presentations/
"""

from collections.abc import Iterator

from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.slide import CheckedSlide, quoted, words_in
from media.decks.shapes import TITLES, Shape
from media.opc.xml_parts import local_name


def check(slide: CheckedSlide) -> Iterator[Problem]:
    """The places of the layout that were left empty; the title's has a rule of its own."""
    empty = [shape.name for shape in slide.shown if _is_empty(shape)]
    if empty:
        names = ", ".join(quoted(name) for name in empty[:5])
        which = f"the empty box {names}" if len(empty) == 1 else f"{len(empty)} empty boxes ({names})"
        yield slide.problem(
            "empty_placeholder",
            f"Delete {which} on {slide.called}: choose it in Home, Arrange, Selection Pane and press Delete.",
            Weight.SMALL,
        )


def _is_empty(shape: Shape) -> bool:
    if shape.kind != "sp" or shape.placeholder is None or shape.role in TITLES or shape.is_decorative:
        return False
    filled = (local_name(fill) for about in shape.element if local_name(about) == "spPr" for fill in about)
    return not words_in(shape) and not any(name in ("blipFill", "solidFill", "gradFill", "pattFill") for name in filled)
