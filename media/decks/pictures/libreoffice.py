"""The renderer for those who have LibreOffice and want its greater likeness, caged.

LibreOffice reads far more than slides, and may fetch what a deck links to: so it gets a copy of which nothing leads
outside, a profile of its own that is thrown away, no network where the system can take it away, a time limit, and is
killed with everything it started.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.decks.pictures.cage import run_caged
from media.decks.pictures.fonts import packaged_fonts
from media.decks.pictures.renderer import WIDTHS, PicturedSlide, without_picture
from media.decks.pictures.webp import write_webp
from media.opc.child import in_child

_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True, slots=True)
class LibreOfficeRenderer:
    """Draws by way of a PDF. `office` and `rasteriser` are the programs: soffice, and poppler's pdftoppm."""

    office: str = "soffice"
    rasteriser: str = "pdftoppm"
    seconds_to_open: float = 60
    """How long the PDF may take, ..."""
    seconds_a_slide: float = 5
    """... and on top of that for each slide; and how long each picture may take."""

    @property
    def name(self) -> str:
        """What it is called in settings."""
        return "libreoffice"

    def is_available(self) -> bool:
        """Whether both programs are installed."""
        return shutil.which(self.office) is not None and shutil.which(self.rasteriser) is not None

    def render(
        self, deck: Path, out_dir: Path, *, widths: Sequence[int] = WIDTHS, slides: Sequence[int] | None = None
    ) -> Iterator[PicturedSlide]:
        """See :class:`media.decks.pictures.renderer.Renderer`. The first is told of when all are in the PDF."""
        numbers: Sequence[int] = (
            slides if slides is not None else in_child("media.decks.pictures.prepare:shown_slides", deck)
        )
        with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
            cage = Path(folder)
            copy = cage / "deck.pptx"
            there: list[int] = in_child("media.decks.pictures.prepare:prepare_deck", deck, copy, tuple(numbers))
            pages = {number: page for page, number in enumerate(there, start=1)} if there else {}
            pdf = self._pdf(copy, cage, len(there)) if there else None
            for number in numbers:
                png = self._page(pdf, cage, pages[number], max(widths)) if pdf and number in pages else b""
                yield _pictured(png, number, out_dir, widths)

    def _pdf(self, deck: Path, cage: Path, slides: int) -> Path | None:
        profile = cage / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _lend_fonts(cage)
        command = [
            *(self.office, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--convert-to", "pdf:impress_pdf_Export", "--outdir", str(cage), str(deck)),
        ]
        pdf = deck.with_suffix(".pdf")
        seconds = self.seconds_to_open + self.seconds_a_slide * slides
        return pdf if run_caged(command, cage, seconds=seconds) and pdf.exists() else None

    def _page(self, pdf: Path, cage: Path, page: int, width: int) -> bytes:
        """A page as PNG; nothing if it cannot be drawn."""
        drawn = cage / "page.png"
        drawn.unlink(missing_ok=True)
        command = [
            *(self.rasteriser, "-f", str(page), "-l", str(page), "-singlefile", "-png"),
            *("-scale-to-x", str(width), "-scale-to-y", "-1", str(pdf), str(drawn.with_suffix(""))),
        ]
        ended_well = run_caged(command, cage, seconds=self.seconds_a_slide)
        return drawn.read_bytes() if ended_well and drawn.exists() else b""


def _pictured(png: bytes, number: int, out_dir: Path, widths: Sequence[int]) -> PicturedSlide:
    try:
        pictures = [write_webp(png, slide=number, width=width, out_dir=out_dir) for width in widths]
    except (OSError, ValueError):
        return without_picture(number)
    return PicturedSlide(number, tuple(pictures))


def _lend_fonts(cage: Path) -> None:
    """Put the packaged fonts where a program whose home this is looks for them."""
    fonts = cage / ".fonts"
    fonts.mkdir()
    for path in {font.path for font in packaged_fonts()}:
        (fonts / path.name).symlink_to(path)
