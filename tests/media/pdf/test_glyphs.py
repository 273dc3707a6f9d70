"""Which characters can be printed."""

import unicodedata

import pytest

from media.pdf.briefing import typeset_briefing
from media.pdf.glyphs import DRAWABLE_RANGES, drawable_text, undrawable_characters
from media.sheets.briefing import BriefingPanel, BriefingSheet


def test_every_character_said_to_be_drawable_is():
    letters = [chr(code) for first, last in DRAWABLE_RANGES for code in range(first, last + 1)]
    blocks = [{"kind": "p", "runs": [{"text": " ".join(letters[at : at + 40])}]} for at in range(0, len(letters), 40)]

    for start in range(0, len(blocks), 25):  # raises where a letter cannot be drawn
        panel = BriefingPanel(heading="Letters", blocks=blocks[start : start + 25])
        assert typeset_briefing(BriefingSheet(title="Letters", panels=[panel])).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
        ("Привет, Ωμέγα, سلام", "Привет, Ωμέγα, سلام"),
        ("বাংলা", "\ufffd" * 5),
        ("ok 😀", "ok \ufffd"),
        ("non\u2011breaking", "non-breaking"),
        ("a\x00\x07b\u200b\ufeff\u202ec", "abc"),
        ("one\r\ntwo\tthree\u2028four", "one\ntwo three\nfour"),
        ("e\u0301", "é"),
        ("\ud800", "\ufffd"),
    ],
    ids=["Polish", "other scripts", "Bengali", "emoji", "hyphen", "controls", "breaks", "composed", "half a pair"],
)
def test_text_is_made_drawable(text, drawn):
    assert drawable_text(text) == drawn


def test_a_word_of_400_letters_may_break():
    drawn = drawable_text("y" * 400)

    assert max(len(part) for part in drawn.split("\u200b")) == 14
    assert drawn.replace("\u200b", "") == "y" * 400


def test_the_editor_is_told_which_characters_will_not_print():
    assert undrawable_characters("Plain, żółty, 😀 and 漢字") == {"😀", "漢", "字"}


def test_no_control_character_is_called_drawable():
    controls = [code for first, last in DRAWABLE_RANGES for code in range(first, last + 1)]

    assert [hex(code) for code in controls if unicodedata.category(chr(code)) == "Cc"] == []
