"""docs/design.md says what the styles are today: its contrasts, its pictures, its weight."""

import importlib.util
import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXT = (DOCS / "design.md").read_text("utf-8")


def script(name):
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_contrasts_is_that_of_the_tokens():
    assert script("contrast_table").with_table(TEXT) == TEXT
    assert len(re.findall(r"^\| .* \| `ink` \| `paper` \| 7 \| 1\d\.\d", TEXT, re.M)) == 1


def test_every_picture_named_is_there_every_one_there_is_named_and_all_are_small():
    named = set(re.findall(r"images/design/([\w-]+\.png)", TEXT))
    there = {path.name: path.stat().st_size for path in (DOCS / "images" / "design").glob("*.png")}

    assert named == set(there)
    assert sum(there.values()) < 2_000_000
