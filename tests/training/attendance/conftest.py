"""An event that was held, to which two agencies were invited, and somebody who runs events."""

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory
from tests.factories.training import TrainingEventFactory


@pytest.fixture
def police(partnership):
    return AgencyFactory(name="Kent Police", partnerships=[partnership], lead_email="lead@police.example")


@pytest.fixture
def school(partnership):
    return AgencyFactory(name="North School", partnerships=[partnership])


@pytest.fixture
def event(partnership, police, school):
    event = TrainingEventFactory(partnership=partnership, title="Learning from Jamie", capacity=20)
    event.invited.set([police, school])
    event.save()
    return event


@pytest.fixture
def trainer(db):
    return UserFactory(group="Trainers", first_name="A.", last_name="Trainer")


@pytest.fixture
def client(trainer):
    client = Client()
    client.force_login(trainer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
