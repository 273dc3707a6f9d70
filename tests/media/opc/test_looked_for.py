"""Few values are looked for in another way than many, and what everybody sees is only read as far as it has to be."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.opc.hidden_values import office_values
from media.opc.looked_for import HiddenValues
from media.opc.verify import StillHidden, search, verify
from tests.media.opc.test_verify import NAME, PLAIN, SPELLINGS
from tests.media.sample_files import zipped

OTHERS = [f"Nobody Else {number}" for number in range(10)]
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CORE = b"<core><creator>Jane Numbat</creator></core>"


def slide(words: str, attributes: str = "") -> bytes:
    paragraph = f"<a:p><a:r><a:t>{words[:3]}</a:t></a:r><a:r><a:t>{words[3:]}</a:t></a:r></a:p>"
    return f'<sld xmlns:a="{DRAWING}"{attributes}>{paragraph}</sld>'.encode()


@pytest.mark.parametrize("content", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_value_is_found_among_many_as_among_few(content):
    assert {one.value for one in search([NAME, PLAIN, *OTHERS], content)} in ({NAME}, {PLAIN})


PIECES = st.sampled_from(
    [
        "Jane",
        " Numbat",
        "Numbat",
        "&#74;ane",
        "%4Aane",
        "J",
        "ane",
        "\n",
        " ",
        '"',
        "<a:t>",
        "</a:t>",
        "</a:p>",
        "é",
        "ßen",
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_few_values_are_found_where_many_find_them(pieces):
    content = f"<a:p><a:t>{''.join(pieces)}</a:t></a:p>".encode()
    values = ["Jane Numbat", "Jane", "éJane", "SSEN Numbat"]

    assert search(values, content) == search([*values, *OTHERS], content)


def test_a_name_on_the_first_slide_is_seen_and_the_others_are_not_read():
    def unread() -> Iterator[str]:
        raise AssertionError("read for nothing")

    values = HiddenValues(seen_later=[lambda: ["By  Jane Numbat"], unread, unread])

    assert values.seen_by_all({"jane numbat"}) == {"jane numbat"}


def test_a_name_that_is_on_no_slide_is_not_seen():
    values = HiddenValues(seen=["Jane"], seen_later=[lambda: ["Numbat"]] * 5)

    assert values.seen_by_all({"jane numbat", "numbat"}) == {"numbat"}


@pytest.mark.parametrize(
    ("attributes", "is_seen"),
    [("", True), (' show="1"', True), (' show="0"', False), (' typeface="Other"', True)],
    ids=["plain", "shown", "hidden slide", "looked at in full"],
)
def test_an_author_may_stand_on_a_slide_that_is_shown(attributes, is_seen):
    deck = zipped({"docProps/core.xml": CORE, "ppt/slides/slide1.xml": slide("By Jane Numbat", attributes)})
    values = office_values(deck)

    assert ("Jane Numbat" not in values.to_look_for()) == is_seen
    if is_seen:
        verify(values, deck)
    else:
        with pytest.raises(StillHidden):
            verify(values, deck)


def test_an_author_on_a_page_that_cannot_be_read_is_seen_by_nobody():
    broken = slide("By Jane Numbat").replace(b"</sld>", b"")
    deck = zipped({"docProps/core.xml": CORE, "ppt/slides/slide1.xml": broken})

    with pytest.raises(StillHidden):
        verify(office_values(deck), deck)


def test_a_page_is_found_again_however_many_trees_are_kept(monkeypatch):
    monkeypatch.setattr("media.opc.hidden_values._MOST_KEPT", 0)
    deck = zipped({"docProps/core.xml": CORE, "ppt/slides/slide1.xml": slide("By Jane Numbat", ' typeface="A"')})

    verify(office_values(deck), deck)
