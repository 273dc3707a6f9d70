"""What a reader types becomes words that no engine can mistake for its own syntax."""

import pytest

from partnership.search.engines import postgresql, sqlite
from partnership.search.words import index_text, loosened, read_query, shown

ODD = {
    "nothing": "",
    "blanks": " \t \n ",
    "no-break space": "\u00a0\u2003",
    "nul": "\x00",
    "a quote": '"',
    "quotes": '"""\'\'',
    "emoji": "😀🧸",
    "brackets": "(((",
    "operators": "^*:-&|!",
    "an underscore": "_",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_text_without_letters_or_digits_asks_for_nothing(text):
    assert not read_query(text).is_asked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Neglect", [("neglect",)]),
        ("Child Q", [("child",), ("q",)]),
        ("the child's voice", [("childs",), ("voice",)]),
        ("what is a 7-minute briefing", [("a",), ("7",), ("minute",), ("briefing",)]),
        ("to be", [("to",), ("be",)]),
        ("Siân O’Neill", [("sian",), ("oneill",)]),
        ('neglect" OR title:*', [("neglect",), ("title",)]),
        ("a\x00b", [("a",), ("b",)]),
        ("NEAR(x, 2) AND -y", [("near",), ("x",), ("2",), ("y",)]),
        ("M1 & M2", [("m1",), ("m2",)]),
    ],
)
def test_a_query_is_its_words_and_nothing_else(text, words):
    assert [term.phrases[0].words for term in read_query(text).terms] == words


def test_a_very_long_query_is_cut_short():
    query = read_query(" ".join(str(number) for number in range(10, 5000)))
    assert (len(query.text), len(query.terms)) == (200, 12)


def test_a_word_asked_for_again_and_again_is_looked_for_once():
    assert [term.phrases[0].words for term in read_query("home " * 9 + "now").terms] == [("home",), ("now",)]


def test_a_very_long_word_is_cut_to_what_engines_take():
    assert len(read_query("x" * 10_000).terms[0].phrases[0].words[0]) == 40


def test_what_was_typed_is_shown_again_on_one_line():
    assert shown(' a\x00b\r\n <b>"c"</b> ') == 'a b <b>"c"</b>'


def test_only_the_last_word_may_be_the_beginning_of_another():
    terms = read_query("professional curio").terms
    assert [term.phrases[0].is_prefix for term in terms] == [False, True]


@pytest.mark.parametrize("text", ["q", "ab"])
def test_one_or_two_letters_stand_for_themselves(text):
    assert not read_query(text).terms[0].phrases[0].is_prefix


def test_any_word_for_a_thing_is_looked_for_in_all_its_words():
    query = read_query("did not attend school", [["was not brought", "DNA", "did not attend"]])
    first = {phrase.words for phrase in query.terms[0].phrases}
    assert first == {("was", "not", "brought"), ("dna",), ("did", "not", "attend")}
    assert query.terms[1].phrases[0].words == ("school",)


def test_part_of_a_label_is_not_the_label():
    query = read_query("brought", [["was not brought", "DNA"]])
    assert [phrase.words for phrase in query.phrases] == [("brought",)]


def test_a_loosened_query_drops_single_letters_unless_it_has_nothing_else():
    assert [term.phrases[0].words for term in loosened(read_query("a zebra")).terms] == [("zebra",)]
    assert [term.phrases[0].words for term in loosened(read_query("a b")).terms] == [("a",), ("b",)]


def test_each_engine_gets_quoted_words():
    query = read_query("dna neglec", [["was not brought", "DNA"]])
    assert sqlite.match(query, any_word=False) == '("dna" OR "was not brought") AND ("neglec" *)'
    assert postgresql.match(query, any_word=True) == "(('dna') | ('was' <-> 'not' <-> 'brought')) | (('neglec':*))"


def test_text_is_indexed_as_it_is_asked_for():
    assert index_text("The child’s “voice”", "Siân") == "the childs voice sian"


def test_a_number_is_asked_for_in_figures_and_in_letters():
    figures, letters = read_query("capacity 16").terms[1], read_query("capacity sixteen").terms[1]
    assert {phrase.words for phrase in figures.phrases} == {phrase.words for phrase in letters.phrases}
    assert {phrase.words for phrase in figures.phrases} == {("16",), ("sixteen",)}
