"""The description of the API, and whether the API does what it says: tried by a program that reads nothing else.

More examples, by hand: `MANY=200 pytest tests/api/test_description.py`.
"""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from partnership.api.description import describe
from partnership.wsgi import application
from tests.security.closed_world import open_and_closed

EXAMPLES = int(os.environ.get("MANY", "2"))
SCHEMA = schemathesis.openapi.from_dict(describe())
SCHEMA.app = application
# What it does not know: that a name nothing has may be a slug or id, and that a theme has to be one there is.
LEFT_OUT = [CHECKS.get_one("positive_data_acceptance")]


@pytest.fixture
def connection_stays():
    """A WSGI request ends by closing its connection, and the test's transaction with it; as Django's own client, not here."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world(home, partnership, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return open_and_closed(home, partnership)


def test_the_description_is_openapi_and_is_made_without_a_doubt():
    GENERATOR_STATS.reset()
    described = describe()

    validate_schema(described)

    assert described["openapi"].startswith("3.1.")
    assert len(described["paths"]) == 20
    assert not GENERATOR_STATS


def test_the_description_says_where_it_is_and_can_be_asked_again(client, partnership):
    response = client.get("/api/v1/openapi.json")

    assert response.json()["servers"] == [{"url": "http://testserver"}]
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.usefixtures("world", "connection_stays")
def test_every_answer_is_as_described(mode):
    for found in SCHEMA.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and "{slug}" in operation.path:
            continue  # every text is one

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            derandomize=EXAMPLES < 10,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            deadline=None,
        )
        def holds(case):
            case.call_and_validate(headers={"Host": "testserver"}, excluded_checks=LEFT_OUT)

        holds()
