"""One partnership's real content, loaded once for a module and rolled back after it; Exampleshire's, on a copy of the run's."""

import pytest
from django.db import transaction

from learning.models import Partnership
from partnership.demo.loading import load_one
from partnership.demo.loading.files import FICTIONAL, ContentFolder
from partnership.demo.loading.registry import Loaded
from partnership.home.models import HomePage
from tests.exampleshire import copied_exampleshire


@pytest.fixture(scope="module")
def loaded(request, django_db_setup, django_db_blocker, shared_folder, tmp_path_factory):
    """What `load_one` gives for the module's SHORT name."""
    short = request.module.SHORT
    with django_db_blocker.unblock():
        if short == FICTIONAL:
            with copied_exampleshire(shared_folder, tmp_path_factory.mktemp("demo")):
                yield _as_loaded(short)
        else:
            with transaction.atomic():
                yield load_one(short)
                transaction.set_rollback(True)


def _as_loaded(short):
    """The partnership loaded before; what its content files name for each other is forgotten."""
    partnership = Partnership.objects.get(slug=short)
    return Loaded(ContentFolder(short), partnership, HomePage.objects.get(pk=partnership.site.root_page_id))


@pytest.fixture
def read(loaded, db, client):
    """Fetches a page of the loaded site as anybody would."""

    def fetch(path, status=200):
        response = client.get(path, headers={"host": f"{loaded.folder.short}.localhost:8000"})
        assert response.status_code == status, path
        return response

    return fetch
