"""Measuring text for a slide."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.decks.text_fit import Line, TextBox, count_lines, paginate, text_width

BOX = TextBox(width=300, height=100, paragraph_gap=10)


def words(pages: list[list[Line]]) -> list[str]:
    return [word for page in pages for line in page for word in line.whole.split()]


def test_a_wide_letter_is_wider_than_a_narrow_one():
    assert text_width("W", 20) > 3 * text_width("i", 20)


def test_an_accented_letter_is_as_wide_as_its_plain_one():
    assert text_width("ż", 20) == text_width("z", 20)


def test_a_letter_nobody_measured_counts_as_a_full_square():
    assert text_width("漢", 20) >= 20


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("one", 1), ("mmmmm mmmmm", 2), ("m" * 20, 5)],
    ids=["nothing", "one word", "two words", "a word longer than the line"],
)
def test_lines_are_counted_as_they_would_wrap(text, lines):
    assert count_lines(text, size=20, width=100) == lines


def test_text_that_fits_stays_on_one_page():
    lines = [Line("Short."), Line("Also short.")]

    assert paginate(lines, BOX, 20) == [lines]


def test_paragraphs_move_whole_to_the_next_page():
    lines = [Line("A line of text here. " * 3), Line("Another line of text. " * 3)]

    assert paginate(lines, BOX, 20) == [[lines[0]], [lines[1]]]


def test_a_paragraph_too_long_for_a_page_breaks_after_a_sentence():
    pages = paginate([Line("This is one sentence of it. " * 12)], BOX, 20)

    assert all(line.text.strip().endswith(".") for page in pages for line in page)


def test_the_lead_stays_with_the_beginning_of_its_text():
    pages = paginate([Line("word " * 100, lead="Lead", url="https://example.org")], BOX, 20)

    assert [page[0].lead for page in pages] == ["Lead", *[""] * (len(pages) - 1)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Line, st.text(alphabet="aM .\u6f22", max_size=400), st.text(alphabet="bW ", max_size=60))))
def test_every_page_holds_what_it_is_given_and_nothing_is_lost(lines):
    pages = paginate(lines, BOX, 20)

    assert all(BOX.holds(page, 20) for page in pages)
    assert "".join(words(pages)) == "".join(words([lines]))
