"""A slide deck of a review's learning points, with notes for whoever presents it."""

from briefings.exports.made_files import kept
from briefings.exports.site_help import help_contacts
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.words import plain_text
from learning.domain.publication import publication_reason
from learning.models import Finding, LearningPoint, ReviewPage
from media.decks.compose import CaseInBrief, DeckContent, HelpContact, PointSlide, Source, compose_deck


def file(review: ReviewPage, sites: SitesOfPages | None = None) -> bytes:
    """The deck as .pptx: a title, the case, a slide for each learning point, themes, what to do, sources, help."""
    content = content_of(review, sites or SitesOfPages())
    return kept("review-deck", content, lambda: compose_deck(content))


def content_of(review: ReviewPage, sites: SitesOfPages) -> DeckContent:
    """All that the deck says."""
    partnership = sites.of(review).partnership
    findings = review.findings_with_points()
    return DeckContent(
        title=f"Learning from {review.title}",
        subtitle=review.get_kind_display(),
        partnership=partnership.name if partnership else "",
        review_label=review.title,
        case=CaseInBrief(plain_text(review.summary), tuple(_facts(review))),
        themes=tuple(theme.name for theme in review.theme_list),
        points=tuple(_slide(finding, review) for finding in findings),
        sources=tuple(_sources(review)),
        # the slide itself says, above all others, to call 999
        help_contacts=tuple(HelpContact(name=who, detail=how) for who, how in help_contacts(partnership)[1:]),
        content_warning=review.content_warning,
        is_fictional=bool(partnership and partnership.is_fictional),
    )


def _facts(review: ReviewPage) -> list[tuple[str, str]]:
    publisher = review.publisher.name if review.publisher else ""
    children = ", ".join(subject.get_age_band_display() for subject in review.subjects.all())
    return [
        ("Kind of review", review.get_kind_display()),
        ("Children (age band)", children),
        ("Published by", "; ".join(text for text in (publisher, review.also_by) if text)),
        ("Year", str(review.year or "")),
    ]


def _slide(finding: Finding, review: ReviewPage) -> PointSlide:
    point: LearningPoint = finding.point
    seen_in = ", ".join(text for text in (review.title, finding.source_reference) if text)
    return PointSlide(
        title=point.title,
        found=point.found,
        change=point.change,
        question=point.question,
        good_practice=point.is_good_practice,
        seen_in=seen_in,
    )


def _sources(review: ReviewPage) -> list[Source]:
    publisher = review.publisher.name if review.publisher else ""
    state = " ".join(
        text for text in (f"{review.get_publication_state_display()}.", publication_reason(review)) if text
    )
    detail = ", ".join(text for text in (publisher, review.published.text) if text)
    sources = [Source(title=review.title, detail=f"{detail}. {state}" if detail else state, url=review.public_url)]
    return [*sources, Source(title="This review, its learning pack and its briefings", url=review.full_url or "")]
