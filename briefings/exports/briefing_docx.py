"""A briefing as a Word document, to be changed for one's own team."""

from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.made_files import kept
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.word.composing.briefing import compose_briefing


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """The briefing as .docx. `sites`: those of other pages exported with it."""
    sheet = sheet_of(briefing, sites)
    return kept("briefing-docx", sheet, lambda: compose_briefing(sheet))
