"""7-minute briefings, national review summaries, and packs as they were."""

from .briefing import BriefingIndexPage, BriefingPage, BriefingPageTheme, BriefingPoint, StandingQuestions
from .national import (
    NationalIndexPage,
    NationalSummaryPage,
    NationalSummaryPageTheme,
    SummaryDeckToChange,
    SummaryPoint,
)
from .pack import DownloadCount, PackEdition, PackEditionItem, PackSettings
from .subscription import PackSubscription

__all__ = [
    "BriefingIndexPage",
    "BriefingPage",
    "BriefingPageTheme",
    "BriefingPoint",
    "DownloadCount",
    "NationalIndexPage",
    "NationalSummaryPage",
    "NationalSummaryPageTheme",
    "PackEdition",
    "PackEditionItem",
    "PackSettings",
    "PackSubscription",
    "StandingQuestions",
    "SummaryDeckToChange",
    "SummaryPoint",
]
