"""A cascade of Exampleshire, and those who look at it."""

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.cascades import OctoberCascadeFactory, ReachedRecipientFactory, ReplyFactory


@pytest.fixture
def cascade(partnership):
    return OctoberCascadeFactory(partnership=partnership, title="Safeguarding children under one")


@pytest.fixture
def answer(cascade):
    """Sends it to an agency, and lets that agency answer if a kind of reply is given."""

    def give(kind=None, *, of=cascade, **fields):
        reply = {
            name: fields.pop(name) for name in ("people", "received_at", "help_wanted", "reason") if name in fields
        }
        recipient = ReachedRecipientFactory(cascade=of, **fields)
        if kind:
            ReplyFactory(recipient=recipient, kind=kind, **reply)
        return recipient

    return give


@pytest.fixture
def manager(partnership) -> Client:
    client = Client()
    client.force_login(UserFactory(group="Training managers"))
    return client


@pytest.fixture
def moderator(partnership) -> Client:
    client = Client()
    client.force_login(UserFactory(group="Moderators"))
    return client
