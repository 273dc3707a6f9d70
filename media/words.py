"""The words of a file that readers get, as search knows them: of a PDF, a Word document or plain text.

No Django here, like `media.cleaning`: called in a process of its own (`in_child("media.words:read_words", ...)`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.opc.gate import refusing
from media.opc.kinds import FileKind
from media.opc.refusals import CannotBeOpened, NotAllowed
from media.pdf.words import words_of_pages
from media.word.words import words_of_document

MOST_CHARACTERS: Final = 200_000
"""What is kept of one file: as much as search looks in. About 70 full pages."""
SECONDS: Final = 60.0
READABLE: Final = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.TEXT})

PAGE_BREAK: Final = "\f"


@dataclass(frozen=True, slots=True)
class FileWords:
    """What a file says, page after page with `PAGE_BREAK` between, where it has pages. `is_cut`: there is more of it."""

    text: str
    is_cut: bool = False


def read_words(path: Path, kind: str, *, most: int = MOST_CHARACTERS, seconds: float = SECONDS) -> FileWords:
    """The first `most` characters that a reader of the file sees, or fewer if they take longer than `seconds`.

    Raises FileRefused: NotAllowed for a kind that is not READABLE.
    """
    if not path.is_file():
        raise CannotBeOpened
    with refusing():
        if kind == FileKind.PDF:
            return _gathered(words_of_pages(path, seconds=seconds), most)
        if kind == FileKind.DOCX:
            return _gathered([words_of_document(path)], most)
        if kind == FileKind.TEXT:
            return _gathered([_plain_text(path, most)], most)
    raise NotAllowed(found=FileKind(kind), allowed=READABLE)


def _gathered(pages: Iterable[str | None], most: int) -> FileWords:
    """Pages until there is enough. None stands for those that were not come to."""
    kept: list[str] = []
    left = most
    for page in pages:
        if page is None or left <= 0:
            return FileWords(PAGE_BREAK.join(kept), is_cut=True)
        said = _storable(page)
        if len(said) > left:
            kept.append(said[:left].rsplit(None, 1)[0] if " " in said[:left] else said[:left])
            return FileWords(PAGE_BREAK.join(kept), is_cut=True)
        kept.append(said)
        left -= len(said)
    return FileWords(PAGE_BREAK.join(kept))


def _storable(text: str) -> str:
    """Lines without what no database takes or nobody sees: null bytes, controls, halves of letters."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    lines = ("".join(letter if letter.isprintable() else " " for letter in line) for line in whole.splitlines())
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _plain_text(path: Path, most: int) -> str:
    """The beginning of a text file, in UTF-8 or UTF-16 where it is that, else as Windows writes it."""
    with path.open("rb") as file:
        head = file.read(4 * most + 4)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(head) - 4:  # cut within a letter
            return head[: error.start].decode("utf-8-sig")
        return head.decode("cp1252", "replace")
