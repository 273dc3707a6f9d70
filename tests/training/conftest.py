"""A partnership that has held one event about one learning point, at which one agency was expected."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from briefings.models import BriefingPage
from learning.models import Agency, LearningPoint, Partnership
from partnership.home.models import HomePage
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import AgencyFactory, LearningPointFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.models import TrainingEvent

AS_AT = date(2026, 11, 21)


@pytest.fixture
def as_at() -> date:
    return AS_AT


@pytest.fixture
def point(partnership: Partnership) -> LearningPoint:
    return LearningPointFactory(partnership=partnership)


@pytest.fixture
def agency(partnership: Partnership) -> Agency:
    return AgencyFactory(partnerships=[partnership])


@pytest.fixture
def pass_on(partnership: Partnership, point: LearningPoint, agency: Agency) -> Callable[..., TrainingEvent]:
    """Holds an event that passes `point` on; takes fields of the event, of the point taught and of attendance."""

    def hold(**fields: Any) -> TrainingEvent:
        taught = {name: fields.pop(name) for name in ("depth", "evidence") if name in fields}
        taught["point"] = fields.pop("point", point)
        rows = {
            name: fields.pop(name)
            for name in ("state", "came", "walked_in", "booked", "did_not_come")
            if name in fields
        }
        rows["agency"] = fields.pop("agency", agency)
        has_row = fields.pop("has_row", True)
        event = TrainingEventFactory(**{"partnership": partnership, **fields})
        PointTaughtFactory(event=event, **taught)
        if has_row:
            AttendanceFactory(event=event, **rows)
        return event

    return hold


@pytest.fixture
def briefing(home: HomePage, point: LearningPoint) -> BriefingPage:
    """A published briefing that passes `point` on."""
    page = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), title="Neglect", slug="neglect")
    page.briefing_points.create(point=point)
    return page
