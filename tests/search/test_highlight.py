"""Results show why they matched, and never let markup through."""

import pytest

from partnership.search.highlight import EXCERPT_CHARACTERS, excerpt, marked, pattern
from partnership.search.words import Phrase, read_query


def wanted(text):
    return pattern(read_query(text).phrases)


@pytest.mark.parametrize(
    ("asked", "text", "shown"),
    [
        ("neglect", "Neglected children", "<mark>Neglected</mark> children"),
        ("neglected", "neglect", "<mark>neglect</mark>"),
        ("famil", "Families first", "<mark>Families</mark> first"),
        ("family of", "families", "<mark>families</mark>"),
        ("child q", "Child Q and a queue", "<mark>Child</mark> <mark>Q</mark> and a queue"),
        ("art", "a part of art", "a part of <mark>art</mark>"),
    ],
)
def test_words_are_marked_in_any_of_their_forms(asked, text, shown):
    assert marked(text, wanted(asked)) == shown


def test_a_phrase_is_marked_whole_and_only_whole():
    found = marked("She was not brought. He was late.", pattern([Phrase(("was", "not", "brought"))]))
    assert found == "She <mark>was not brought</mark>. He was late."


def test_markup_in_a_text_is_escaped_inside_and_outside_the_mark():
    assert (
        marked("<b>risk</b> & <script>", wanted("script"))
        == "&lt;b&gt;risk&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;"
    )


def test_the_excerpt_comes_from_the_first_text_that_has_the_word():
    assert excerpt(["A summary.", "A body about neglect."], wanted("neglect")) == "A body about <mark>neglect</mark>."


def test_without_the_word_the_excerpt_is_the_beginning():
    assert excerpt(["", "A summary.", "A body."], wanted("neglect")) == "A summary."


def test_an_excerpt_of_a_long_text_is_a_window_round_the_word():
    found = excerpt(["before " * 200 + "neglect " + "after " * 200], wanted("neglect"))
    assert found.startswith("… before")
    assert found.endswith("after …")
    assert "<mark>neglect</mark>" in found
    assert len(found) < EXCERPT_CHARACTERS + 40


def test_nothing_asked_marks_nothing():
    assert marked("anything", wanted("")) == "anything"
