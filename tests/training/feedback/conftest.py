"""An event that taught two points on 12 March 2026, and rounds of feedback on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.factories.learning import LearningPointFactory
from tests.factories.training import FeedbackRoundFactory, PointTaughtFactory, TrainingEventFactory
from training.domain.feedback import FeedbackAnswers, receive_feedback
from training.enums import FeedbackMoment
from training.models import FeedbackResponse, FeedbackRound, TrainingEvent


@pytest.fixture
def today(time_machine) -> date:
    time_machine.move_to(datetime(2026, 3, 12, 16, 30, tzinfo=UTC))
    return date(2026, 3, 12)


@pytest.fixture
def points(partnership) -> list[Any]:
    return [LearningPointFactory(partnership=partnership, title=title) for title in ("Ask why", "Ring the school")]


@pytest.fixture
def event(partnership, points) -> TrainingEvent:
    event = TrainingEventFactory(partnership=partnership, title="Learning from Jamie", capacity=30)
    for place, point in enumerate(points):
        PointTaughtFactory(event=event, point=point, sort_order=place)
    return event


@pytest.fixture
def asked(event) -> FeedbackRound:
    return FeedbackRoundFactory(event=event)


@pytest.fixture
def later(event) -> FeedbackRound:
    return FeedbackRoundFactory(event=event, moment=FeedbackMoment.LATER, closes_on=date(2026, 6, 30))


@pytest.fixture
def say(points) -> Callable[..., FeedbackResponse]:
    """Somebody answers: a score of the first point, what they did, and words."""

    def answered(asked: FeedbackRound, *scores: int, has_done: str = "", **words: str) -> FeedbackResponse:
        given = {point.pk: score for point, score in zip(points, scores, strict=False)}
        return receive_feedback(asked, FeedbackAnswers(given, has_done, words))

    return answered
