"""A briefing as PDF."""

from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.made_files import kept
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.pdf.briefing import typeset_briefing


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """One or two A4 pages, PDF/UA-1. `sites`: those of other pages exported with it.

    Raises:
        media.pdf.errors.TooLong: it does not fit on two pages at 11 point; says how many words to cut.
    """
    sheet = sheet_of(briefing, sites)
    return kept("briefing-pdf", sheet, lambda: typeset_briefing(sheet))
