"""What a workbook carries unseen is told, and a plain one has nothing to tell."""

import io

import pytest

from media.opc.refusals import FileRefused
from media.opc.workbook import hidden_workbook_data
from tests.media import sample_files as samples

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
CORE = b'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Jane Numbat</dc:creator></cp:coreProperties>'
SHOWN_ROW = f'<worksheet xmlns="{MAIN}"><row hidden="0"/></worksheet>'.encode()

CARRIED = {
    "an author": ({"docProps/core.xml": CORE}, {"author"}),
    "a company": ({"docProps/app.xml": b"<Properties><Company>Numbat Ltd</Company></Properties>"}, {"company"}),
    "comments": ({"xl/comments1.xml": b"<comments/>"}, {"comments"}),
    "new comments": (
        {"xl/threadedComments/threadedComment1.xml": b"<a/>", "xl/persons/person.xml": b"<a/>"},
        {"comments", "people"},
    ),
    "a hidden sheet": (
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets><sheet state="veryHidden"/></sheets></workbook>'.encode()
        },
        {"hidden_sheet"},
    ),
    "a hidden column": ({SHEET: f'<worksheet xmlns="{MAIN}"><col hidden="1"/></worksheet>'.encode()}, {"hidden_cells"}),
    "rows behind a pivot table": ({"xl/pivotCache/pivotCacheRecords1.xml": b"<a/>"}, {"pivot_data"}),
    "another workbook": ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, {"other_workbook"}),
    "a database": ({"xl/connections.xml": b"<a/>"}, {"connection"}),
    "a printer": ({"xl/printerSettings/printerSettings1.bin": b"HP"}, {"printer_settings"}),
    "nothing": ({"docProps/app.xml": b"<Properties><Company/></Properties>", SHEET: SHOWN_ROW}, set()),
}


@pytest.mark.parametrize("case", CARRIED)
def test_what_it_carries_is_told(case):
    extra, codes = CARRIED[case]
    namespace = f'<workbook xmlns="{MAIN}"/>'.encode()
    parts = dict(samples.package_parts("xl/workbook.xml", samples.WORKBOOK_TYPE, namespace)) | extra

    assert hidden_workbook_data(io.BytesIO(samples.zipped(parts))).codes == codes


def test_what_is_no_workbook_is_refused():
    with pytest.raises(FileRefused):
        hidden_workbook_data(io.BytesIO(b"PK\x03\x04"))
