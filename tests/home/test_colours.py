"""A partnership's own colours: what is refused, what is worked out from one choice, and that all of it can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.home.look.check import USES_OF_ACCENT, USES_OF_MAIN, contrasts, nearest_that_passes, problem_with
from partnership.home.look.colour import NoColour, contrast, normal_hex
from partnership.home.look.derive import derived
from partnership.home.look.pairs import MUCH, PAIRS, TEXT
from partnership.home.look.palette import MODES, house_tokens
from partnership.home.look.stylesheet import stylesheet

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("#0C5257", "#0c5257"), ("0c5257", "#0c5257"), (" #abc ", "#aabbcc"), ("#0c5257", "#0c5257")],
    ids=["capitals", "no sign", "three digits", "as it should be"],
)
def test_a_colour_is_kept_in_one_form(typed, kept):
    assert normal_hex(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "red",
        "#0c525",
        "#0c52577",
        "#0c5257ff",
        "#gggggg",
        "url(//x)",
        "#fff;}",
        "red; } body{display:none",
        "#12३456",
    ],
)
def test_what_is_no_colour_is_refused(typed):
    with pytest.raises(NoColour):
        normal_hex(typed)


@pytest.mark.parametrize("mode", MODES)
def test_the_house_can_be_read_in_every_mode(mode):
    tokens = house_tokens(mode)

    assert [(pair.on, pair.token, pair.ratio(tokens)) for pair in PAIRS if not pair.holds(tokens)] == []


def test_black_on_white_is_21_to_1():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@settings(max_examples=60)
@given(COLOURS, COLOURS)
def test_whatever_is_accepted_can_be_read_everywhere(main, accent):
    main, accent = nearest_that_passes(main, USES_OF_MAIN), nearest_that_passes(accent, USES_OF_ACCENT)

    assert (problem_with(main, USES_OF_MAIN), problem_with(accent, USES_OF_ACCENT)) == ("", "")
    assert [
        one for pair in ((main, accent), (main, ""), ("", accent)) for one in contrasts(*pair) if not one.holds
    ] == []


@settings(max_examples=30)
@given(COLOURS)
def test_a_colour_that_is_refused_is_too_faint_somewhere(colour):
    house = house_tokens("light")
    seen = all(contrast(colour, house[use.against]) >= use.needs for use in USES_OF_MAIN)

    assert (problem_with(colour, USES_OF_MAIN) == "") is seen


def test_the_sentence_names_where_how_faint_and_the_nearest_that_would_do():
    assert problem_with("#ffcc00", USES_OF_MAIN) == (
        "#ffcc00 as text on the band behind a title (#f3eee2) has a contrast of 1.3 to 1, and needs 4.5. "
        f"The nearest colour that can be read everywhere is {nearest_that_passes('#ffcc00', USES_OF_MAIN)}."
    )


def test_who_asks_for_more_contrast_gets_7_to_1():
    for mode in ("light", "dark"):
        house = house_tokens(mode)
        link = derived(mode, "#2f7478", "", more=True)["link"]
        assert min(contrast(link, house[paper]) for paper in ("paper", "surface", "sunk")) >= MUCH
    assert contrast(derived("light", "#2f7478", "")["link"], house_tokens("light")["sunk"]) < TEXT + 1


def test_a_stylesheet_holds_properties_of_tokens_and_nothing_else():
    sheet = stylesheet("#7a1fa2", "#c2185b")
    bodies = [rule.partition("contrast-high){")[2].rstrip("}\n") for rule in sheet.css.splitlines()]
    said = [declaration.split(":") for body in bodies for declaration in body.split(";") if declaration]

    assert {name.removeprefix("--") for name, _colour in said} <= set(house_tokens("light"))
    assert [colour for _name, colour in said if normal_hex(colour) != colour] == []
    assert "@media screen{:root:not(.contrast-high){--" in sheet.css
    assert stylesheet("#7a1fa2", "").name != sheet.name
