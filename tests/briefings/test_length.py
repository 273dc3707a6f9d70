"""What an editor is told of a briefing's length, section by section, of its reading age and of what cannot be printed."""

import pytest
from wagtail.rich_text import RichText

from briefings.domain.length import PROMPT_OF, lengths, whole_length
from briefings.domain.unprintable import unprintable
from briefings.enums import Preset
from briefings.presets import HEADINGS, PROMPTS
from learning.reading_age import count_syllables, reading_age
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory

EASY = "<p>" + "Ask the child. Write down what they say. Tell your boss on the same day. " * 4 + "</p>"
HARD = (
    "<p>" + "Safeguarding practitioners demonstrated considerable professional curiosity notwithstanding. " * 5 + "</p>"
)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("the", 1),
        ("safeguarding", 4),
        ("people", 2),
        ("made", 1),
        ("visited", 3),
        ("asked", 1),
        ("7", 1),
        ("Ŵ", 1),
        ("", 1),
    ],
)
def test_counts_syllables_about_right(word, syllables):
    assert count_syllables(word) == syllables


def test_long_words_in_long_sentences_ask_for_an_older_reader():
    assert reading_age(EASY) < 10
    assert reading_age(HARD) > 18


def test_a_list_is_as_many_sentences_as_it_has_items():
    items = [f"look again at what the child told you on day {number}" for number in range(5)]
    as_a_list = "".join(f"<li>{item}</li>" for item in items)

    assert reading_age(f"<ul>{as_a_list}</ul>") < reading_age(f"<p>{' '.join(items)}</p>")


@pytest.mark.parametrize("html", ["", None, "<p></p>", "<p>Too few words to tell.</p>", "<p>— … ! ?</p>"])
def test_too_few_words_have_no_reading_age(html):
    assert reading_age(html) is None


def test_every_heading_of_every_preset_has_a_prompt():
    assert set(PROMPT_OF) == {heading for headings in HEADINGS.values() for heading in headings}
    assert {preset: len(prompts) for preset, prompts in PROMPTS.items()} == dict.fromkeys(Preset, 7)


def section(heading, body, note=""):
    return ("section", {"heading": heading, "body": RichText(body), "image": None, "facilitator_note": note})


@pytest.fixture
def index(home):
    return BriefingIndexPageFactory(parent=home)


def test_each_section_is_counted_with_its_heading_and_without_its_note(index):
    sections = [section("What happened", "<p>One two three</p>", "not read aloud"), section("", "")]
    briefing = BriefingPageFactory(parent=index, live=False, sections=sections)

    assert [(one.heading, one.words, one.minutes) for one in lengths(briefing.sections)] == [
        ("What happened", 5, 0.0),
        ("", 0, 0.0),
    ]
    assert whole_length(briefing.sections).words == briefing.word_count == 5


def test_a_section_is_told_what_goes_in_it(index):
    briefing = BriefingPageFactory(
        parent=index, live=False, sections=[section(" Gaps ", ""), section("My own heading", "")]
    )

    assert [one.prompt for one in lengths(briefing.sections)] == ["What was missing, and how often.", ""]


def test_what_cannot_be_printed_is_told_with_its_section(index):
    sections = [
        section("Signs", "<p>Plain words, Żółw, اردو</p>"),
        section("Help", "<p>A sign: \ue000</p>", "and \ue001"),
    ]
    briefing = BriefingPageFactory(parent=index, title="Neglect \ue002", live=False, sections=sections)

    assert unprintable(briefing) == [
        "“Title, introduction and note”: \ue002 cannot be printed, and will stand as “�” in files.",
        "“Help”: \ue000 \ue001 cannot be printed, and will stand as “�” in files.",
    ]


def test_a_briefing_of_nothing_is_no_trouble(index):
    briefing = BriefingPageFactory(parent=index, live=False, sections=[])

    assert (lengths(briefing.sections), unprintable(briefing), whole_length(briefing.sections).words) == ([], [], 0)
