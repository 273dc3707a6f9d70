"""One partnership's real content, loaded once for a module and rolled back after it."""

import pytest
from django.db import transaction

from partnership.demo.loading import load_one


@pytest.fixture(scope="module")
def loaded(request, django_db_setup, django_db_blocker):
    """What `load_one` gives for the module's SHORT name."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_one(request.module.SHORT)
        transaction.set_rollback(True)


@pytest.fixture
def read(loaded, db, client):
    """Fetches a page of the loaded site as anybody would."""

    def fetch(path, status=200):
        response = client.get(path, headers={"host": f"{loaded.folder.short}.localhost:8000"})
        assert response.status_code == status, path
        return response

    return fetch
