"""The usual renderer: betteroffice-pptx, in processes of its own, a few slides at a time.

It draws what the deck itself holds: each process draws from a copy of which nothing leads outside, see
:mod:`media.decks.pictures.prepare`.
"""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from PIL import Image

from media.decks.pictures.fonts import packaged_fonts
from media.decks.pictures.prepare import prepare_deck
from media.decks.pictures.renderer import WIDTHS, PicturedSlide, SlidePicture, picture_name, without_picture
from media.decks.pictures.webp import write_webp
from media.opc.child import MIB, in_child
from media.opc.refusals import CouldNotBeRead

_EMU_PER_PIXEL: Final = 9525
_TALLEST: Final = 4
"""Slides higher than this many times their width are not drawn: their picture would take all the memory there is."""


@dataclass(frozen=True, slots=True)
class BetterOfficeRenderer:
    """Draws with betteroffice-pptx. A crash, or a slide without end, costs that slide its picture and no other."""

    batch: int = 20
    """Slides drawn by one process."""
    memory_bytes: int = 600 * MIB
    """What one process may take."""
    seconds_to_open: float = 20
    """How long one process may take to read the deck, ..."""
    seconds_a_slide: float = 3
    """... and on top of that for each slide of its batch."""
    most_deaths: int = 5
    """After this many processes have died over one deck, the rest of it goes without pictures."""

    @property
    def name(self) -> str:
        """What it is called in settings."""
        return "betteroffice"

    def is_available(self) -> bool:
        """Whether the package is installed."""
        return find_spec("betteroffice_pptx") is not None

    def render(
        self, deck: Path, out_dir: Path, *, widths: Sequence[int] = WIDTHS, slides: Sequence[int] | None = None
    ) -> Iterator[PicturedSlide]:
        """See :class:`media.decks.pictures.renderer.Renderer`. What came of the slides is told batch by batch."""
        waiting = list(slides) if slides is not None else self._shown(deck)
        deaths = 0
        with_metafiles = True
        while waiting and deaths < self.most_deaths:
            found, died = self._draw(deck, out_dir, widths, waiting[: self.batch], with_metafiles)
            yield from found
            if died and not found:  # over the deck itself, and would over the next batch; or over its metafiles
                if not with_metafiles:
                    break
                with_metafiles = False
            deaths += died
            waiting = waiting[len(found) :]
        yield from map(without_picture, waiting)

    def _shown(self, deck: Path) -> list[int]:
        numbers: list[int] = in_child(
            "media.decks.pictures.prepare:shown_slides",
            deck,
            memory_bytes=self.memory_bytes,
            seconds=self.seconds_to_open,
        )
        return numbers

    def _draw(
        self, deck: Path, out_dir: Path, widths: Sequence[int], batch: Sequence[int], with_metafiles: bool
    ) -> tuple[list[PicturedSlide], bool]:
        """What came of the first slides of the batch, up to and with the one that the process died of, if it died."""
        with tempfile.TemporaryDirectory(prefix="pictures-") as place:
            log = Path(place) / "begun"
            log.touch()
            try:
                found: list[PicturedSlide] = in_child(
                    "media.decks.pictures.betteroffice:draw_slides",
                    *(deck, out_dir, tuple(widths), tuple(batch), Path(place), with_metafiles),
                    memory_bytes=self.memory_bytes,
                    seconds=self.seconds_to_open + self.seconds_a_slide * len(batch),
                )
            except CouldNotBeRead:
                begun = log.read_text(encoding="ascii").split()
                upto = batch.index(int(begun[-1])) + 1 if begun else 0
                return [_left_behind(number, out_dir, widths) for number in batch[:upto]], True
        return found, False


def draw_slides(
    deck: Path, out_dir: Path, widths: Sequence[int], numbers: Sequence[int], place: Path, with_metafiles: bool = True
) -> list[PicturedSlide]:
    """In a process of its own: draw these slides; while one is being drawn, the one before is being compressed.

    `place` is a folder to work in. Its file `begun` names each slide as it is begun, for the parent to read if this
    process dies of it. Without `with_metafiles` Windows metafiles are left blank. Raises FileRefused if the deck cannot
    be read.
    """
    from betteroffice_pptx import PptxError, Presentation

    copy = place / "deck.pptx"
    there = prepare_deck(deck, copy, numbers, with_metafiles=with_metafiles)
    if not there:
        return [without_picture(number) for number in numbers]
    try:
        presentation = Presentation.open_path(copy)
    except PptxError:
        raise CouldNotBeRead from None
    for font in packaged_fonts():
        presentation.register_font(font.family, font.path.read_bytes(), bold=font.is_bold, italic=font.is_italic)
    found: dict[int, PicturedSlide] = {}
    with ThreadPoolExecutor(1) as compressing, (place / "begun").open("a", encoding="ascii") as begun:
        waiting: list[Future[PicturedSlide]] = []
        for index, number in enumerate(there):
            begun.write(f"{number}\n")
            begun.flush()
            pngs = _draw_slide(presentation, index, widths)
            if waiting:  # one slide waits at most, or memory would fill with drawn ones
                found[there[index - 1]] = waiting.pop().result()
            waiting.append(compressing.submit(_compress, pngs, number, out_dir, widths))
        found[there[-1]] = waiting.pop().result()
    return [found.get(number) or without_picture(number) for number in numbers]


def _draw_slide(presentation: Any, index: int, widths: Sequence[int]) -> list[bytes]:
    """The slide as PNG, once for each width: quicker than shrinking one, and sharper. Empty if it cannot be drawn."""
    from betteroffice_pptx import PptxError

    natural = presentation.width_emu / _EMU_PER_PIXEL
    if natural <= 0 or presentation.height_emu > _TALLEST * presentation.width_emu:
        return []
    try:
        # Half a pixel less, since a broken one is rounded up: 1281 pixels would have to be shrunk to 1280, and blurred.
        scales = [(width - 0.5) / natural for width in widths]
        return [bytes(presentation.render_png(index, scale=scale).bytes) for scale in scales]
    except (PptxError, ValueError):
        return []


def _compress(pngs: Sequence[bytes], number: int, out_dir: Path, widths: Sequence[int]) -> PicturedSlide:
    if not pngs:
        return without_picture(number)
    try:
        pictures = [
            write_webp(png, slide=number, width=width, out_dir=out_dir) for png, width in zip(pngs, widths, strict=True)
        ]
    except (OSError, ValueError):
        return without_picture(number)
    return PicturedSlide(number, tuple(pictures))


def _left_behind(number: int, out_dir: Path, widths: Sequence[int]) -> PicturedSlide:
    """A slide whose process died: with pictures if all were finished before."""
    pictures: list[SlidePicture] = []
    for width in widths:
        path = out_dir / picture_name(number, width)
        if not path.exists():
            return without_picture(number)
        with Image.open(path) as picture:
            pictures.append(SlidePicture(number, picture.width, picture.height, path))
    return PicturedSlide(number, tuple(pictures))
