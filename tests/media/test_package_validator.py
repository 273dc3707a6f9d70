"""The validator of combined decks sees what is wrong with one."""

import functools
import io
from collections.abc import Callable

import pytest

from media.decks.combine import ChosenSlides, combine
from tests.media import sample_files as samples
from tests.media.decks import decks_to_combine as decks
from tests.media.package_validator import problems_of

Parts = dict[str, bytes]
MAIN, MASTER = "ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml"
TYPES, CORE = "[Content_Types].xml", "docProps/core.xml"


@functools.cache
def sound_deck() -> bytes:
    out = io.BytesIO()
    combine([ChosenSlides(io.BytesIO(decks.saved(decks.rich_deck())))], out, title="Ours", house=False)
    return out.getvalue()


def replaced(name: str, old: str, new: str) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        assert old.encode() in parts[name]
        return parts | {name: parts[name].replace(old.encode(), new.encode(), 1)}

    return change


def without(name: str) -> Callable[[Parts], Parts]:
    return lambda parts: {each: content for each, content in parts.items() if each != name}


def added(name: str, content: bytes) -> Callable[[Parts], Parts]:
    return lambda parts: parts | {name: content}


def test_a_sound_deck_has_no_problems():
    assert problems_of(sound_deck()) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (without("ppt/media/image1.png"), "ppt/slides/slide3.xml leads to ppt/media/image1.png, which is not there."),
        (added("ppt/media/stray.png", b"?"), "Nothing leads to ppt/media/stray.png."),
        (added("ppt/MEDIA/IMAGE1.png", b"?"), "ppt/media/image1.png is there 2 times."),
        (added("../up.png", b"?"), "../up.png is no name for a part."),
        (added("ppt/media/a.jpg", decks.PICTURE), "ppt/media/a.jpg is ppt/media/image1.png again."),
        (added("ppt/media/a.xyz", b"?"), "ppt/media/a.xyz has no content type."),
        (replaced(MAIN, 'id="257"', 'id="256"'), "Slides are numbered [256, 256, 258, 259, 260, 261, 262]."),
        (replaced(MASTER, 'id="2147483649"', 'id="2147483648"'), "Masters and layouts are numbered"),
        (replaced("ppt/slides/slide1.xml", "<p:cSld", "<!DOCTYPE x><p:cSld"), "ppt/slides/slide1.xml has a document"),
        (replaced("ppt/slides/slide3.xml", 'embed="rId2"', 'embed="rId9"'), "ppt/slides/slide3.xml mentions rId9"),
        (replaced("ppt/slides/slide3.xml", 'embed="rId3"', 'embed="rId2"'), "(image) that it never mentions."),
        (
            replaced("ppt/_rels/presentation.xml.rels", "slides/slide2.xml", "slides/slide3.xml"),
            "The presentation lists",
        ),
        (replaced("ppt/slideMasters/_rels/slideMaster1.xml.rels", "theme1", "theme2"), "is the theme of 2 masters."),
        (
            replaced(CORE, "<dc:title>", "<dc:creator>Jane</dc:creator><dc:title>"),
            "docProps/core.xml says creator: Jane",
        ),
        (replaced(TYPES, 'Extension="png"', 'Extension="gif"'), "ppt/media/image1.png has no content type."),
    ],
)
def test_a_broken_deck_is_told_by_what_is_broken(change, problem):
    data = samples.zipped(change(decks.members(sound_deck())))

    assert any(problem in found for found in problems_of(data))
