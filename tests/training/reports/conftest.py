"""A partnership with a year behind it, and somebody who may see its figures."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from learning.models import Agency
from learning.queries.agency_history import AgencyHistory
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory
from tests.factories.training import FeedbackRoundFactory, TrainingEventFactory
from training.domain.feedback import FeedbackAnswers, receive_feedback
from training.models import TrainingEvent
from training.queries.coverage_filters import CoverageFilters
from training.queries.evidence_asked import EvidenceAsked
from training.reports.report import EvidenceReport, Table
from training.reports.telling import Named, evidence_report


@pytest.fixture(autouse=True)
def today(time_machine) -> None:
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def manager(client) -> Any:
    client.force_login(UserFactory(group="Training managers"))
    return client


@pytest.fixture
def agencies(partnership) -> list[Agency]:
    return [
        AgencyFactory(partnerships=[partnership], name=name) for name in ("Police", "Schools", "Housing", "Probation")
    ]


@pytest.fixture
def question(partnership) -> Callable[..., EvidenceAsked]:
    def of(as_at: date = date(2026, 11, 21), agency: Agency | None = None, **filters: Any) -> EvidenceAsked:
        return EvidenceAsked(partnership, CoverageFilters(**filters), as_at, AgencyHistory.load(), agency)

    return of


@pytest.fixture
def report(question) -> Callable[..., EvidenceReport]:
    def made(is_public: bool = False, **asked: Any) -> EvidenceReport:
        return evidence_report(question(**asked), Named(), is_public=is_public)

    return made


@pytest.fixture
def answer() -> Callable[..., None]:
    """So many people answer a round about an event, each with these scores by point."""

    def many(event: TrainingEvent, moment: str, scores: list[dict[Any, int]], **more: Any) -> None:
        asked = event.feedback_rounds.filter(moment=moment).first() or FeedbackRoundFactory(event=event, moment=moment)
        on = more.pop("on", datetime(2026, 4, 1, 12, tzinfo=UTC))
        for one in scores:
            receive_feedback(asked, FeedbackAnswers({point.pk: score for point, score in one.items()}, **more), now=on)

    return many


@pytest.fixture
def event(partnership) -> TrainingEvent:
    return TrainingEventFactory(partnership=partnership)


def table(report: EvidenceReport, caption: str) -> Table:
    """The one table whose caption begins so."""
    found = [table for section in report.sections for table in section.tables if table.caption.startswith(caption)]
    assert len(found) == 1, [table.caption for section in report.sections for table in section.tables]
    return found[0]


def rows(report: EvidenceReport, caption: str) -> dict[str, list[str]]:
    """What it shows, by the name of each row."""
    return {row[0]: row[1:] for row in table(report, caption).shown()}
