"""Which characters can be printed."""

import unicodedata

import pytest
import typst

from media.pdf.briefing import typeset_briefing
from media.pdf.briefing_content import briefing_content
from media.pdf.fonts import has_letter, letter_ranges
from media.pdf.glyphs import basic_text, drawable_text, undrawable_characters
from media.pdf.typeset import _compiled, _mapped, typeset
from media.sheets.briefing import BriefingPanel, BriefingSheet
from tests.media.pdf.read_aloud import read_aloud


def test_every_letter_that_a_font_is_said_to_have_is_drawn_and_not_replaced():
    letters = [chr(code) for first, last in letter_ranges() for code in range(first, last + 1)]
    kept = [letter for letter in letters if drawable_text(f"{letter}x") not in ("x", " x")]
    lines = [" ".join(kept[at : at + 60]) for at in range(0, len(kept), 60)]

    for start in range(0, len(lines), 40):
        blocks = [{"kind": "p", "runs": [{"text": line}]} for line in lines[start : start + 40]]
        panel = BriefingPanel(heading="Letters", blocks=blocks)
        refused_by_typst = typeset_refusals(BriefingSheet(title="Letters", panels=[panel]))
        assert refused_by_typst == []


def typeset_refusals(sheet: BriefingSheet) -> list[str]:
    """What Typst would not draw of a sheet, were it given it without a second try."""
    try:
        _compiled("large_print.typ", _mapped(briefing_content(sheet), drawable_text), None)
    except typst.TypstError as error:
        return [error.diagnostic]
    return []


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
        ("Привет, Ωμέγα, سلام", "Привет, Ωμέγα, سلام"),
        ("ٹ ڈ ڑ ں ے ہ ھ", "ٹ ڈ ڑ ں ے ہ ھ"),
        ("বাংলা हिन्दी ਪੰਜਾਬੀ ગુજરાતી தமிழ்", "বাংলা हिन्दी ਪੰਜਾਬੀ ગુજરાતી தமிழ்"),
        ("ok 😀 👨\u200d👩\u200d👧", "ok 😀 👨\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U00012000 \U000e0001", "\ufffd "),
        ("non\u2011breaking", "non-breaking"),
        ("a\x00\x07b\u200b\ufeff\u202e\u2066\u200dc", "abc"),
        ("one\r\ntwo\tthree\u2028four", "one\ntwo three\nfour"),
        ("e\u0301", "é"),
        ("a\ud800b\uffff", "ab"),
    ],
    ids=[
        "Polish",
        "other scripts",
        "Urdu letters",
        "India",
        "emoji",
        "joiners of Persian",
        "cuneiform and a tag",
        "hyphen",
        "controls",
        "breaks",
        "composed",
        "half a pair",
    ],
)
def test_text_is_made_drawable(text, drawn):
    assert drawable_text(text) == drawn


def test_a_word_of_400_letters_may_break():
    drawn = drawable_text("y" * 400)

    assert max(len(part) for part in drawn.split("\u200b")) == 14
    assert drawn.replace("\u200b", "") == "y" * 400


def test_a_long_word_never_breaks_between_a_letter_and_its_signs():
    drawn = drawable_text("\u0995\u09cd\u09b7" * 30)

    assert [part for part in drawn.split("\u200b") if unicodedata.category(part[0])[0] == "M"] == []


def test_an_address_breaks_after_its_signs():
    drawn = drawable_text("https://exampleshire.example/briefings/maya-bruising/used/")

    assert drawn.split("\u200b") == [
        "https://",
        "exampleshire.",
        "example/",
        "briefings/",
        "maya-",
        "bruising/",
        "used/",
    ]


def test_the_editor_is_told_which_characters_will_not_print():
    assert undrawable_characters("Plain, żółty, 😀, বাংলা and \U00012000") == {"\U00012000"}


def test_the_last_resort_keeps_latin_letters_alone():
    assert basic_text("Maya বা é\n") == "Maya \ufffd\ufffd é\n"


@pytest.mark.parametrize(("letter", "has"), [("é", True), ("ڑ", True), ("😀", True), ("\U00012000", False)])
def test_the_installed_fonts_say_which_letters_they_have(letter, has):
    assert has_letter(letter) is has


def test_letters_that_no_font_draws_together_are_replaced_and_the_rest_stays(monkeypatch):
    monkeypatch.setattr("media.pdf.glyphs.has_letter", lambda letter: True)  # as if a font claimed what it cannot draw
    content = {"title": "Maya \U00012000 বাংলা"}

    assert typeset_title(content) == "Maya \ufffd বাংলা"


def typeset_title(content: dict[str, str]) -> str:
    sheet = BriefingSheet(title="x", panels=[])
    return read_aloud(typeset("large_print.typ", briefing_content(sheet) | content).data)[1]


def test_a_briefing_in_a_script_that_nobody_has_still_prints():
    assert typeset_briefing(BriefingSheet(title="\U00012000" * 40, panels=[])).startswith(b"%PDF")
