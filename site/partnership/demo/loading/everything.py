"""One partnership after another, each whole or not at all."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from briefings.signals import editions_wait_for_readers
from learning.models import Partnership
from partnership.demo.loading.briefings import load_briefings, load_decks_to_change, load_national
from partnership.demo.loading.cascades import load_cascades
from partnership.demo.loading.documents import hold_presentations
from partnership.demo.loading.explanations import load_campaigns, load_information, load_series
from partnership.demo.loading.files import FICTIONAL, REAL, ContentFolder
from partnership.demo.loading.partnerships import load_partnership
from partnership.demo.loading.registry import Loaded
from partnership.demo.loading.reviews import load_points, load_reviews
from partnership.demo.loading.sessions import (
    load_endorsements,
    load_feedback,
    load_required_content,
    load_sessions,
    load_workforces,
)
from partnership.demo.loading.team_uses import load_team_uses
from partnership.demo.loading.training import load_courses, load_events

LOADERS = (
    load_points,
    load_reviews,
    load_briefings,
    load_national,
    load_courses,
    load_events,
    load_required_content,
    load_workforces,
    load_endorsements,
    load_sessions,
    load_feedback,
    load_team_uses,
    load_series,
    load_campaigns,
    load_information,
    hold_presentations,
    load_decks_to_change,
    load_cascades,
)


def load_all(*, port: int = 8000, say: Callable[[str], Any] = print) -> None:
    """All six partnerships. The fictional one comes first: it is the default site."""
    for short in (FICTIONAL, *REAL):
        loaded = load_one(short, port=port)
        say(f"Loaded {loaded.partnership.name}.")


def load_one(short: str, *, port: int = 8000) -> Loaded:
    """One partnership's content, in one transaction."""
    with editions_wait_for_readers(), transaction.atomic():
        loaded = load_partnership(ContentFolder(short), port)
        for load in LOADERS:
            load(loaded)
    return loaded


def is_loaded() -> bool:
    """Whether all six are here."""
    return Partnership.objects.filter(slug__in=(FICTIONAL, *REAL), site__isnull=False).count() == len(REAL) + 1
