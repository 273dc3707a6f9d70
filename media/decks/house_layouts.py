"""The layouts of the house template: what each is for, where its places stand and how their text looks.

Each has the name that PowerPoint shows under New Slide. Lengths are in inches and text sizes in points; colours are
those of the theme, by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from media.decks.text_fit import TextBox

WIDTH, HEIGHT = 13.333, 7.5
SMALLEST_BODY = 20


class Place(Enum):
    """The placeholders a layout may have: the value is PresentationML's (type, idx)."""

    TITLE = ("title", 0)
    BODY = ("body", 1)
    KICKER = ("body", 13)
    FOOTNOTE = ("body", 14)
    LABEL = ("body", 15)
    ASIDE = ("body", 16)
    FOOTER = ("ftr", 20)
    NUMBER = ("sldNum", 21)


class Marks(Enum):
    """What stands before each paragraph: the value is how far the text is indented for it."""

    NONE = 0.0
    BULLETS = 0.35
    NUMBERS = 0.5


@dataclass(frozen=True)
class Box:
    """Where a placeholder stands on the slide, and how its text looks. A `fill` is drawn only where there is text."""

    left: float
    top: float
    width: float
    height: float
    size: int
    colour: str = "tx1"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"
    marks: Marks = Marks.NONE
    gap: int = 0  # before each paragraph, in points
    fill: str = ""
    inset: float = 0.05
    smallest: int = 0  # before the text goes on to another slide; 0 for two sizes down

    @property
    def indent(self) -> float:
        """How far in the text stands, for what is before it."""
        return self.marks.value

    @property
    def least_size(self) -> int:
        """The size below which text is continued on another slide: never under 20 pt."""
        return self.smallest or max(SMALLEST_BODY, self.size - 4)

    @property
    def room(self) -> TextBox:
        """The room for its text, in points."""
        width, height = (self.width - 2 * self.inset) * 72, (self.height - 2 * self.inset) * 72
        return TextBox(width, height, self.gap, self.indent * 72)


@dataclass(frozen=True)
class Ornament:
    """A plain rectangle that says nothing."""

    left: float
    top: float
    width: float
    height: float
    colour: str = ""


@dataclass(frozen=True)
class LayoutSpec:
    """A layout: its name, its boxes in reading order, the colour it is on, and what adorns it."""

    name: str
    boxes: dict[Place, Box]
    ground: str = "bg1"
    ornaments: tuple[Ornament, ...] = ()
    kind: str = "cust"

    @property
    def dark(self) -> bool:
        """Whether it is light on teal."""
        return self.ground == "tx2"


LEFT, TEXT_WIDTH = 0.95, 11.4
_KICKER = Box(LEFT, 0.56, TEXT_WIDTH, 0.46, 20, "accent2", True, anchor="b")
_TITLE = Box(LEFT, 1.0, TEXT_WIDTH, 1.78, 36, "tx2", True)
_PLAIN_TITLE = Box(LEFT, 0.62, TEXT_WIDTH, 1.34, 36, "tx2", True)
_FOOTNOTE = Box(LEFT, 5.98, TEXT_WIDTH, 0.78, 20, "accent3", anchor="b")
_FOOT = {
    Place.FOOTER: Box(LEFT, 6.84, 9.4, 0.36, 14, "accent3"),
    Place.NUMBER: Box(LEFT + 9.6, 6.84, 1.8, 0.36, 14, "accent3", align="r"),
}
_LIGHT_FOOT = {
    Place.FOOTER: Box(LEFT, 6.84, 9.4, 0.36, 14, "lt2"),
    Place.NUMBER: Box(LEFT + 9.6, 6.84, 1.8, 0.36, 14, "lt2", align="r"),
}
_RULE = Ornament(LEFT + 0.05, 0.46, 0.9, 0.045, "accent2")


def _edge(colour: str) -> Ornament:
    """The band along the left edge that every slide has."""
    return Ornament(0, 0, 0.28, HEIGHT, colour)


