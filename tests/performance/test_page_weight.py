"""A review's page, with all its styles and scripts, is light enough for a telephone on a bad line."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.performance.world import many

LIMIT = 60_000  # bytes, compressed
STATIC = re.compile(r'(?:href|src)="/static/([^"?]+\.(?:css|js))')


@pytest.fixture
def page(home, partnership, reader):
    """A review with ten of everything: points, pack items, briefings, events."""
    return reader.get(many(home, partnership, 10).review.url).content


def files_of(page):
    return [Path(finders.find(name)) for name in STATIC.findall(page.decode())]


def compressed(data):
    return len(gzip.compress(data, 6))


def test_a_review_with_its_styles_and_scripts_is_under_60_kb(page):
    files = [path.read_bytes() for path in files_of(page)]
    assert len(files) >= 5
    assert compressed(page) + sum(compressed(data) for data in files) < LIMIT


def test_nothing_else_is_fetched_but_the_sites_own_mark(page):
    fetched = re.findall(r'<(?:img|script|iframe|source|video|audio|object)[^>]*?(?:src|data)="([^"]+)"', page.decode())
    assert {address.rsplit("/", 1)[-1] for address in fetched} == {"leave.js", "mark.svg"}


def test_no_style_brings_a_font_or_a_file_from_elsewhere(page):
    styles = "".join(path.read_text() for path in files_of(page) if path.suffix == ".css")
    fetched = re.findall(r"""url\(\s*["']?([^"')]+)""", styles)
    assert re.findall(r"@font-face|@import", styles) == []
    assert [address for address in fetched if not re.fullmatch(r"\.\./img/[a-z]+\.svg", address)] == []
