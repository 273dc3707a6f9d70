"""A briefing in large print."""

from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.made_files import kept
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.pdf.large_print import typeset_large_print


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """As many A4 pages as it needs at 18 point, PDF/UA-1. `sites`: those of other pages exported with it."""
    sheet = sheet_of(briefing, sites)
    return kept("briefing-large-print", sheet, lambda: typeset_large_print(sheet))
