"""The briefing as a Word document, opened again with python-docx and with lxml."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree

from media.sheets.briefing import BriefingPanel, BriefingSheet, panel_heading
from media.sheets.richtext import blocks_from_html, blocks_from_text
from media.word.cleaning import clean_document
from media.word.composing.briefing import compose_briefing
from media.word.hidden_data import hidden_document_data
from tests.media.sheets.briefing_sheets import HEADINGS, letters, said, typed, usual


def opened(sheet: BriefingSheet) -> Document:
    return docx.Document(io.BytesIO(compose_briefing(sheet)))


def headings(document: Document) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith(("Title", "Head"))]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_its_headings_are_real_and_in_order():
    assert headings(opened(usual())) == [
        ("Title", "Maya: bruising in a baby"),
        *(("Heading 1", heading) for heading in HEADINGS),
        ("Heading 1", "Questions for your team"),
        ("Heading 1", "After you have used it"),
        ("Heading 1", "If you are worried about a child, or this has upset you"),
        ("Heading 1", "About this briefing"),
        ("Heading 1", "For whoever leads this briefing"),
        *(("Heading 2", f"Section {number}: {heading}") for number, heading in enumerate(HEADINGS, start=1)),
    ]


def test_the_seven_panels_and_no_other_headings_are_numbered():
    numbered = [
        one.text
        for one in opened(usual()).paragraphs
        if one.style.name == "Heading 1" and one._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    ]

    assert tuple(numbered) == HEADINGS


def test_lists_are_lists_and_each_numbered_one_begins_at_one():
    body = blocks_from_html("<ol><li>One</li><li>Two</li></ol><p>Then</p><ol><li>Again</li></ol><ul><li>Dot</li></ul>")
    document = opened(usual(panels=[BriefingPanel(heading="A", blocks=body)], standing_questions=()))
    items = [one for one in document.paragraphs if one.style.name.startswith("List")][:4]
    numbers = [one._p.find(f".//{qn('w:numId')}") for one in items]

    assert [(one.style.name, one.text) for one in items] == [
        ("List Number", "One"),
        ("List Number", "Two"),
        ("List Number", "Again"),
        ("List Bullet", "Dot"),
    ]
    assert [None if one is None else one.get(qn("w:val")) for one in numbers] == ["3", "3", "4", None]
    starts = etree.fromstring(parts(compose_briefing(usual()))["word/numbering.xml"]).iter(qn("w:startOverride"))
    assert {one.get(qn("w:val")) for one in starts} == {"1"}


def test_it_says_what_it_is_called_who_made_it_when_and_in_which_language():
    document = opened(usual())
    properties = document.core_properties

    assert (properties.title, properties.author, properties.language) == (
        "Maya: bruising in a baby",
        "Exampleshire Safeguarding Children Partnership",
        "en-GB",
    )
    assert (properties.created, properties.modified) == (usual().made_at, usual().made_at)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    settings_language = document.settings.element.find(qn("w:themeFontLang"))
    assert {defaults.get(qn("w:val")), settings_language.get(qn("w:val"))} == {"en-GB"}


def test_without_a_date_the_file_has_none():
    assert b"dcterms:created" not in parts(compose_briefing(usual(made_at=None)))["docProps/core.xml"]


def test_every_picture_has_words_and_there_is_one():
    told = [
        (one.get("name"), one.get("descr"))
        for one in opened(usual()).element.iter("{*}docPr", "{*}cNvPr")
        if one.tag.endswith("}docPr")
    ]

    assert told == [("QR code", "QR code that opens https://example.org/briefings/maya/used/")]


def test_every_page_has_its_number_and_every_page_but_the_first_its_title():
    section = opened(usual()).sections[0]

    for footer in (section.footer, section.first_page_footer):
        text = "".join(one.text or "" for one in footer._element.iter(qn("w:t")))
        assert text == "Exampleshire Safeguarding Children PartnershipPage 1 of 1"
        fields = [one.get(qn("w:instr")).strip() for one in footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == "7-minute briefing · Maya: bruising in a baby"
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)


def test_the_part_for_whoever_leads_it_is_on_pages_of_its_own():
    breaking = [
        one.text for one in opened(usual()).paragraphs if one._p.find(f".//{qn('w:pageBreakBefore')}") is not None
    ]

    assert breaking == ["For whoever leads this briefing"]


def test_that_it_is_superseded_is_said_first():
    assert opened(usual()).paragraphs[0].text == "A newer briefing takes its place."


@pytest.mark.parametrize(
    "sheet",
    [usual(), BriefingSheet(title="", panels=[]), BriefingSheet(title="", panels=[BriefingPanel(heading="")] * 7)],
    ids=["everything", "nothing", "seven empty sections"],
)
def test_nothing_is_hidden_in_it_and_nothing_is_to_be_removed(sheet):
    data = compose_briefing(sheet)

    assert not hidden_document_data(data)
    assert clean_document(io.BytesIO(data), io.BytesIO()).removed == ()
    assert not any(b"rsid" in part for part in parts(data).values())


def test_an_author_that_no_page_names_is_hidden():
    data = compose_briefing(replace(usual(), partnership="Jane"))
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out := io.BytesIO(), "w") as other:
        for name in package.namelist():
            other.writestr(name, package.read(name).replace(b"<dc:creator>Jane", b"<dc:creator>Jan"))

    assert hidden_document_data(out.getvalue()).codes == {"author"}


def test_the_same_sheet_gives_the_same_bytes_whatever_was_made_between():
    first = compose_briefing(usual())
    compose_briefing(usual(title="Another"))

    assert compose_briefing(usual()) == first


def test_seven_empty_sections_say_that_they_are_not_written():
    document = opened(BriefingSheet(title="", panels=[BriefingPanel(heading="")] * 7))

    assert [text for style, text in headings(document)][:8] == [
        "Untitled briefing",
        *(f"Section {number}" for number in range(1, 8)),
    ]
    assert [one.text for one in document.paragraphs].count("Not yet written.") == 7


def test_what_runs_from_right_to_left_says_so_and_nothing_else_does():
    body = blocks_from_text("مرحبا بالعالم\n\nEnglish مرحبا\n\nHello")
    document = opened(usual(panels=[BriefingPanel(heading="A", blocks=body)]))

    assert [one.text for one in document.paragraphs if one._p.find(f".//{qn('w:bidi')}") is not None] == [
        "مرحبا بالعالم"
    ]
    assert [one.text for one in document.element.iter(qn("w:r")) if one.find(f".//{qn('w:rtl')}") is not None] == [
        "مرحبا بالعالم"
    ]


def test_only_web_mail_and_telephone_addresses_are_linked():
    runs = [{"text": "a", "url": "https://example.org/"}, {"text": "b", "url": "javascript:alert(1)"}]
    data = compose_briefing(usual(panels=[BriefingPanel(heading="A", blocks=[{"kind": "p", "runs": runs}])]))  # type: ignore[list-item]

    assert b"javascript" not in parts(data)["word/_rels/document.xml.rels"]
    assert b"https://example.org/" in parts(data)["word/_rels/document.xml.rels"]


def test_twenty_thousand_words_come_out():
    body = blocks_from_text("word " * 20_000)
    document = opened(usual(panels=[BriefingPanel(heading="A", blocks=body)]))

    assert max(len(one.text.split()) for one in document.paragraphs) == 20_000


@settings(max_examples=60, deadline=None)
@given(typed)
def test_whatever_is_typed_comes_out_whole_and_in_order(sheet):
    shown = letters("\n".join(one.text for one in opened(sheet).paragraphs))
    expected = [letters(sheet.shown_title), said(sheet.introduction)]
    for number, panel in enumerate(sheet.panels, start=1):
        expected += [letters(panel_heading(panel, number)), said(panel.blocks)]
    expected += [letters(question) for question in sheet.standing_questions]
    expected += [letters(sheet.facilitator_note)]
    for panel in sheet.panels:
        expected.append(letters(panel.facilitator_note))

    at = 0
    for text in expected:
        found = shown.find(text, at)
        assert found >= 0, text
        at = found + len(text)
