"""7-minute briefings, national review summaries, and packs as they were."""

from .briefing import BriefingIndexPage, BriefingPage, BriefingPageTheme, BriefingPoint, StandingQuestions
from .deposit import DepositSettings, RepositoryDeposit
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
    "DepositSettings",
    "DownloadCount",
    "NationalIndexPage",
    "NationalSummaryPage",
    "NationalSummaryPageTheme",
    "PackEdition",
    "PackEditionItem",
    "PackSettings",
    "PackSubscription",
    "RepositoryDeposit",
    "StandingQuestions",
    "SummaryDeckToChange",
    "SummaryPoint",
]
