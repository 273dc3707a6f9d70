"""The printed parts of a session's pack."""

from dataclasses import replace

import pytest

from media.pdf import session as pdf
from media.sheets.session import SessionSheet
from tests.media.pdf.reading import bookmarks, page_count, ua_findings
from tests.media.sheets.sessions import FULL

EMPTY = SessionSheet(title="")
ONLINE = replace(FULL, feedback_address="https://example.org/f/")
SHEETS = {
    "plan": pdf.typeset_session_plan,
    "reflection": lambda sheet: pdf.typeset_reflection_sheet(sheet, "Schools"),
    "sign-in": pdf.typeset_sign_in_sheet,
    "feedback": pdf.typeset_feedback_sheet,
    "certificate": pdf.typeset_certificate,
}


@pytest.mark.parametrize("make", SHEETS.values(), ids=list(SHEETS))
@pytest.mark.parametrize("sheet", [EMPTY, ONLINE], ids=["empty", "full"])
def test_every_sheet_is_accessible_and_always_the_same(make, sheet, tmp_path):
    data = make(sheet)

    assert ua_findings(data, tmp_path) == []
    assert make(sheet) == data


def test_the_plan_says_its_parts_in_order():
    assert bookmarks(pdf.typeset_session_plan(FULL))[:5] == [
        "Seeing the child",
        "What it is for",
        "Looking after people",
        "Running order",
        "Part by part",
    ]


def test_the_certificate_and_the_sheets_of_a_short_session_take_a_page_each():
    assert [page_count(SHEETS[name](FULL)) for name in ("sign-in", "feedback", "certificate")] == [1, 1, 1]
