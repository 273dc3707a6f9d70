"""The summary of a national review as a file of each kind. All are made from the one sheet, so that no two can differ.

Each takes `sites`, those of other pages exported with it, as the makers of a briefing's files do.
"""

from briefings.exports import briefing_email, briefing_text
from briefings.exports.made_files import kept
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.exports.summary_sheet import summary_poster_sheet, summary_sheet
from briefings.models import NationalSummaryPage
from media.decks.briefing_deck import compose_briefing_deck
from media.pdf.large_print import typeset_large_print
from media.pdf.poster import typeset_poster
from media.pdf.summary import typeset_summary
from media.word.composing.briefing import compose_briefing


def pdf(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> bytes:
    """As many A4 pages as it needs, PDF/UA-1, with the actions as a table."""
    sheet = summary_sheet(summary, sites)
    return kept("summary-pdf", sheet, lambda: typeset_summary(sheet))


def large_print(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> bytes:
    """All of it at 18 point, PDF/UA-1."""
    sheet = summary_sheet(summary, sites)
    return kept("summary-large-print", sheet, lambda: typeset_large_print(sheet))


def poster(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> bytes:
    """The essentials on one landscape page, A4 or A3, PDF/UA-1.

    Raises:
        media.pdf.errors.TooLong: they do not fit on A3 at 11 point; says how many words to cut.
    """
    sheet = summary_poster_sheet(summary, sites)
    return kept("summary-poster", sheet, lambda: typeset_poster(sheet))


def docx(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> bytes:
    """A Word document to change, with the actions as a table."""
    sheet = summary_sheet(summary, sites)
    return kept("summary-docx", sheet, lambda: compose_briefing(sheet))


def pptx(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> bytes:
    """A slide or more for each part."""
    sheet = summary_sheet(summary, sites)
    return kept("summary-pptx", sheet, lambda: compose_briefing_deck(sheet))


def email(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> bytes:
    """A whole HTML document to be opened and copied or sent."""
    return briefing_email.document_of(summary_sheet(summary, sites))


def text(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> bytes:
    """The words alone, UTF-8."""
    return briefing_text.text_of(summary_sheet(summary, sites)).encode()
