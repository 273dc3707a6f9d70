"""A briefing as PDF."""

from briefings.exports.made_files import kept
from briefings.exports.prose import prose
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.pdf.briefing import BriefingPanel, BriefingSheet, typeset_briefing
from media.pdf.richtext import blocks_from_text


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """One or two A4 pages, PDF/UA-1. `sites`: those of other pages exported with it.

    Raises:
        media.pdf.errors.TooLong: it does not fit on two pages at 11 point; says how many words to cut.
    """
    sheet = _sheet(briefing, sites or SitesOfPages())
    return kept("briefing-pdf", sheet, lambda: typeset_briefing(sheet))


def _sheet(briefing: BriefingPage, sites: SitesOfPages) -> BriefingSheet:
    site = sites.of(briefing)
    partnership = site.partnership
    reviews = ", ".join(sorted(review.title for review in briefing.reviews.all() if review.live))
    return BriefingSheet(
        title=briefing.title,
        partnership=partnership.name if partnership else "",
        review_label=reviews,
        source=briefing.source_note,
        date_as_stated=briefing.date_as_stated,
        introduction=tuple(blocks_from_text(briefing.introduction)),
        themes=tuple(theme.name for theme in briefing.theme_list),
        panels=tuple(
            BriefingPanel(heading=block.value["heading"], blocks=tuple(prose(block.value["body"].source)))
            for block in briefing.sections
        ),
        standing_questions=tuple(briefing.questions(site.standing)),
        reviewed_on=f"{briefing.reviewed_on:%-d %B %Y}" if briefing.reviewed_on else "",
        review_by=f"{briefing.review_by:%-d %B %Y}" if briefing.review_by else "",
        reviewer=briefing.reviewer,
        web_address=briefing.full_url or "",
        is_fictional=bool(partnership and partnership.is_fictional),
    )
