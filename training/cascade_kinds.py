"""Which kinds of page are cascaded, and as what."""

from wagtail.models import Page

from briefings.models import BriefingPage, NationalSummaryPage
from learning.models import ReviewPage, ThemedResourcePage
from training.enums import CascadeOf

KINDS: dict[type[Page], CascadeOf] = {
    NationalSummaryPage: CascadeOf.SUMMARY,
    BriefingPage: CascadeOf.BRIEFING,
    ReviewPage: CascadeOf.PACK,
    ThemedResourcePage: CascadeOf.RESOURCE,
}
