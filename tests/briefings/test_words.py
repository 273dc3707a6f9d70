"""How long a briefing is."""

import pytest

from briefings.words import count_words, minutes_aloud, plain_text


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", 0),
        (None, 0),
        ("<p></p><ul><li></li></ul>", 0),
        ("<p>One two</p><p>three</p>", 3),
        ("<li>one</li><li>two</li>", 2),
        ("<p>A 7-minute briefing about the child’s day</p>", 7),
        ("one&nbsp;two &amp; three", 3),
        ("<p>o<b>n</b>e</p>", 1),
        ("— – … !", 0),
        ("ysgol gynradd Gymraeg", 3),
    ],
)
def test_counts_words_as_a_reader_would(html, words):
    assert count_words(html) == words


def test_keeps_paragraphs_apart():
    assert plain_text("<p>One</p><p>Two &lt;3</p>") == "One\nTwo <3"


@pytest.mark.parametrize(("words", "minutes"), [(0, 0.0), (140, 1.0), (700, 5.0), (1050, 7.5)])
def test_reads_140_words_a_minute(words, minutes):
    assert minutes_aloud(words) == minutes
