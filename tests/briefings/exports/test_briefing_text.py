"""The briefing as plain text."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from briefings.exports.briefing_text import WIDTH, text_of
from media.sheets.briefing import BriefingPanel, BriefingSheet, panel_heading
from media.sheets.richtext import Block, blocks_from_html, blocks_from_text, iter_run_lists
from tests.media.sheets.briefing_sheets import HEADINGS, letters, typed, usual


def with_addresses(blocks: list[Block]) -> str:
    """What rich text says with the address of each link after its words, without the blanks."""
    text = ""
    for runs in iter_run_lists(blocks):
        for run in runs:
            url = run.get("url", "").removeprefix("mailto:")
            text += f"{run['text']} ({url})" if url and url not in run["text"] else run["text"]
    return letters(text)


def test_it_begins_with_what_is_most_urgent_and_what_it_is():
    assert text_of(usual()).splitlines()[:12] == [
        "! A newer briefing takes its place.",
        "",
        "Maya: bruising in a baby",
        "========================",
        "7-minute briefing",
        "Maya (2025)",
        "Exampleshire Safeguarding Children Partnership",
        "Nov 2025",
        "Fictional: written for training",
        "",
        "Before you read: Describes injuries to a baby.",
        "",
    ]


def test_the_seven_sections_are_numbered_and_underlined():
    lines = text_of(usual()).splitlines()

    for number, heading in enumerate(HEADINGS, start=1):
        at = lines.index(f"{number}. {heading}")
        assert lines[at + 1] == "-" * len(f"{number}. {heading}")


def test_lists_are_lists_and_links_say_where_they_lead():
    body = blocks_from_html(
        "<p><a href='https://example.org/a'>Here</a> or <a href='mailto:a@example.org'>a@example.org</a></p>"
        "<ul><li>Dot</li></ul><ol><li>One</li><li>Two</li></ol>"
    )

    text = text_of(usual(panels=[BriefingPanel(heading="A", blocks=body)]))

    assert (
        "Here (https://example.org/a) or a@example.org\r\n\r\n  - Dot\r\n\r\n  1. One\r\n  2. Two\r\n\r\n\r\nQuestions"
        in text
    )


def test_its_lines_are_those_of_a_letter_and_end_as_every_system_shows():
    text = text_of(usual(panels=[BriefingPanel(heading="A", blocks=blocks_from_text("word " * 300))]))

    assert text.replace("\r\n", "").count("\n") == 0
    assert text.endswith("\r\n")
    assert max(len(line) for line in text.splitlines()) <= WIDTH


def test_an_address_and_a_word_of_400_letters_are_never_broken():
    address = "https://example.org/" + "a" * 100
    text = text_of(usual(used_address=address, introduction=blocks_from_text(f"so {'x' * 400} it is")))

    assert {address, "x" * 400} <= set(text.splitlines())


def test_notes_come_last_and_not_at_all_where_there_are_none():
    with_notes = text_of(usual())
    without = replace(
        usual(), facilitator_note="", panels=[replace(one, facilitator_note=" ") for one in usual().panels]
    )

    assert with_notes.split("For whoever leads this briefing")[1].split() == (
        "------------------------------- Lead it slowly. "
        + " ".join(f"{number}. {one}: Wait at {one}." for number, one in enumerate(HEADINGS, start=1))
    ).split()  # fmt: skip
    assert "For whoever leads" not in text_of(without)


@pytest.mark.parametrize("panels", [[], [BriefingPanel(heading="")] * 7], ids=["nothing", "seven empty sections"])
def test_a_draft_with_next_to_nothing_has_a_text(panels):
    text = text_of(BriefingSheet(title="", panels=panels))

    assert text.startswith("Untitled briefing\r\n")
    assert text.count("Not yet written.") == len(panels)


@settings(max_examples=100, deadline=None)
@given(typed)
def test_whatever_is_typed_comes_out_whole_and_in_order(sheet):
    shown = letters(text_of(sheet))
    expected = [letters(sheet.shown_title), with_addresses(sheet.introduction)]
    for number, panel in enumerate(sheet.panels, start=1):
        expected += [letters(panel_heading(panel, number))]
        for block in panel.blocks:
            expected += [with_addresses([{"kind": "p", "runs": runs}]) for runs in iter_run_lists([block])]
    expected += [letters(question) for question in sheet.standing_questions]
    expected += [letters(sheet.facilitator_note), *(letters(panel.facilitator_note) for panel in sheet.panels)]

    at = 0
    for text in expected:
        found = shown.find(text, at)
        assert found >= 0, text
        at = found + len(text)
