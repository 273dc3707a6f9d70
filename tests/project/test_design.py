"""docs/design.md says what the styles are today: its contrasts, its pictures, its weight."""

import importlib.util
import re
from pathlib import Path

import pytest

from partnership.home.look.palette import house_tokens

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


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("media/pdf/templates/house.typ", {"ink": '#let ink = rgb("{}")', "teal": '#let teal = rgb("{}")'}),
        ("media/word/composing/house_styles.py", {"ink": '= "{}", "', "teal": '", "{}", "'}),
        ("media/decks/house/theme.xml", {"ink": '<a:dk1><a:srgbClr val="{}"', "teal": '<a:dk2><a:srgbClr val="{}"'}),
        ("briefings/exports/briefing_email.py", {"ink": "serif;color:{};", "teal": "serif;color:{};line"}),
    ],
    ids=["PDF", "Word", "PowerPoint", "e-mail"],
)
def test_files_made_here_are_in_the_sites_colours(file, says):
    text, tokens = (DOCS.parent / file).read_text("utf-8").lower().replace("#", ""), house_tokens("light")

    missing = [
        name for name, words in says.items() if words.replace("#", "").lower().format(tokens[name][1:]) not in text
    ]
    assert missing == []
