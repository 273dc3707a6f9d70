"""The briefing as the body of an e-mail, read back with lxml."""

import re

import pytest
from hypothesis import given, settings
from lxml import html

from briefings.exports.briefing_email import LOOKS, body_of
from media.sheets.briefing import BriefingPanel, BriefingSheet, panel_heading
from media.sheets.richtext import blocks_from_html, blocks_from_text
from tests.media.sheets.briefing_sheets import HEADINGS, letters, said, typed, usual

SAFE = {"div", "p", "h1", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br", "hr"}


def test_its_headings_are_the_title_the_seven_sections_and_what_comes_after():
    headings = [(one.tag, one.text_content()) for one in html.fromstring(body_of(usual())).iter("h1", "h2")]

    assert headings == [
        ("h1", "Maya: bruising in a baby"),
        *(("h2", f"{number}. {heading}") for number, heading in enumerate(HEADINGS, start=1)),
        ("h2", "Questions for your team"),
        ("h2", "After you have used it"),
        ("h2", "If you are worried about a child, or this has upset you"),
        ("h2", "About this briefing"),
        ("h2", "For whoever leads this briefing"),
    ]


def test_it_has_nothing_that_mail_programs_take_away():
    body = html.fromstring(body_of(usual()))

    assert {one.tag for one in body.iter()} <= SAFE
    assert {name for one in body.iter() for name in one.attrib} == {"lang", "style", "href"}
    assert not re.search(r"url\(|position|float|flex|grid", " ".join(LOOKS.values()))


def test_every_text_element_has_its_look_in_itself_and_none_on_a_page_of_ours():
    with_looks, without = (html.fromstring(body_of(usual(), with_looks=looks)) for looks in (True, False))

    assert [
        one.tag for one in with_looks.iter("p", "li", "ul", "ol", "a", "h1", "h2", "h3") if not one.get("style")
    ] == []
    assert [one.tag for one in without.iter() if one.get("style")] == []


def test_on_a_page_its_headings_are_below_those_of_the_page():
    body = html.fromstring(body_of(usual(), title_level=2, with_looks=False))

    assert [one.text_content() for one in body.iter("h2")] == ["Maya: bruising in a baby"]
    assert next(body.iter("h1"), None) is None


def test_formatting_and_links_are_kept():
    body = blocks_from_html("<p>A <b>bold</b> <i>slanted</i> <a href='https://example.org/?a=1&amp;b=2'>link</a></p>")
    written = body_of(usual(panels=[BriefingPanel(heading="A", blocks=body)]), with_looks=False)

    assert (
        '<p>A <strong>bold</strong> <em>slanted</em> <a href="https://example.org/?a=1&amp;b=2">link</a></p>' in written
    )


def test_line_breaks_are_kept():
    body = blocks_from_html("<p>one<br>two</p>")

    assert "<p>one<br>two</p>" in body_of(usual(panels=[BriefingPanel(heading="A", blocks=body)]), with_looks=False)


def test_markup_is_text():
    body = body_of(usual(title="<script>alert(1)</script>", standing_questions=["<img src=x onerror=alert(1)>"]))

    assert "<script" not in body
    assert "<img" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_what_runs_from_right_to_left_says_so_and_nothing_else_does():
    body = blocks_from_text("مرحبا بالعالم\n\nEnglish مرحبا\n\nHello")
    written = html.fromstring(body_of(usual(panels=[BriefingPanel(heading="A", blocks=body)])))

    assert [one.text_content() for one in written.iter() if one.get("dir") == "rtl"] == ["مرحبا بالعالم"]


def test_words_in_bold_that_run_from_right_to_left_are_told_from_the_markup_around_them():
    body = blocks_from_html("<p><b>مرحبا</b> بالعالم</p>")
    written = html.fromstring(body_of(usual(panels=[BriefingPanel(heading="A", blocks=body)])))

    assert [one.tag for one in written.iter() if one.get("dir") == "rtl"] == ["p"]


@pytest.mark.parametrize("panels", [[], [BriefingPanel(heading="")] * 7], ids=["nothing", "seven empty sections"])
def test_a_draft_with_next_to_nothing_has_a_body(panels):
    body = html.fromstring(body_of(BriefingSheet(title="", panels=panels)))

    assert next(body.iter("h1")).text_content() == "Untitled briefing"
    assert [one.text for one in body.iter("p")].count("Not yet written.") == len(panels)


@settings(max_examples=100, deadline=None)
@given(typed)
def test_whatever_is_typed_comes_out_whole_and_in_order(sheet):
    shown = letters(html.fromstring(body_of(sheet)).text_content())
    expected = [letters(sheet.shown_title), said(sheet.introduction)]
    for number, panel in enumerate(sheet.panels, start=1):
        expected += [letters(panel_heading(panel, number)), said(panel.blocks)]
    expected += [letters(question) for question in sheet.standing_questions]
    expected += [letters(sheet.facilitator_note), *(letters(panel.facilitator_note) for panel in sheet.panels)]

    at = 0
    for text in expected:
        found = shown.find(text, at)
        assert found >= 0, text
        at = found + len(text)
