"""Partnerships, agencies, themes, reviews, learning points, themed series."""

from .agency_history import AgencySuccession
from .campaign import Campaign, CampaignLink
from .findable import SEARCH_ENGINES_PANEL, KeptOutOfSearch
from .information import InformationPage
from .learning_point import LearningPoint, LearningPointTheme
from .mail import MailBatch, MailServer, QueuedMail
from .pack_item import PackItem
from .partnership import Agency, AgencyKind, Level, Partnership
from .review import (
    Finding,
    ReviewDate,
    ReviewIndexPage,
    ReviewPage,
    ReviewPageTheme,
    ReviewPerson,
    ReviewSubject,
)
from .series import (
    ReflectionQuestion,
    SeriesPage,
    ThemedResourceItem,
    ThemedResourcePage,
    ThemedResourcePageTheme,
    ThemedResourcePoint,
)
from .slide_point import SlidePoint
from .stated_date import StatedDateMixin
from .theme import Theme, ThemeAlternative, ThemedItem, themes_of
from .timings import PublicationTimings
from .withdrawal import Withdrawable, Withdrawal

__all__ = [
    "SEARCH_ENGINES_PANEL",
    "Agency",
    "AgencyKind",
    "AgencySuccession",
    "Campaign",
    "CampaignLink",
    "Finding",
    "InformationPage",
    "KeptOutOfSearch",
    "LearningPoint",
    "LearningPointTheme",
    "Level",
    "MailBatch",
    "MailServer",
    "PackItem",
    "Partnership",
    "PublicationTimings",
    "QueuedMail",
    "ReflectionQuestion",
    "ReviewDate",
    "ReviewIndexPage",
    "ReviewPage",
    "ReviewPageTheme",
    "ReviewPerson",
    "ReviewSubject",
    "SeriesPage",
    "SlidePoint",
    "StatedDateMixin",
    "Theme",
    "ThemeAlternative",
    "ThemedItem",
    "ThemedResourceItem",
    "ThemedResourcePage",
    "ThemedResourcePageTheme",
    "ThemedResourcePoint",
    "Withdrawable",
    "Withdrawal",
    "themes_of",
]
