"""What a deck hides is named one by one, where it is and how often."""

import io

import pytest
from pptx import Presentation
from pptx.util import Inches

from media.decks.hidden_data import hidden_data
from media.opc.hidden_items import HiddenData, HiddenItem
from media.opc.refusals import FileRefused
from tests.media import sample_files as samples
from tests.media.decks.canary_deck import canary_deck

WHOLE_FILE = {
    "around", "author", "comment_authors", "company", "custom_properties", "custom_shows", "custom_xml", "edit_log",
    "embedded_fonts", "handout_master", "labels", "last_modified_by", "layout_text", "link_path", "manager",
    "media_metadata", "media_place", "password", "printer_settings", "properties", "sections", "signature", "thumbnail",
}  # fmt: skip
BY_SLIDE = {
    ("active_x", 1), ("alt_path", 1), ("comments", 1), ("cropped", 1), ("notes", 1), ("ole", 1), ("tags", 1),
    ("embedded_workbook", 2), ("external_link", 2), ("hidden_shape", 2), ("link_path", 2), ("off_slide", 2),
    ("hidden_slide", 3), ("notes", 3),
}  # fmt: skip


def saved(deck) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def test_everything_the_canary_hides_is_named():
    items = hidden_data(canary_deck()[0]).items

    assert {(item.code, item.slide) for item in items} == {(code, None) for code in WHOLE_FILE} | BY_SLIDE
    assert {(item.code, item.count) for item in items if item.slide == 2} == {
        ("embedded_workbook", 1), ("external_link", 1), ("hidden_shape", 1), ("link_path", 2), ("off_slide", 2),
    }  # fmt: skip
    assert all(item.sentence.endswith(".") for item in items)


def test_a_plain_deck_hides_nothing():
    assert hidden_data(samples.deck()) == HiddenData()
    assert not hidden_data(samples.deck())


def test_a_name_that_a_slide_shows_is_not_hidden():
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Exampleshire SCP: what we learned"
    deck.core_properties.author, deck.core_properties.last_modified_by = "Exampleshire SCP", "J. Numbat"

    assert hidden_data(saved(deck)).codes & {"author", "last_modified_by"} == {"last_modified_by"}


@pytest.mark.parametrize(
    ("left", "top", "turned", "is_beside"),
    [
        (1, 1, 0, False),
        (-3, 1, 0, True),
        (-1, 1, 0, False),
        (11, 1, 0, True),
        (1, 8, 0, True),
        (1, -2, 0, True),
        (-2.2, 1, 45, False),
    ],
    ids=["on", "left of", "half on", "right of", "below", "above", "a turned corner on"],
)
def test_a_shape_is_beside_the_slide_only_if_no_part_of_it_can_be_seen(left, top, turned, is_beside):
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1.5))
    shape.rotation = turned

    assert ("off_slide" in hidden_data(saved(deck)).codes) == is_beside


def test_what_is_gone_is_told_from_what_stays():
    before = HiddenData((HiddenItem("notes", "Notes.", 1, 3), HiddenItem("author", "The author.")))
    after = HiddenData((HiddenItem("notes", "Notes.", 1, 1),))

    assert before.without(after).items == (HiddenItem("notes", "Notes.", 1, 2), HiddenItem("author", "The author."))


def test_what_is_no_deck_is_refused():
    for data in (b"", b"PK\x03\x04", samples.pdf()):
        with pytest.raises(FileRefused):
            hidden_data(data)
