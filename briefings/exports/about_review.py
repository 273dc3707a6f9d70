"""The "About this review" sheet of a pack: the stated facts and nothing else."""

from briefings.domain.packs.contents import Pack, PackEntry
from briefings.exports.made_files import kept
from briefings.exports.prose import prose
from briefings.exports.site_help import help_contacts
from briefings.exports.sites_of_pages import SitesOfPages
from learning.domain.publication import publication_reason
from learning.models import ReviewPage
from media.pdf.about_review import AboutReviewSheet, Fact, PackLine, PointLine, typeset_about_review


def file(pack: Pack, sites: SitesOfPages | None = None) -> bytes:
    """The sheet as PDF/UA-1. `sites`: those of other pages exported with it."""
    sheet = sheet_of(pack, sites or SitesOfPages())
    return kept("about-review", sheet, lambda: typeset_about_review(sheet))


def sheet_of(pack: Pack, sites: SitesOfPages) -> AboutReviewSheet:
    """All that the sheet says."""
    review = pack.review
    partnership = sites.of(review).partnership
    points = [finding.point for finding in review.findings_with_points()]
    return AboutReviewSheet(
        title=review.title,
        partnership=partnership.name if partnership else "",
        publication_state=review.get_publication_state_display(),
        publication_reason=publication_reason(review),
        content_warning=review.content_warning,
        summary=tuple(prose(review.summary)),
        facts=tuple(_facts(review)),
        people=tuple(Fact(label=person.get_role_display(), value=person.name) for person in review.people.all()),
        dates=tuple(
            Fact(label=row.get_kind_display(), value=_date(row.date_as_stated, row.note))
            for row in review.stated_dates.all()
        ),
        themes=tuple(theme.name for theme in review.theme_list),
        learning_points=tuple(PointLine(title=point.title, found=point.found) for point in points),
        pack=tuple(_line(entry) for entry in pack.listed if entry.is_held),
        not_held=tuple(_line(entry) for entry in pack.not_held),
        help_note=" ".join(f"{who}: {how}." for who, how in help_contacts(partnership)),
        web_address=review.full_url or "",
        is_fictional=bool(partnership and partnership.is_fictional),
    )


def _facts(review: ReviewPage) -> list[Fact]:
    publisher = review.publisher.name if review.publisher else ""
    return [
        Fact(label="Kind of review", value=review.get_kind_display()),
        Fact(label="Name given", value=review.pseudonym),
        Fact(label="Local reference", value=review.local_reference),
        Fact(label="Year", value=str(review.year or "")),
        Fact(label="Published by", value="; ".join(text for text in (publisher, review.also_by) if text)),
        Fact(
            label="Children (age band)",
            value=", ".join(subject.get_age_band_display() for subject in review.subjects.all()),
        ),
        Fact(label="Where it is", value=review.public_url),
    ]


def _line(entry: PackEntry) -> PackLine:
    return PackLine(
        title=entry.title,
        detail=", ".join(text for text in (entry.kind, entry.format, entry.date) if text),
        note=entry.note,
    )


def _date(stated: str, note: str) -> str:
    return f"{stated} ({note})" if note else stated
