"""A review's page, with all its styles and scripts, is light enough for a telephone on a bad line."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from partnership.stylesheet import FOLDER, PARTS, SiteStylesheetFinder
from tests.performance.world import many

LIMIT = 50_000  # bytes, compressed
LIMIT_OF_STYLES = 12_000
LIMIT_OF_SCRIPTS = 10_000
STATIC = re.compile(r'(?:href|src)="/static/([^"?]+\.(?:css|js))')


@pytest.fixture
def page(home, partnership, reader):
    """A review with ten of everything: points, pack items, briefings, events."""
    return reader.get(many(home, partnership, 10).review.url).content


def files_of(page):
    return [Path(finders.find(name)) for name in STATIC.findall(page.decode())]


def compressed(data):
    return len(gzip.compress(data, 6))


def weight(page, suffix):
    return sum(compressed(path.read_bytes()) for path in files_of(page) if path.suffix == suffix)


def test_a_review_with_its_styles_and_scripts_is_under_50_kb(page):
    assert compressed(page) + weight(page, ".css") + weight(page, ".js") < LIMIT


def test_search_is_sent_compressed_though_it_is_kept_nowhere(home, partnership, reader):
    plain = reader.get("/search/?q=neglect")
    packed = reader.get("/search/?q=neglect", headers={"accept-encoding": "gzip"})
    assert "<h1" in gzip.decompress(packed.content).decode()
    assert (packed["Content-Encoding"], "Accept-Encoding" in packed["Vary"]) == ("gzip", True)
    assert not plain.has_header("Content-Encoding")


def test_its_styles_are_one_file_and_its_scripts_are_small_and_wait(page):
    assert [path.name for path in files_of(page) if path.suffix == ".css"] == ["site.css"]
    assert 1_000 < weight(page, ".css") < LIMIT_OF_STYLES
    assert 100 < weight(page, ".js") < LIMIT_OF_SCRIPTS
    scripts = re.findall(r"<script[^>]*src[^>]*>", page.decode())
    assert scripts
    assert all(" defer" in script for script in scripts)


def test_the_one_file_holds_every_part_and_follows_a_change(settings, tmp_path, monkeypatch):
    settings.MADE_STATIC_ROOT = tmp_path / "made"
    parts = {part: (FOLDER / f"{part}.css").read_text() for part in PARTS}
    finder = SiteStylesheetFinder()
    made = Path(finder.find("partnership/css/site.css")).read_text()
    assert all(text in made for text in parts.values())
    monkeypatch.setattr("partnership.stylesheet.FOLDER", tmp_path)
    for part in PARTS:
        (tmp_path / f"{part}.css").write_text(f"/* {part} */")
    assert Path(finder.find("partnership/css/site.css")).read_text().split() == [
        word for part in PARTS for word in ("/*", part, "*/")
    ]
    assert [name for name, _storage in finder.list([])] == ["partnership/css/site.css"]
    assert finder.find("partnership/css/else.css") == []
    assert finder.find("partnership/css/else.css", find_all=True) == []
    assert len([path for path in (tmp_path / "made").rglob("*") if path.is_file()]) == 1


def test_nothing_else_is_fetched_but_our_own_scripts(page):
    fetched = re.findall(r'<(?:img|script|iframe|source|video|audio|object)[^>]*?(?:src|data)="([^"]+)"', page.decode())
    assert {address.rsplit("/", 1)[-1] for address in fetched} == {"leave.js", "suggest.js"}


def test_no_style_brings_a_font_or_a_file_from_elsewhere(page):
    styles = "".join(path.read_text() for path in files_of(page) if path.suffix == ".css")
    fetched = re.findall(r"""url\(\s*["']?([^"')]+)""", styles)
    assert re.findall(r"@font-face|@import", styles) == []
    assert [address for address in fetched if not re.fullmatch(r"\.\./img/[a-z]+\.svg", address)] == []
