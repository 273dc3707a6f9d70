"""Slides drawn by the usual renderer: what is drawn, what is not, and what a bad deck can do."""

import io
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from media.decks.pictures import betteroffice
from media.decks.pictures.betteroffice import BetterOfficeRenderer, draw_slides
from media.decks.pictures.renderer import PicturedSlide
from media.opc.child import MIB, in_child
from media.opc.refusals import CouldNotBeRead, FileRefused

pytestmark = pytest.mark.usefixtures("fresh_children")

RENDERER = BetterOfficeRenderer()


def deck_of(
    path: Path, titles: list[str], *, hidden: set[int] = frozenset(), size: tuple[float, float] = (10, 7.5)
) -> Path:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(size[0]), Inches(size[1])
    for number, title in enumerate(titles, start=1):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        if number in hidden:
            slide._element.set("show", "0")
    deck.save(str(path))
    return path


def changed(deck: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The deck with every part put through `change`."""
    with zipfile.ZipFile(deck) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(deck, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return deck


def numbers(found: list[PicturedSlide]) -> list[tuple[int, int]]:
    """Each slide told of, with how many pictures it has."""
    return [(slide.slide, len(slide.pictures)) for slide in found]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("size", "heights"), [((13.333, 7.5), (720, 270)), ((10, 7.5), (960, 360))], ids=["wide", "four to three"]
)
def test_a_slide_is_drawn_at_two_widths_in_the_decks_own_proportions(
    tmp_path: Path, out: Path, size: tuple[float, float], heights: tuple[int, int]
) -> None:
    deck = deck_of(tmp_path / "deck.pptx", ["Neglect"], size=size)

    (slide,) = RENDERER.render(deck, out)

    assert [(one.width, one.height, one.path.name) for one in slide.pictures] == [
        (1280, heights[0], "slide-0001-1280.webp"),
        (480, heights[1], "slide-0001-480.webp"),
    ]
    for one in slide.pictures:
        with Image.open(one.path) as picture:
            assert (picture.format, picture.size) == ("WEBP", (one.width, one.height))
            assert len(picture.convert("L").getcolors() or ()) > 2  # something is written on it
    assert sorted(path.name for path in out.iterdir()) == ["slide-0001-1280.webp", "slide-0001-480.webp"]


def test_hidden_slides_are_drawn_only_when_asked_for(tmp_path: Path, out: Path) -> None:
    deck = deck_of(tmp_path / "deck.pptx", ["One", "Two", "Three"], hidden={2})

    assert numbers(list(RENDERER.render(deck, out))) == [(1, 2), (3, 2)]
    assert numbers(list(RENDERER.render(deck, out, slides=[2]))) == [(2, 2)]


def test_slides_after_one_that_is_not_there_keep_their_numbers(tmp_path: Path, out: Path) -> None:
    deck = deck_of(tmp_path / "deck.pptx", ["One", "Two", "Three"])
    straight = next(iter(RENDERER.render(deck, out, slides=[3]))).pictures[0].path.read_bytes()
    changed(deck, lambda name, part: b"<broken" if name == "ppt/slides/slide2.xml" else part)

    found = list(RENDERER.render(deck, out, slides=[1, 2, 3, 9]))

    assert numbers(found) == [(1, 2), (2, 0), (3, 2), (9, 0)]
    assert found[1].problem == "No picture could be made of slide 2. Its text is complete."
    assert found[2].pictures[0].path.read_bytes() == straight


def test_a_deck_of_several_batches_is_told_of_in_order(tmp_path: Path, out: Path) -> None:
    deck = deck_of(tmp_path / "deck.pptx", ["One", "Two", "Three", "Four", "Five"])

    found = list(BetterOfficeRenderer(batch=2).render(deck, out))

    assert numbers(found) == [(1, 2), (2, 2), (3, 2), (4, 2), (5, 2)]


def test_what_is_no_deck_is_refused(tmp_path: Path, out: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(b"PK\x03\x04 and nothing more")

    with pytest.raises(FileRefused):
        list(RENDERER.render(file, out))


def test_a_slide_that_kills_the_process_costs_only_its_own_picture(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = deck_of(tmp_path / "deck.pptx", ["One", "Two", "Three", "Four"])

    def dying_over_two(target: str, *args: Any, **limits: Any) -> Any:
        if not target.endswith(":draw_slides"):
            return in_child(target, *args, **limits)
        source, folder, widths, batch, place, _ = args
        if 2 not in batch:
            return draw_slides(source, folder, widths, batch, place)
        draw_slides(source, folder, widths, batch[: batch.index(2)], place)
        with (place / "begun").open("a") as begun:
            begun.write("2\n")
        raise CouldNotBeRead

    monkeypatch.setattr(betteroffice, "in_child", dying_over_two)

    assert numbers(list(RENDERER.render(deck, out))) == [(1, 2), (2, 0), (3, 2), (4, 2)]


def test_a_deck_that_kills_every_process_is_given_up_on(tmp_path: Path, out: Path) -> None:
    deck = deck_of(tmp_path / "deck.pptx", ["One", "Two"])

    found = list(BetterOfficeRenderer(memory_bytes=8 * MIB).render(deck, out, slides=[1, 2]))

    assert numbers(found) == [(1, 0), (2, 0)]


def test_nothing_a_deck_links_to_is_fetched(tmp_path: Path, out: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (300, 300), "red").save(secret)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        web = f"http://127.0.0.1:{server.getsockname()[1]}/picture.png"
        deck = _linking_to(tmp_path / "deck.pptx", [web, secret.as_uri(), str(secret)])

        (slide,) = RENDERER.render(deck, out)

        with pytest.raises(TimeoutError):
            server.accept()
    with Image.open(slide.pictures[0].path) as picture:
        assert picture.convert("RGB").getpixel((640, 500)) != (255, 0, 0)
    assert len(slide.pictures) == 2


def test_a_drawing_keeps_every_pixel_and_a_photograph_does_not(tmp_path: Path, out: Path) -> None:
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Words"
    noise = io.BytesIO()
    Image.effect_noise((900, 700), 80).convert("RGB").save(noise, "JPEG")
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(noise, 0, 0, width=deck.slide_width)
    deck.save(str(tmp_path / "deck.pptx"))

    words, photograph = RENDERER.render(tmp_path / "deck.pptx", out)

    assert [slide.pictures[0].path.read_bytes()[12:16] for slide in (words, photograph)] == [b"VP8L", b"VP8 "]


def _linking_to(path: Path, addresses: list[str]) -> Path:
    """A deck with a picture that fills the slide for each address, linked and not embedded."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for address in addresses:
        pixel = io.BytesIO()
        Image.new("RGB", (2, 2), "white").save(pixel, "PNG")
        picture = slide.shapes.add_picture(pixel, 0, 0, deck.slide_width, deck.slide_height)
        blip = picture._element.blipFill.find("{*}blip")
        for name in list(blip.attrib):
            del blip.attrib[name]
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        link = slide.part.relate_to(address, kind, is_external=True)
        blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link", link)
    deck.save(str(path))
    return path
