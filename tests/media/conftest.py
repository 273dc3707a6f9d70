"""What the tests of files share: somebody who may upload, and a folder for what is kept."""

from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import Collection

from media.opc import child
from partnership.accounts.models import User
from tests.factories.accounts import UserFactory

start_afresh = child._start  # before the tests put another in its place


@pytest.fixture
def fresh_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done in a process of its own is done in one that was started for it, as on the site."""
    monkeypatch.setattr(child, "_start", start_afresh)


@pytest.fixture
def uploads(settings, tmp_path: Path) -> Path:
    """An empty folder that takes what the site keeps."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def editor(db: None) -> User:
    return UserFactory(group="Moderators")


@pytest.fixture
def admin(client: Client, editor: User, uploads: Path) -> Client:
    """A browser somebody is signed in with who may upload; what it uploads goes to `uploads`."""
    client.force_login(editor)
    return client


@pytest.fixture
def collection(db: None) -> Collection:
    return Collection.get_first_root_node()


def kept_files(uploads: Path) -> list[Path]:
    """Every file on the disk, sorted."""
    return sorted(path for path in uploads.rglob("*") if path.is_file())
