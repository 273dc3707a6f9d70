"""The action plan on paper, opened again with python-docx."""

import io

import docx
from docx.oxml.ns import qn

from media.sheets.briefing import BriefingSheet
from media.word.cleaning import clean_document
from media.word.composing.action_plan import ABOUT, compose_action_plan
from media.word.hidden_data import hidden_document_data
from tests.media.sheets.briefing_sheets import usual


def opened(sheet):
    return docx.Document(io.BytesIO(compose_action_plan(sheet)))


def test_it_asks_what_the_form_online_asks():
    tables = opened(usual()).tables

    assert [cell.text for cell in tables[0].columns[0].cells] == ["About the meeting", *ABOUT]
    assert [[cell.text for cell in table.rows[0].cells] for table in tables[1:]] == [
        ["What struck you?"],
        ["What you will do", "Who (role)", "By when", "How you will know"],
        ["Barriers, and what would help"],
    ]


def test_every_table_has_its_heading_row_marked_and_says_what_it_is():
    for table in opened(usual()).tables:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)
        assert len(table._tbl.find(f".//{qn('w:tblDescription')}").get(qn("w:val"))) > 20
        assert all(row.cells[0].text for row in table.rows[:1])


def test_it_names_the_briefing_its_questions_and_where_it_goes():
    document = opened(usual())
    texts = [one.text for one in document.paragraphs]

    assert document.core_properties.title == "Team action plan: Maya: bruising in a baby"
    assert [text for text in texts if text in usual().standing_questions] == list(usual().standing_questions)
    assert "Exampleshire Safeguarding Children Partnership: 01234 567890" in texts
    assert "Quicker, if you can get online: https://example.org/briefings/maya/used/" in texts


def test_nothing_is_hidden_in_it_and_nothing_is_to_be_removed():
    for sheet in (usual(), BriefingSheet(title="", panels=[])):
        data = compose_action_plan(sheet)
        assert not hidden_document_data(data)
        assert clean_document(io.BytesIO(data), io.BytesIO()).removed == ()


def test_the_same_sheet_gives_the_same_bytes():
    assert compose_action_plan(usual()) == compose_action_plan(usual())
