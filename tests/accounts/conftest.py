"""A person who can sign in, and a way to do so through the page."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from partnership.accounts.models import User
from tests.factories.accounts import UserFactory

PASSWORD = "correct horse battery staple"


@pytest.fixture
def editor(partnership) -> User:
    return UserFactory(email="editor@example.org", group="Editors")


@pytest.fixture
def sign_in(client: Client) -> Callable[..., HttpResponse]:
    def post(email: str = "editor@example.org", password: str = PASSWORD, address: str = "/accounts/login/", **extra):
        return client.post(address, {"login": email, "password": password}, **extra)

    return post
