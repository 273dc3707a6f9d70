"""Reading and checking a deck in one go: the same is found as by each alone, and each part is parsed once."""

import io
from collections import Counter

import pytest

from media.decks import reading
from media.decks.accessibility import check_deck
from media.decks.outline import read_outline
from media.decks.reading import ReadDeck, read_and_check
from media.opc import package
from media.opc.child import in_child
from media.opc.package import Package
from media.opc.refusals import FileRefused
from tests.media import sample_files as samples
from tests.media.authored_files import plain_deck
from tests.media.decks.canary_deck import canary_deck

TWICE = (("The same", "One"), ("The same", "Two"))


def separately(data: bytes) -> ReadDeck:
    return ReadDeck(read_outline(io.BytesIO(data)), check_deck(io.BytesIO(data)))


@pytest.mark.parametrize("made", [lambda: plain_deck(*TWICE), samples.deck, lambda: canary_deck()[0]])
def test_the_same_is_found_as_by_each_alone(made):
    data = made()

    assert read_and_check(io.BytesIO(data)) == separately(data)


def test_the_same_is_found_when_nothing_can_be_remembered(monkeypatch):
    monkeypatch.setattr(reading, "_REMEMBERED", 0)
    data = canary_deck()[0]

    assert read_and_check(io.BytesIO(data)) == separately(data)


def test_each_part_is_parsed_once(monkeypatch):
    parsed: Counter[str] = Counter()
    parse_xml = package.parse_xml

    def counting(data, *, part, limits):
        parsed[part] += 1
        return parse_xml(data, part=part, limits=limits)

    monkeypatch.setattr(package, "parse_xml", counting)

    read_and_check(io.BytesIO(canary_deck()[0]))

    assert parsed["ppt/slides/slide1.xml"] == 1
    assert set(parsed.values()) == {1}


def test_it_is_done_in_a_process_of_its_own(tmp_path):
    (tmp_path / "deck.pptx").write_bytes(plain_deck(*TWICE))

    found = in_child("media.decks.reading:read_and_check", tmp_path / "deck.pptx")

    assert found == separately(plain_deck(*TWICE))


@pytest.mark.parametrize("lost", ["outline_of", "check_package"])
def test_what_cannot_be_found_out_leaves_the_other(monkeypatch, lost):
    def too_much(_):
        raise MemoryError

    data = plain_deck(*TWICE)
    whole = read_and_check(io.BytesIO(data))
    monkeypatch.setattr(reading, lost, too_much)

    found = read_and_check(io.BytesIO(data))

    assert found == (ReadDeck(None, whole.accessibility) if lost == "outline_of" else ReadDeck(whole.outline, None))


def test_what_is_no_package_is_refused():
    with pytest.raises(FileRefused):
        read_and_check(io.BytesIO(b"PK"))


def test_a_package_remembers_as_many_bytes_as_it_is_told_to():
    deck = Package(io.BytesIO(samples.deck()), remembers=10_000)
    forgetful = Package(io.BytesIO(samples.deck()))

    assert deck.xml(deck.main_part) is deck.xml(deck.main_part.upper())
    assert forgetful.xml(deck.main_part) is not forgetful.xml(deck.main_part)
    small = Package(io.BytesIO(samples.deck()), remembers=len(deck.read_xml(deck.main_part)[0]) - 1)
    assert small.xml(deck.main_part) is not small.xml(deck.main_part)
