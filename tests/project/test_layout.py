"""The traps of the layout, each with its guard."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import django
import pytest
import wagtail

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("media", "learning", "briefings", "training", "site/partnership")
# Written in two halves, so that this file does not hold what it forbids.
FORBIDDEN = [
    re.compile(one) for one in (r"pypi\." + "org", "python" + "hosted", "registry\\.npm", "deb\\.deb" + "ian\\.org")
]


def tracked_files(*patterns):
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines()]


def test_site_has_no_init_so_that_the_standard_librarys_site_stays():
    import site

    assert not (ROOT / "site" / "__init__.py").exists()
    assert hasattr(site, "getsitepackages")


@pytest.mark.parametrize("path", ["site/partnership/urls.py", "media/models.py", "media/opc/gate.py"])
def test_nothing_hides_site_or_media_from_git(path):
    ignored = subprocess.run(["git", "check-ignore", "--no-index", "-q", path], cwd=ROOT, check=False)

    assert ignored.returncode == 1


def test_uploads_go_to_var_and_not_into_the_media_room(settings):
    from partnership.settings import base

    assert base.MEDIA_ROOT == base.VAR_DIR / "uploads"
    assert base.MEDIA_URL == "/uploads/"


def test_wagtail_and_django_are_the_versions_chosen():
    assert wagtail.VERSION[:2] == (8, 0)
    assert django.VERSION[:2] in {(5, 2), (6, 1)}


@pytest.mark.parametrize("lock", ["base", "dev", "production"])
def test_locks_are_hashed_and_name_no_index(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    pins = re.findall(r"^[a-z0-9][\w.\[\],-]*==", text, re.M)

    assert len(pins) >= 9
    assert len(re.findall(r"--hash=sha256:", text)) >= len(pins)
    assert "://" not in text
    assert "index-url" not in text


def test_no_file_names_an_index_or_registry():
    named = [
        path.name
        for path in tracked_files()
        if path.suffix in {".py", ".md", ".toml", ".txt", ".yml", ".html", ".in", ""} and path.is_file()
        for pattern in FORBIDDEN
        if pattern.search(path.read_text("utf-8", "replace"))
    ]

    assert named == []


def test_no_file_has_a_name_that_says_nothing():
    vague = {"utils.py", "helpers.py", "misc.py", "common.py"}

    assert [path for path in tracked_files("*.py") if path.name in vague] == []


def test_no_module_is_past_four_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked_files("*.py")
        if "migrations" not in path.parts and path.exists() and (lines := len(path.read_text().splitlines())) > 400
    }

    assert long == {}


def test_every_module_says_what_it_is():
    silent = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in tracked_files(f"{room}/*.py")
        if path.exists()
        and path.name not in {"__init__.py", "apps.py"}
        and "migrations" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_the_wheel_holds_the_five_rooms():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == set(ROOMS)


def test_the_django_models_are_our_own_from_the_first_migration(settings):
    assert settings.AUTH_USER_MODEL == "accounts.User"
    assert settings.WAGTAILDOCS_DOCUMENT_MODEL == "media.Document"
    assert settings.WAGTAILIMAGES_IMAGE_MODEL == "media.Image"
