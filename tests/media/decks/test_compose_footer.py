"""Footers of composed slides look as their layout says, in every program.

PowerPoint takes their looks from the list style of the layout's footer. LibreOffice does so only if that footer, and
the master's, holds some text; else it draws them in the middle and in a typeface with serifs.
"""

import io
import re
import zipfile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_AUTO_SIZE

from media.decks.cleaning.clean import clean_deck
from media.decks.compose import DeckContent, compose_deck
from media.decks.house_layouts import Layout, Place

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DECK = compose_deck(DeckContent(title="Maya", partnership="Exampleshire"))


def cleaned(deck: bytes) -> bytes:
    out = io.BytesIO()
    clean_deck(io.BytesIO(deck), out, keep_notes=True)
    return out.getvalue()


def footers(deck: bytes, folder: str) -> list[etree._Element]:
    """Of each part in the folder that has one, by number."""
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        names = [name for name in package.namelist() if re.fullmatch(rf"ppt/{folder}/\w+\.xml", name)]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        roots = [etree.fromstring(package.read(name)) for name in names]
    return [ph.getparent().getparent().getparent() for root in roots for ph in root.iterfind(".//{*}ph[@type='ftr']")]


@pytest.mark.parametrize("deck", [DECK, cleaned(DECK)], ids=["composed", "its clean copy"])
@pytest.mark.parametrize(("folder", "count"), [("slideMasters", 1), ("slideLayouts", len(Layout) - 1)])
def test_footers_to_take_after_hold_a_blank(deck, folder, count):
    assert ["".join(text.text for text in one.iter(f"{A}t")) for one in footers(deck, folder)] == [" "] * count


def test_footers_are_on_the_left_in_the_typeface_of_the_theme_and_in_their_colour():
    looks = [
        (level.get("algn"), said.get("sz"), said.find(f"{A}latin").get("typeface"), said.find(f".//{A}schemeClr"))
        for one in footers(DECK, "slideLayouts")
        for level in one.iter(f"{A}lvl1pPr")
        for said in level.iter(f"{A}defRPr")
    ]

    boxes = [layout.value.boxes[Place.FOOTER] for layout in Layout if Place.FOOTER in layout.value.boxes]
    assert [(*look[:3], look[3].get("val")) for look in looks] == [("l", "1400", "+mn-lt", box.colour) for box in boxes]


def test_a_slides_own_footer_says_nothing_else():
    shown = footers(DECK, "slides")

    assert [one.findtext(f".//{A}t") for one in shown] == ["Exampleshire"] * 4
    assert [dict(said.attrib) for one in shown for said in one.iter(f"{A}rPr", f"{A}pPr")] == [{"lang": "en-GB"}] * 4


def test_all_other_text_shrinks_where_a_wider_font_stands_in_for_the_houses():
    slides = [shape for slide in Presentation(io.BytesIO(DECK)).slides for shape in slide.placeholders]
    small = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
    assert all(
        (shape.text_frame.auto_size == MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE) == (shape.placeholder_format.type not in small)
        for shape in slides
    )
