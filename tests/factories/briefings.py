"""Briefings and national summaries."""

import factory
import wagtail_factories
from wagtail.rich_text import RichText

from briefings.models import BriefingIndexPage, BriefingPage, NationalIndexPage, NationalSummaryPage
from briefings.presets import HEADINGS


def seven_sections(preset="case", words=10):
    """Stream data of seven sections, `words` words in each body."""
    body = RichText("<p>" + " ".join(["word"] * words) + "</p>")
    return [("section", {"heading": heading, "body": body, "facilitator_note": ""}) for heading in HEADINGS[preset]]


class BriefingIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = BriefingIndexPage

    title = "7-minute briefings"
    slug = "briefings"


class BriefingPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = BriefingPage

    title = factory.Sequence(lambda n: f"Briefing {n}")
    slug = factory.Sequence(lambda n: f"briefing-{n}")
    sections = factory.LazyFunction(seven_sections)


class NationalIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = NationalIndexPage

    title = "National learning"
    slug = "national"


class NationalSummaryPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = NationalSummaryPage

    title = factory.Sequence(lambda n: f"National review {n}")
    slug = factory.Sequence(lambda n: f"national-review-{n}")
    summarised_by = "Business manager"
    approved_by = "Chair of the sub-group"
