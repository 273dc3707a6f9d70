"""What is not combined, and with which sentence; and that a broken deck never makes a broken one."""

import functools
import io
import random

import pytest
from lxml import etree

from media.decks.combine import ChosenSlides, NoSlidesChosen, NoSuchSlide, SourceRefused, combine
from media.opc.child import in_child
from media.opc.limits import Limits
from media.opc.refusals import FileRefused, TooComplicated
from tests.media import sample_files as samples
from tests.media.decks import decks_to_combine as decks
from tests.media.package_validator import problems_of

pytestmark = pytest.mark.usefixtures("fresh_children")

ODD_VALUES = ("", "x", "-1", "1e9", "9" * 20, "rId1", "rId999", "../../x", "²")


@pytest.fixture
def first(tmp_path):
    return decks.kept(tmp_path, "first.pptx", decks.simple_deck("First"))


@pytest.mark.parametrize(
    ("numbers", "refusal", "sentence"),
    [
        ((), NoSlidesChosen, "No slides were chosen. Choose at least one slide of one presentation."),
        ((5,), NoSuchSlide, "There is no slide 5 in first, which has 4 slides. Choose from those that are there."),
        ((0,), NoSuchSlide, "There is no slide 0 in first, which has 4 slides. Choose from those that are there."),
        ((-1,), NoSuchSlide, "There is no slide -1 in first, which has 4 slides. Choose from those that are there."),
    ],
)
def test_a_choice_that_cannot_be_made_is_refused(first, tmp_path, numbers, refusal, sentence):
    out = tmp_path / "out.pptx"

    with pytest.raises(refusal) as caught:
        combine([ChosenSlides(first, numbers)], out, title="Ours")

    assert str(caught.value) == sentence
    assert not out.exists()


def test_nothing_at_all_is_refused(tmp_path):
    with pytest.raises(NoSlidesChosen):
        combine([], tmp_path / "out.pptx", title="Ours")


@pytest.mark.parametrize(
    ("name", "data", "reason", "sentence"),
    [
        ("report.pdf", samples.pdf(), "not_allowed", "This is a PDF, which cannot be uploaded here."),
        ("letter.docx", samples.word_document(), "not_allowed", "This is a Word document"),
        ("old.pptx", samples.password_deck(), "password", "This presentation has a password."),
        ("cut.pptx", samples.deck()[:-40], "truncated", "The end of this file is missing"),
        ("empty.pptx", b"", "empty", "This file is empty."),
    ],
)
def test_a_file_that_is_no_deck_is_named_and_nothing_is_written(first, tmp_path, name, data, reason, sentence):
    out = tmp_path / "out.pptx"
    out.write_bytes(b"what was there")
    bad = decks.kept(tmp_path, name, data)

    with pytest.raises(SourceRefused) as caught:
        combine([ChosenSlides(first), ChosenSlides(bad, source_label="The other")], out, title="Ours")

    assert (caught.value.source_index, caught.value.reason) == (1, reason)
    assert str(caught.value).startswith(f"The other: {sentence}")
    assert out.read_bytes() == b"what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({"first.pptx", name, "out.pptx"})


@pytest.mark.parametrize(
    "slide",
    [b"<p:sld", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', b"<x/>"],
    ids=["broken", "document type", "no slide"],
)
def test_a_slide_that_cannot_be_read_is_refused_in_the_name_of_its_deck(tmp_path, slide):
    bad = decks.kept(tmp_path, "bad.pptx", samples.deck_with({samples.SLIDE: slide}))

    with pytest.raises(SourceRefused, match=r"^bad: This file"):
        combine([ChosenSlides(bad)], tmp_path / "out.pptx", title="Ours", house=False)


def test_more_slides_than_a_deck_may_have_are_refused(first, tmp_path):
    with pytest.raises(TooComplicated):
        combine([ChosenSlides(first)], tmp_path / "out.pptx", title="Ours", limits=Limits(slides=3))


def test_a_refusal_crosses_from_a_child_process(first, tmp_path):
    with pytest.raises(FileRefused, match="There is no slide 9 in first"):
        in_child("media.decks.combine:combine", [ChosenSlides(first, (9,))], tmp_path / "out.pptx", title="Ours")


@functools.cache
def parts_of_decks() -> tuple[dict[str, bytes], ...]:
    whole = (decks.saved(decks.rich_deck()), decks.saved(decks.rich_deck(decks.WIDE)), decks.smartart_deck())
    return tuple(map(decks.members, whole))


@pytest.mark.parametrize("seed", range(60))
def test_a_deck_with_its_xml_changed_is_combined_or_refused(seed):
    chance = random.Random(seed)
    parts = dict(chance.choice(parts_of_decks()))
    for name in chance.sample([name for name in parts if name.endswith((".xml", ".rels"))], 3):
        parts[name] = changed_somewhere(parts[name], chance)
    sound = ChosenSlides(io.BytesIO(samples.deck()))
    out = io.BytesIO()

    try:
        combine([sound, ChosenSlides(io.BytesIO(samples.zipped(parts)))], out, title="Ours", house=False)
    except FileRefused:
        is_sound = out.getvalue() == b""
    else:
        is_sound = problems_of(out.getvalue()) == []

    assert is_sound


def changed_somewhere(part: bytes, chance: random.Random) -> bytes:
    """The part with one element taken out, repeated, or given another value."""
    root = etree.fromstring(part)
    elements = list(root.iter(etree.Element))
    element = chance.choice(elements)
    what = chance.random()
    if what < 0.4 and element is not root:
        element.getparent().remove(element)
    elif what < 0.8 and element.attrib and element.get("Id") is None:
        element.set(chance.choice(list(element.attrib)), chance.choice(ODD_VALUES))
    else:
        element.append(etree.fromstring(etree.tostring(chance.choice(elements))))
    return etree.tostring(root)
