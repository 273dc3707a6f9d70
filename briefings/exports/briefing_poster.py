"""A briefing as a poster."""

from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.made_files import kept
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.pdf.poster import typeset_poster


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """One landscape page, A4 or A3, PDF/UA-1: the sections round a wheel. `sites`: those of other pages exported with it.

    Raises:
        media.pdf.errors.TooLong: it does not fit on A3 at 11 point; says how many words to cut.
    """
    sheet = sheet_of(briefing, sites)
    return kept("briefing-poster", sheet, lambda: typeset_poster(sheet))
