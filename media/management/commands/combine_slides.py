"""`manage.py combine_slides OUT DECK:1,3-5 DECK:2 ...`: chosen slides of several decks in one."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.decks.combine import ChosenSlides, combine
from media.opc.gate import inspect
from media.opc.kinds import DECKS
from media.opc.limits import Limits
from media.opc.refusals import FileRefused

_WITH_NUMBERS = re.compile(r"(?P<path>.+):(?P<numbers>[^:/\\]*)", re.DOTALL)
_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)


class Command(BaseCommand):
    help = (
        "Put chosen slides of several decks into one, each with the look it had. DECK alone means all its slides, "
        "DECK:1,3-5 some of them, in that order. Exits with 1, and writes nothing, if that cannot be done."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("out", metavar="OUT", type=Path, help="the .pptx file to write")
        parser.add_argument("decks", metavar="DECK[:NUMBERS]", nargs="+")
        parser.add_argument("--title", default="", help="of the combined deck; the name of OUT if not given")
        parser.add_argument("--slides-only", action="store_true", help="no cover, sections and list of sources")
        parser.add_argument("--no-notes", action="store_true", help="leave speaker notes out, but for the source")

    def handle(self, *, out: Path, decks: list[str], title: str, **options: Any) -> None:
        if out.suffix.casefold() != ".pptx":
            raise CommandError(f"OUT must be the name of a .pptx file, which {out} is not.", returncode=1)
        parts = [chosen_slides(deck) for deck in decks]
        try:
            for part in parts:
                validate_deck(part.path)
            made = combine(
                parts, out, title=title or out.stem, house=not options["slides_only"], notes=not options["no_notes"]
            )
        except FileRefused as refusal:
            raise CommandError(refusal.sentence, returncode=1) from refusal
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.", returncode=1) from error
        self.stdout.write(f"{out}: {len(made.slides)} slides")
        for slide in made.slides:
            source = slide.source_index
            where = "ours" if source is None else f"{parts[source].path}, slide {slide.source_number}"
            self.stdout.write(f"  {slide.number}: {where}")


def chosen_slides(deck: str) -> ChosenSlides:
    """What `DECK` or `DECK:1,3-5` asks for. Raises CommandError. A path may have colons in it."""
    found = _WITH_NUMBERS.fullmatch(deck)
    if found is None or Path(deck).is_file():
        return ChosenSlides(Path(deck))
    return ChosenSlides(Path(found["path"]), tuple(slide_numbers(found["numbers"], deck)))


def slide_numbers(text: str, deck: str) -> list[int]:
    """The numbers that `1,3-5` stands for, in order. Raises CommandError."""
    numbers: list[int] = []
    for piece in text.split(","):
        found = _RANGE.fullmatch(piece.strip())
        if found is None:
            raise CommandError(f"{deck}: write slide numbers as 1,3-5 after the colon.", returncode=1)
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise CommandError(f"{deck}: {piece.strip()} runs backwards. Write {last}-{first}.", returncode=1)
        if last > Limits().slides:
            raise CommandError(f"{deck}: no deck has a slide {last}.", returncode=1)
        numbers += range(first, last + 1)
    return numbers


def validate_deck(path: Any) -> None:
    """Pass a deck through the gate. Raises CommandError, which names it."""
    try:
        inspect(path, allowed=DECKS, takes_macro_decks=True)
    except FileRefused as refusal:
        raise CommandError(f"{path}: {refusal.sentence}", returncode=1) from refusal
