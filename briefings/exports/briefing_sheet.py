"""What a briefing says, for every format made from it: one source, so that no two formats can differ."""

from datetime import date

from briefings.exports.prose import prose
from briefings.exports.site_help import help_contacts
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.sheets.briefing import BriefingPanel, BriefingSheet
from media.sheets.richtext import blocks_from_text


def sheet_of(briefing: BriefingPage, sites: SitesOfPages | None = None) -> BriefingSheet:
    """All that is said by the briefing, whoever asks. `sites`: those of other pages exported with it. Drafts may be half-empty."""
    site = (sites or SitesOfPages()).of(briefing)
    partnership, address = site.partnership, briefing.full_url or ""
    return BriefingSheet(
        title=briefing.title,
        partnership=partnership.name if partnership else "",
        review_label=", ".join(sorted(review.title for review in briefing.reviews.all() if review.live)),
        source=briefing.source_note,
        date_as_stated=briefing.date_as_stated,
        introduction=tuple(blocks_from_text(briefing.introduction)),
        facilitator_note=briefing.facilitator_note,
        themes=tuple(theme.name for theme in briefing.theme_list),
        panels=tuple(
            BriefingPanel(
                heading=block.value["heading"] or "",
                blocks=tuple(prose(block.value["body"].source if block.value["body"] else "")),
                facilitator_note=block.value["facilitator_note"] or "",
            )
            for block in briefing.sections
        ),
        standing_questions=tuple(briefing.questions(site.standing)),
        reviewed_on=_day(briefing.reviewed_on),
        review_by=_day(briefing.review_by),
        reviewer=briefing.reviewer,
        web_address=address,
        used_address=f"{address}used/" if address else "",
        help_contacts=tuple(help_contacts(partnership)),
        is_fictional=bool(partnership and partnership.is_fictional),
    )


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""
