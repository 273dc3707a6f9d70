"""What a briefing says, for every format made from it: one source, so that no two formats can differ."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from briefings.domain.keeping_current import notice_of
from briefings.exports.prose import prose
from briefings.exports.site_help import help_contacts
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.models import Image
from media.sheets.briefing import BriefingPanel, BriefingSheet
from media.sheets.richtext import Block, blocks_from_text


def sheet_of(briefing: BriefingPage, sites: SitesOfPages | None = None) -> BriefingSheet:
    """All that is said by the briefing, whoever asks. `sites`: those of other pages exported with it. Drafts may be half-empty."""
    sites = sites or SitesOfPages()
    site = sites.of(briefing)
    partnership, address = site.partnership, briefing.full_url or ""
    return BriefingSheet(
        title=briefing.title,
        partnership=partnership.name if partnership else "",
        review_label=", ".join(sorted(review.title for review in sites.open_to_all(briefing.reviews.all(), briefing))),
        source="; ".join(_sources(briefing)),
        date_as_stated=briefing.date_as_stated,
        introduction=tuple(blocks_from_text(briefing.introduction)),
        facilitator_note=briefing.facilitator_note,
        themes=tuple(theme.name for theme in briefing.theme_list),
        panels=tuple(
            BriefingPanel(
                heading=block.value["heading"] or "",
                blocks=(
                    *prose(block.value["body"].source if block.value["body"] else ""),
                    *_picture(block.value.get("image")),
                ),
                facilitator_note=block.value["facilitator_note"] or "",
            )
            for block in briefing.sections
        ),
        standing_questions=tuple(briefing.questions(site.standing)),
        reviewed_on=_day(briefing.reviewed_on),
        review_by=_day(briefing.review_by),
        reviewer=briefing.reviewer,
        notice=notice_of(briefing, next(iter(sites.open_to_all(filter(None, [briefing.replacement]), briefing)), None)),
        web_address=address,
        used_address=used_address(briefing),
        help_contacts=tuple(help_contacts(partnership)),
        is_fictional=bool(partnership and partnership.is_fictional),
    )


def used_address(briefing: BriefingPage) -> str:
    """Where a team says that it has used the briefing; blank while it has no address of its own."""
    return f"{briefing.full_url}used/" if briefing.full_url else ""


def _sources(briefing: BriefingPage) -> Iterator[str]:
    """What it was made from besides reviews of this site."""
    if briefing.source_note:
        yield briefing.source_note
    for block in briefing.outside_reviews:
        named = [str(block.value[name]) for name in ("name", "publisher", "year", "url") if block.value[name]]
        if named:
            yield ", ".join(named)


def _picture(image: Image | None) -> list[Block]:
    """A file says what the picture on the page shows; nothing of one that is only decoration."""
    if image is None or image.decorative:
        return []
    shown = image.contextual_alt_text or _("not described yet")
    return [{"kind": "p", "runs": [{"text": _("Picture: %(shown)s") % {"shown": shown}, "italic": True}]}]


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""
