"""A trainer who is signed in, and a plan of theirs."""

from typing import Any

import pytest
from django.test import Client

from learning.models import Partnership
from partnership.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.training import SessionPlanFactory
from training.models import SessionPlan


@pytest.fixture
def trainer(db: None) -> User:
    return UserFactory(group="Trainers", first_name="Sam", last_name="Lee")


@pytest.fixture
def colleague(db: None) -> User:
    """Another trainer."""
    return UserFactory(group="Trainers", first_name="Kim", last_name="Ode")


@pytest.fixture
def signed_in(client: Client, trainer: User) -> Client:
    client.force_login(trainer)
    return client


@pytest.fixture
def plan(partnership: Partnership, trainer: User) -> SessionPlan:
    return SessionPlanFactory(partnership=partnership, owner=trainer, title="Neglect for health visitors")


@pytest.fixture
def send(signed_in: Client, plan: SessionPlan) -> Any:
    """Sends a form to the builder, as a page or (`json=True`) as its script does."""

    def post(do: str, *, json: bool = False, **fields: Any) -> Any:
        headers = {"Accept": "application/json"} if json else {}
        return signed_in.post(plan.get_absolute_url(), {"do": do, **fields}, headers=headers)

    return post
