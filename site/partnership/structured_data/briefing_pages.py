"""7-minute briefings, summaries of national reviews, learning packs: what the briefings room publishes."""

from typing import Any

from django.utils.translation import gettext as _

from briefings.models import BriefingIndexPage, BriefingPage, NationalIndexPage, NationalSummaryPage
from learning.models import ReviewPage
from partnership.structured_data.learning_pages import a_list
from partnership.structured_data.nouns import free_and_open, in_words, licensed, organisation, terms, themes_for
from partnership.structured_data.registry import About, Reading, describes, describes_address
from partnership.structured_data.writing import day_as_known, known

SEVEN_MINUTES = "PT7M"


@describes(BriefingPage)
def briefing(reading: Reading, page: BriefingPage) -> About:
    """What it is made from is not said: another area's review may be one that was published anonymously."""
    description = page.search_description or _(
        "A 7-minute briefing to read or talk through at a team meeting, with questions for the team."
    )
    data = {
        "@type": "LearningResource",
        "@id": reading.url,
        "name": page.title,
        "description": description,
        **free_and_open(reading),
        "learningResourceType": "7-minute briefing",
        **in_words(section.value.get("image") for section in page.sections if section.value.get("image")),
        **licensed(reading),
        "timeRequired": SEVEN_MINUTES,
        "educationalUse": ["professional development", "group discussion"],
        "audience": {"@type": "EducationalAudience", "educationalRole": "professional"},
        "about": terms(themes_for(page), reading),
        "publisher": organisation(reading.partnership, reading),
        "datePublished": day_as_known(page.date, page.date_precision),
        "dateModified": day_as_known(page.reviewed_on),
        "expires": day_as_known(page.review_by),
    }
    return About(page.title, description, [known(data)], is_kept_out=page.keep_out_of_search)


@describes(NationalSummaryPage)
def national_summary(reading: Reading, page: NationalSummaryPage) -> About:
    """An outline of somebody else's report, which it says it is based on."""
    description = page.search_description or _(
        "A national review in outline, for use here: findings, lessons, questions."
    )
    source = {
        "@type": "Report",
        "name": page.source_name,
        "url": page.source_url,
        "publisher": {"@type": "Organization", "name": page.source_publisher} if page.source_publisher else None,
        "datePublished": str(page.source_year or ""),
    }
    data = {
        "@type": "LearningResource",
        "@id": reading.url,
        "name": page.title,
        "description": description,
        **free_and_open(reading),
        "learningResourceType": "summary",
        **in_words(),
        **licensed(reading),
        "educationalUse": ["professional development"],
        "about": terms(themes_for(page), reading),
        "publisher": organisation(reading.partnership, reading),
        "isBasedOn": known(source) if page.source_name else None,
    }
    return About(page.title, description, [known(data)], is_kept_out=page.keep_out_of_search)


@describes(BriefingIndexPage)
def briefings(reading: Reading, page: BriefingIndexPage) -> About:
    description = page.search_description or _(
        "7-minute briefings: one or two sides in seven sections, for team meetings."
    )
    listed = reading.context.get("briefings") or []
    return About(page.title, description, [a_list(reading, page.title, description, listed)], is_article=False)


@describes(NationalIndexPage)
def national_learning(reading: Reading, page: NationalIndexPage) -> About:
    description = page.search_description or _("National reviews in outline, and what they ask of agencies here.")
    listed = reading.context.get("summaries") or []
    return About(page.title, description, [a_list(reading, page.title, description, listed)], is_article=False)


@describes_address("review_pack", "review")
def pack(reading: Reading, review: ReviewPage) -> About:
    """The page of a pack says no more than that it is one: the review's own page says what of."""
    title = _("Learning pack: %(review)s") % {"review": review.title}
    description = _("Everything published for %(review)s, together.") % {"review": review.title}
    return About(title, description, [a_list(reading, title, description)], is_kept_out=review.keep_out_of_search)


@describes_address("pack_check")
def check_of_pack(reading: Reading, _true: Any) -> About:
    description = _("Hand in a learning pack you saved and see what has changed since.")
    return About(_("Check a learning pack"), description, is_article=False)
