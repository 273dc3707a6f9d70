"""What every test may ask for, and how a run begins: in what order, with which database."""

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings
from wagtail.models import Site

from learning.models import Partnership
from media.opc import child
from partnership.home.models import HomePage
from tests.factories.home import exampleshire_of, exampleshire_site
from tests.forking import WarmProcess
from tests.migrating import copy_migrated, in_memory, start_migrating

# A machine that is busy with something else is no reason to fail.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

MIGRATED = pytest.StashKey[Path]()

gc.disable()  # while tests are collected: there is much that is new and next to nothing that is rubbish


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _warm_children() -> Iterator[None]:
    """What the site does in processes of its own is done in processes that are forked."""
    warm, patch = WarmProcess(), pytest.MonkeyPatch()
    patch.setattr(child, "_start", warm.start_child)
    yield
    patch.undo()
    warm.end()


@pytest.fixture(scope="session")
def shared_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture
def site(db: None) -> Site:
    """The default site, at `testserver`, with a home page of its own."""
    return exampleshire_site()


@pytest.fixture
def home(site: Site) -> HomePage:
    return HomePage.objects.get(pk=site.root_page_id)


@pytest.fixture
def partnership(site: Site) -> Partnership:
    return exampleshire_of(site)


@pytest.fixture
def other_partnership(db: None) -> Partnership:
    """A publisher with no site here."""
    return Partnership.objects.create(
        name="Otherton Safeguarding Children Partnership", short_name="Otherton", slug="otherton"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Before the processes of a run start, one begins to migrate the database that they will all copy."""
    if not in_memory():
        return
    folder = tempfile.TemporaryDirectory(prefix="cascade-migrated-")
    config.stash[MIGRATED] = Path(folder.name) / "migrated.sqlite3"
    migrating = start_migrating(config.stash[MIGRATED])
    for undo in (folder.cleanup, migrating.wait, migrating.kill):  # from the last to the first
        config.add_cleanup(undo)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tells a process of the run where the database will be."""
    if MIGRATED in node.config.stash:
        node.workerinput["migrated"] = str(node.config.stash[MIGRATED])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """What pytest-django asks for before it makes the database: in one of several processes it is filled by then."""
    migrated = getattr(request.config, "workerinput", {}).get("migrated")
    filled = copy_migrated(Path(migrated)) if migrated else None
    yield
    if filled:
        filled.close()


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """First what needs no database, while it is migrated; browser tests last, so that a plain failure shows first.

    Browser tests stand as they are written: those of a module share a served site and what is written there, and in an order
    that nobody has seen before a page would have another history at each run.
    """
    items.sort(key=lambda item: (True, *_as_written(item)) if _in_a_browser(item) else (False, _needs_database(item)))


def pytest_collection_finish() -> None:
    gc.enable()


def _in_a_browser(item: Any) -> bool:
    return item.get_closest_marker("browser") is not None


def _as_written(item: Any) -> tuple[str, int, tuple[int, ...]]:
    """Module, line, and for a test of several cases which one."""
    module, line, _ = item.location
    return module, line or 0, tuple(item.callspec.indices.values()) if hasattr(item, "callspec") else ()


def _needs_database(item: Any) -> bool:
    return "db" in item.fixturenames or item.get_closest_marker("django_db") is not None
