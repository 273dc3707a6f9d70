"""The record of a team briefing on paper."""

from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.made_files import kept
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.word.composing.action_plan import compose_action_plan


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """The form as .docx, with the briefing's title on it. `sites`: those of other pages exported with it."""
    sheet = sheet_of(briefing, sites)
    return kept("action-plan", sheet, lambda: compose_action_plan(sheet))
