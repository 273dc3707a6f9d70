"""A 7-minute briefing in large print: the same words in the same order, at 18 points and more."""

from __future__ import annotations

from media.pdf.briefing_content import briefing_content
from media.pdf.typeset import typeset
from media.sheets.briefing import BriefingSheet


def typeset_large_print(sheet: BriefingSheet) -> bytes:
    """The briefing as a PDF/UA-1 file of as many A4 pages as it needs, in one column. The same sheet, the same bytes.

    https://www.ukaaf.org/wp-content/uploads/2024/02/G003-UKAAF-Creating-clear-print-and-large-print-documents.pdf
    """
    return typeset("large_print.typ", briefing_content(sheet), made_at=sheet.made_at).data
