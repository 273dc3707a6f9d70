"""A briefing as slides, with the facilitator's notes under them."""

from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.made_files import kept
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.decks.briefing_deck import compose_briefing_deck


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """The briefing as .pptx. `sites`: those of other pages exported with it."""
    sheet = sheet_of(briefing, sites)
    return kept("briefing-pptx", sheet, lambda: compose_briefing_deck(sheet))
