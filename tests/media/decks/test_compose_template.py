"""The house template: what it holds, and whether its colours can be read."""

import io
import itertools
import re

import pytest
from pptx import Presentation
from pptx.util import Inches

from media.decks.house_layouts import Layout, Place
from media.decks.house_template import HOUSE, template_bytes
from media.decks.text_fit import Line


def colours() -> dict[str, str]:
    theme = (HOUSE / "theme.xml").read_text(encoding="utf-8")
    named = dict(re.findall(r'<a:(dk1|lt1|dk2|lt2|accent\d)><a:srgbClr val="([0-9A-F]{6})"', theme))
    return named | {"tx1": named["dk1"], "tx2": named["dk2"], "bg1": named["lt1"], "bg2": named["lt2"]}


def luminance(colour: str) -> float:
    """Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_it_is_widescreen_and_has_our_layouts_alone():
    template = Presentation(io.BytesIO(template_bytes()))

    assert (template.slide_width, template.slide_height) == (Inches(13.333) + 305, Inches(7.5))
    assert [layout.name for layout in template.slide_layouts] == [
        "Cover",
        "Section",
        "Learning point",
        "Case in brief",
        "Question",
        "Activity",
        "Bullets",
        "Where to get help",
        "Sources",
        "Numbered section",
    ]
    assert len(template.slides) == 0


def test_it_is_the_same_every_time():
    first = template_bytes()
    template_bytes.cache_clear()

    assert template_bytes() == first


@pytest.mark.parametrize("layout", Layout, ids=lambda layout: layout.value.name)
def test_its_letters_stand_out_from_the_ground(layout):
    weak = [
        place
        for place, box in layout.value.boxes.items()
        if contrast(colours()[box.colour], colours()[box.fill or layout.value.ground]) < 4.5
    ]

    assert weak == []


@pytest.mark.parametrize("layout", Layout, ids=lambda layout: layout.value.name)
def test_titles_are_large_and_bodies_readable(layout):
    boxes = layout.value.boxes
    others = [box.size for place, box in boxes.items() if place not in (Place.FOOTER, Place.NUMBER)]

    assert boxes[Place.TITLE].size >= 32
    assert min(others) >= 20


@pytest.mark.parametrize("layout", Layout, ids=lambda layout: layout.value.name)
def test_no_two_boxes_overlap_and_none_leaves_the_slide(layout):
    boxes = list(layout.value.boxes.values())

    apart = [
        a.top + a.height <= b.top + 0.02
        or b.top + b.height <= a.top + 0.02
        or a.left + a.width <= b.left
        or b.left + b.width <= a.left
        for a, b in itertools.combinations(boxes, 2)
    ]

    assert all(apart)
    assert all(box.left + box.width <= 13.34 and box.top + box.height <= 7.5 for box in boxes)


def test_its_ornaments_are_marked_as_decorative():
    template = Presentation(io.BytesIO(template_bytes()))
    ornaments = [s for layout in template.slide_layouts for s in layout.shapes if s.name == "Ornament"]

    marked = [bool(o._element.xpath(".//*[local-name()='decorative' and @val='1']")) for o in ornaments]

    assert marked == [True] * sum(len(layout.value.ornaments) for layout in Layout)


def test_its_layouts_hold_no_words():
    """But the number of the page, and a blank in the footer: see `test_compose_footer`."""
    template = Presentation(io.BytesIO(template_bytes()))
    sheets = [template.slide_master, *template.slide_layouts]

    words = {shape.text_frame.text for sheet in sheets for shape in sheet.placeholders}

    assert words == {"", " ", "‹#›"}


@pytest.mark.parametrize("layout", Layout, ids=lambda layout: layout.value.name)
def test_a_panel_is_as_high_as_a_line_in_it(layout):
    panels = [box for box in layout.value.boxes.values() if box.fill]
    line = Line("17" if layout is Layout.PANEL else "One line")

    assert [box for box in panels if not box.room.holds([line], box.size)] == []
