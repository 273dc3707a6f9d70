"""A summary that asks schools and police something, and agencies of which one has no lead's address."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from briefings.models import BriefingPoint, SummaryPoint
from learning.models import AgencyKind, ReflectionQuestion, ThemedResourcePoint
from tests.factories.accounts import UserFactory
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import (
    AgencyFactory,
    FindingFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
)
from training.domain.cascades import CascadeDetails, start_cascade
from training.enums import CascadeOf

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def manager(client: Client) -> Any:
    user = UserFactory(group="Training managers")
    client.force_login(user)
    return user


@pytest.fixture
def point(partnership):
    return LearningPointFactory(partnership=partnership, title="Ask to see where the baby sleeps")


@pytest.fixture
def summary(home, point):
    questions = [("question", {"kind": "Schools", "question": "Who asks?"})]
    questions += [("question", {"kind": "Schools", "question": "And who listens?"})]
    questions += [("question", {"kind": "police", "question": "Is it in the note?"})]
    page = NationalSummaryPageFactory(
        parent=NationalIndexPageFactory(parent=home),
        title="The night that is different",
        slug="night",
        why_here="It could happen here.",
        key_findings="<p>Advice was given, and nobody looked.</p>",
        questions=questions,
        reply_by=date(2027, 1, 31),
        last_published_at=NOW,
    )
    SummaryPoint.objects.create(summary=page, point=point)
    return page


@pytest.fixture
def agencies(partnership):
    schools, police, housing = (
        AgencyKind.objects.get_or_create(name=name)[0] for name in ("Schools", "Police", "Housing")
    )
    return SimpleNamespace(
        school=AgencyFactory(
            name="Hill School", kind=schools, partnerships=[partnership], lead_email="head@hill.example"
        ),
        other_school=AgencyFactory(
            name="Vale School", kind=schools, partnerships=[partnership], lead_email="head@hill.example"
        ),
        police=AgencyFactory(
            name="Police", kind=police, partnerships=[partnership], lead_email="o'b+lead@police.example"
        ),
        housing=AgencyFactory(name="Housing", kind=housing, partnerships=[partnership], lead_email=""),
    )


@pytest.fixture
def everybody(agencies):
    return list(vars(agencies).values())


@pytest.fixture
def draft(summary, partnership, everybody):
    details = CascadeDetails(everybody, date(2026, 12, 4), date(2027, 1, 31), "Please read it with your team.")
    return start_cascade(summary, details, partnership=partnership, by=None)


@pytest.fixture
def things(summary, home, partnership, point):
    """One of each kind that is cascaded."""
    briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), last_published_at=NOW)
    BriefingPoint.objects.create(briefing=briefing, point=point)
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), publisher=partnership)
    FindingFactory(review=review, point=point)
    resource = ThemedResourcePageFactory(
        parent=SeriesPageFactory(parent=home), introduction="<p>Ask.</p>", last_published_at=NOW
    )
    ReflectionQuestion.objects.create(resource=resource, text="Who asks here?")
    ThemedResourcePoint.objects.create(resource=resource, point=point)
    return {
        CascadeOf.SUMMARY: summary,
        CascadeOf.BRIEFING: briefing,
        CascadeOf.PACK: review,
        CascadeOf.RESOURCE: resource,
    }