class Layout(Enum):
    """The layouts of the house, in the order they stand in the template."""

    COVER = LayoutSpec(
        "Cover",
        {
            Place.TITLE: Box(LEFT, 1.75, TEXT_WIDTH, 2.1, 48, "bg1", True, anchor="b"),
            Place.KICKER: Box(LEFT, 1.0, TEXT_WIDTH, 0.6, 22, "accent4", True, anchor="b"),
            Place.BODY: Box(LEFT, 4.2, TEXT_WIDTH, 1.15, 24, "bg1"),
            Place.FOOTNOTE: Box(LEFT, 5.6, TEXT_WIDTH, 0.95, 20, "bg1", anchor="b"),
            Place.LABEL: Box(LEFT, 6.6, TEXT_WIDTH, 0.5, 20, "accent4", True),
        },
        ground="tx2",
        ornaments=(_edge("accent4"),),
    )
    SECTION = LayoutSpec(
        "Section",
        {
            Place.TITLE: Box(LEFT, 1.9, TEXT_WIDTH, 1.9, 44, "bg1", True, anchor="b"),
            Place.BODY: Box(LEFT, 4.15, TEXT_WIDTH, 2.2, 24, "bg1"),
            **_LIGHT_FOOT,
        },
        ground="tx2",
        ornaments=(_edge("accent4"),),
        kind="secHead",
    )
    POINT = LayoutSpec(
        "Learning point",
        {
            Place.TITLE: _TITLE,
            Place.KICKER: _KICKER,
            Place.BODY: Box(LEFT, 2.88, TEXT_WIDTH, 3.05, 30, gap=10),
            Place.FOOTNOTE: _FOOTNOTE,
            **_FOOT,
        },
        ornaments=(_edge("tx2"), _RULE),
    )
    CASE = LayoutSpec(
        "Case in brief",
        {
            Place.TITLE: Box(LEFT, 1.0, TEXT_WIDTH, 1.34, 36, "tx2", True),
            Place.KICKER: _KICKER,
            Place.BODY: Box(LEFT, 2.55, 7.2, 4.15, 24, gap=10),
            Place.ASIDE: Box(LEFT + 7.6, 2.55, 3.8, 4.0, 20, fill="bg2", inset=0.22, gap=8),
            **_FOOT,
        },
        ornaments=(_edge("tx2"), _RULE),
    )
    QUESTION = LayoutSpec(
        "Question",
        {
            Place.TITLE: Box(LEFT, 0.62, TEXT_WIDTH, 1.25, 32, "accent2", True),
            Place.BODY: Box(LEFT, 2.0, TEXT_WIDTH, 4.5, 40, "tx2", anchor="ctr", gap=22, smallest=28),
            **_FOOT,
        },
        ground="bg2",
        ornaments=(_edge("accent2"),),
    )
    ACTIVITY = LayoutSpec(
        "Activity",
        {
            Place.TITLE: Box(LEFT, 1.0, 8.4, 1.34, 36, "tx2", True),
            Place.KICKER: Box(LEFT, 0.56, 8.4, 0.46, 20, "accent2", True, anchor="b"),
            Place.LABEL: Box(
                LEFT + 8.8, 0.62, 2.6, 1.3, 28, "bg1", True, anchor="ctr", align="ctr", fill="tx2", inset=0.1
            ),
            Place.BODY: Box(LEFT, 2.55, TEXT_WIDTH, 3.4, 26, marks=Marks.NUMBERS, gap=12),
            Place.FOOTNOTE: _FOOTNOTE,
            **_FOOT,
        },
        ornaments=(_edge("accent5"), _RULE),
    )
    BULLETS = LayoutSpec(
        "Bullets",
        {
            Place.TITLE: _PLAIN_TITLE,
            Place.BODY: Box(LEFT, 2.1, TEXT_WIDTH, 4.55, 26, marks=Marks.BULLETS, gap=12),
            **_FOOT,
        },
        ornaments=(_edge("tx2"), _RULE),
    )
    HELP = LayoutSpec(
        "Where to get help",
        {
            Place.TITLE: Box(LEFT, 0.62, TEXT_WIDTH, 1.25, 36, "tx2", True),
            Place.LABEL: Box(LEFT, 1.95, TEXT_WIDTH, 1.05, 28, "bg1", True, anchor="ctr", fill="accent2", inset=0.22),
            Place.BODY: Box(LEFT + 0.17, 3.3, TEXT_WIDTH - 0.34, 3.4, 24, gap=14),
            **_FOOT,
        },
        ornaments=(_edge("accent2"), _RULE),
    )
    SOURCES = LayoutSpec(
        "Sources",
        {
            Place.TITLE: Box(LEFT, 0.5, TEXT_WIDTH, 1.34, 36, "tx2", True, anchor="b"),
            Place.BODY: Box(LEFT, 2.2, TEXT_WIDTH, 4.5, 22, gap=12),
            **_FOOT,
        },
        ornaments=(_edge("accent6"), Ornament(LEFT + 0.05, 1.93, TEXT_WIDTH - 0.1, 0.02, "accent6")),
    )
    PANEL = LayoutSpec(
        "Numbered section",
        {
            Place.TITLE: Box(LEFT + 1.2, 0.5, TEXT_WIDTH - 1.2, 1.2, 36, "tx2", True, anchor="ctr"),
            Place.LABEL: Box(LEFT, 0.62, 0.95, 0.95, 36, "bg1", True, anchor="ctr", align="ctr", fill="tx2"),
            Place.BODY: Box(LEFT, 2.0, TEXT_WIDTH, 4.7, 28, gap=10, smallest=22),
            **_FOOT,
        },
        ornaments=(_edge("tx2"), Ornament(LEFT + 0.05, 1.8, TEXT_WIDTH - 0.1, 0.02, "accent2")),
    )
