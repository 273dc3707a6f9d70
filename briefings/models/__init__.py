"""7-minute briefings and national review summaries."""

from .briefing import BriefingIndexPage, BriefingPage, BriefingPageTheme, BriefingPoint, StandingQuestions
from .national import NationalIndexPage, NationalSummaryPage, NationalSummaryPageTheme, SummaryPoint

__all__ = [
    "BriefingIndexPage",
    "BriefingPage",
    "BriefingPageTheme",
    "BriefingPoint",
    "NationalIndexPage",
    "NationalSummaryPage",
    "NationalSummaryPageTheme",
    "StandingQuestions",
    "SummaryPoint",
]
