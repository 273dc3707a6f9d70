"""What may stay in a part is the same whichever way a part is looked through: a long one is counted first."""

import pytest
from lxml import etree

from media.opc import allowlist
from media.opc.allowlist import RELATIONSHIPS, Allowlist
from media.word.allowed import PREFIXES, WORD

SMALL = Allowlist(
    {"w": "urn:w", "r": RELATIONSHIPS},
    {"w": "root p r t"},
    {"w:val": "[a-z]*", "r:id": ".*"},
    texts="w:t",
    noise="w:rsid",
)
START = f'<w:root xmlns:w="urn:w" xmlns:r="{RELATIONSHIPS}" xmlns:x="urn:x">'
PARTS = {
    "nothing to take out": "<w:p><w:r><w:t>Words</w:t></w:r></w:p>",
    "noise": '<w:p w:rsid="00A1"><w:r w:rsid="00B2"><w:t>Words</w:t></w:r></w:p>',
    "a value that may not stay": '<w:p w:val="Jane Numbat"/><w:p w:val="left"/>',
    "an attribute that may not stay": '<w:p w:author="left" x:val="left"/>',
    "an element that may not stay": '<w:p><x:jane r:id="rId1"><w:t r:id="rId2">Numbat</w:t></x:jane></w:p>',
    "text where none may be": "<w:p>Jane</w:p>",
    "text after an element": "<w:p><w:r/>Numbat</w:p>",
    "text in pieces": "<w:p><w:t>Ja<![CDATA[ne]]></w:t>Numbat</w:p>",
    "text in an element of text": "<w:t>One<w:r/>Numbat<w:r/></w:t>",
    "links": '<w:p r:id="rId1"/><w:p><w:r w:val="a" r:id="rId2"/></w:p>',
}


def left_of(part: str) -> tuple[bytes, list[str]]:
    root = etree.fromstring(f"{START}{part}</w:root>")
    linked = SMALL.apply(root)
    return etree.tostring(root), [str(one.get(f"{{{RELATIONSHIPS}}}id")) for one in linked]


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_a_long_part_is_left_with_what_a_short_one_is(monkeypatch, part):
    short = left_of(part)
    monkeypatch.setattr(allowlist, "_LONG", 1)

    assert left_of(part) == short
    assert b"Numbat" not in short[0]
    assert b"rsid" not in short[0]


def test_a_long_part_with_nothing_unlisted_is_not_looked_through_twice(monkeypatch):
    monkeypatch.setattr(allowlist, "_LONG", 1)
    root = etree.fromstring(f"{START}{PARTS['noise']}</w:root>")

    assert SMALL._judged_as_listed(root) == []


def test_what_is_listed_is_no_noise():
    with pytest.raises(ValueError, match="may stay"):
        Allowlist({"w": "urn:w"}, {"w": "p"}, {"w:val": "a"}, noise="w:val")


def test_numbers_of_sittings_are_noise_in_word():
    assert f"{{{PREFIXES['w']}}}rsidR" in WORD._noise
