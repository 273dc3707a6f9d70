"""Windows metafiles on slides: drawn in the copy that is drawn from, and nowhere else."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from media.decks.pictures import betteroffice
from media.decks.pictures.betteroffice import BetterOfficeRenderer, draw_slides
from media.decks.pictures.metafiles import placing
from media.decks.pictures.prepare import prepare_deck
from media.opc.child import in_child
from media.opc.refusals import CouldNotBeRead
from tests.media.decks.metafiles_made import RED, emf, emf_brush, emf_record, wmf, wmf_brush, wmf_record

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
RED_EMF = emf(emf_brush(RED), emf_record(43, 0, 0, 100, 50))
RED_WMF = wmf(wmf_brush(RED), wmf_record(0x041B, 50, 100, 0, 0))
BAD_EMF = emf(emf_record(43, 0, 0, 1, 1), frame=(0, 0), bounds=(0, 0, 0, 0))


def deck_showing(path: Path, *metafiles: tuple[str, bytes], on: str = "slide", width: float = 8) -> Path:
    """A deck with a slide for each metafile, which fills most of it; or with the first on the slides' layout, master."""
    deck = Presentation()
    for number, (ending, content) in enumerate(metafiles, start=1):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        pixel = io.BytesIO()
        Image.new("RGB", (2, 2), "white").save(pixel, "PNG")
        picture = slide.shapes.add_picture(pixel, Inches(1), Inches(1), Inches(width), Inches(width / 2))
        owner = {"slide": slide, "layout": slide.slide_layout, "master": slide.slide_layout.slide_master}[on]
        name = PackURI(f"/ppt/media/metafile{number}.{ending}")
        part = Part(name, f"image/x-{ending}", deck.part.package, content)
        picture._element.blipFill.find("{*}blip").set(EMBED, owner.part.relate_to(part, IMAGE))
        if on != "slide":
            owner.shapes._spTree.append(picture._element)
    deck.save(str(path))
    return path


def drawn_from(deck: Path, folder: Path) -> list[Image.Image]:
    """The pictures in the copy that a renderer gets."""
    prepare_deck(deck, folder / "copy.pptx", range(1, 9), with_metafiles=True)
    with zipfile.ZipFile(folder / "copy.pptx") as archive:
        return [
            Image.open(io.BytesIO(archive.read(name)))
            for name in archive.namelist()
            if name.startswith("ppt/media/drawn-")
        ]


@pytest.mark.parametrize("on", ["slide", "layout", "master"])
@pytest.mark.parametrize(("ending", "content"), [("emf", RED_EMF), ("wmf", RED_WMF)], ids=["emf", "wmf"])
@pytest.mark.usefixtures("fresh_children")
def test_a_slide_shows_the_metafile(tmp_path: Path, on: str, ending: str, content: bytes) -> None:
    deck = deck_showing(tmp_path / "deck.pptx", (ending, content), on=on)
    before = deck.read_bytes()

    (slide,) = BetterOfficeRenderer().render(deck, tmp_path)

    with Image.open(slide.pictures[0].path) as picture:
        assert picture.convert("RGB").getpixel((640, 384)) == (255, 0, 0)
    assert deck.read_bytes() == before


def test_it_is_drawn_as_large_as_it_is_shown(tmp_path: Path) -> None:
    deck = deck_showing(tmp_path / "deck.pptx", ("emf", RED_EMF), width=5)

    (picture,) = drawn_from(deck, tmp_path)

    assert picture.size == (640, 320)


def test_one_that_cannot_be_drawn_is_an_empty_frame(tmp_path: Path) -> None:
    deck = deck_showing(tmp_path / "deck.pptx", ("emf", BAD_EMF))

    (picture,) = drawn_from(deck, tmp_path)

    assert picture.getpixel((0, 0)) == (0xB4, 0xB4, 0xB4, 0xFF)
    assert picture.getpixel((80, 60))[3] == 0


def test_past_the_time_for_all_of_them_they_are_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "_SECONDS_IN_ALL", 0.0)
    deck = deck_showing(tmp_path / "deck.pptx", ("emf", RED_EMF), ("wmf", RED_WMF))

    assert {picture.size for picture in drawn_from(deck, tmp_path)} == {(160, 120)}


def test_they_are_left_as_they_are_for_a_renderer_that_knows_them(tmp_path: Path) -> None:
    deck = deck_showing(tmp_path / "deck.pptx", ("emf", RED_EMF))

    prepare_deck(deck, tmp_path / "copy.pptx", [1])

    with zipfile.ZipFile(tmp_path / "copy.pptx") as archive:
        assert archive.read("ppt/media/metafile1.emf") == RED_EMF


@pytest.mark.usefixtures("fresh_children")
def test_metafiles_that_kill_the_process_cost_only_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = deck_showing(tmp_path / "deck.pptx", ("emf", RED_EMF), ("wmf", RED_WMF))

    def dying_over_metafiles(target: str, *args: Any, **limits: Any) -> Any:
        if not target.endswith(":draw_slides"):
            return in_child(target, *args, **limits)
        if args[-1]:
            raise CouldNotBeRead
        return draw_slides(*args)

    monkeypatch.setattr(betteroffice, "in_child", dying_over_metafiles)

    found = list(BetterOfficeRenderer().render(deck, tmp_path))

    assert [len(slide.pictures) for slide in found] == [2, 2]
