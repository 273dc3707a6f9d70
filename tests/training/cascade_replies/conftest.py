"""A cascade of one learning point that went to one agency."""

import pytest

from learning.models import Agency, LearningPoint, Partnership
from partnership.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.cascades import CascadeFactory, CascadeRecipientFactory
from training.models import Cascade, CascadeRecipient


@pytest.fixture
def cascade(partnership: Partnership, point: LearningPoint) -> Cascade:
    sent = CascadeFactory(partnership=partnership, title="The night that is different")
    sent.points.set([point])
    return sent


@pytest.fixture
def recipient(cascade: Cascade, agency: Agency) -> CascadeRecipient:
    return CascadeRecipientFactory(cascade=cascade, agency=agency, email="lead@agency.example")


@pytest.fixture
def team(recipient: CascadeRecipient) -> CascadeRecipient:
    return CascadeRecipientFactory(parent=recipient, team="North", email="north@agency.example")


@pytest.fixture
def manager(db: None) -> User:
    return UserFactory(group="Training managers")
