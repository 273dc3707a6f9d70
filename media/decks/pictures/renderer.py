"""What every renderer of slides offers, whatever draws them: any can take another's place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

WIDTHS: Final = (1280, 480)
"""How wide the pictures of a slide are, in pixels: one to read, one for lists."""


@dataclass(frozen=True, slots=True)
class SlidePicture:
    """One picture of one slide: a WebP file."""

    slide: int
    """The slide's place in show order, from 1; hidden slides count."""
    width: int
    height: int
    path: Path


@dataclass(frozen=True, slots=True)
class PicturedSlide:
    """What came of one slide: a picture for each width, or the reason why there is none."""

    slide: int
    pictures: tuple[SlidePicture, ...] = ()
    problem: str = ""
    """A sentence for the person who uploaded the deck; blank if all went well."""


class Renderer(Protocol):
    """Makes pictures of a deck's slides, and never fetches anything from outside the deck."""

    @property
    def name(self) -> str:
        """What it is called in settings."""

    def is_available(self) -> bool:
        """Whether it can work on this machine."""

    def render(
        self, deck: Path, out_dir: Path, *, widths: Sequence[int] = WIDTHS, slides: Sequence[int] | None = None
    ) -> Iterator[PicturedSlide]:
        """Draw slides into a folder that is there, and tell what came of each, in order, a few at a time.

        `slides` are numbers from 1 in show order; None for all that are not hidden. Each picture appears in the folder
        whole or not at all, called as :func:`picture_name` says. Raises FileRefused if the file is no deck that can be
        read; a slide that cannot be drawn is told of, and the others are drawn.
        """


def picture_name(slide: int, width: int) -> str:
    """The name of a picture's file: `slide-0007-1280.webp`."""
    return f"slide-{slide:04d}-{width}.webp"


def without_picture(slide: int) -> PicturedSlide:
    """A slide that could not be drawn."""
    return PicturedSlide(slide, problem=f"No picture could be made of slide {slide}. Its text is complete.")
