"""Which files of a review can go to the repository, and what they are called there."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from briefings.domain.packs.measured import sums_of
from briefings.domain.packs.naming import safe_words
from learning.enums import PackItemKind
from learning.models import PackItem, ReviewPage
from media.models import Document

# What a publisher means by "the report", where there is no full one too.
REPORTS = frozenset({PackItemKind.REPORT, PackItemKind.LEARNING_REPORT, PackItemKind.SUMMARY})
FileRow = dict[str, str | int]


def items_to_offer(review: ReviewPage) -> list[PackItem]:
    """What is in the review's pack as a file that readers can be given, in its order."""
    items = review.pack_items.select_related("document").filter(document__isnull=False)
    return [item for item in items if item.document and item.document.is_ready]


def is_report(item: PackItem) -> bool:
    return item.kind in REPORTS


def rows_of(documents: Sequence[Document], *, is_anonymous: bool) -> list[FileRow]:
    """The files as a deposit keeps them; each is read once. Of an anonymous deposit no name says anything.

    Raises:
        OSError: a file is gone.
    """
    return [_row(document, name) for document, name in zip(documents, _names(documents, is_anonymous), strict=True)]


def _names(documents: Iterable[Document], is_anonymous: bool) -> list[str]:
    names = []
    for number, document in enumerate(documents, start=1):
        words = "report" if is_anonymous else safe_words(document.title)
        names.append(f"{number:02} {words}{PurePosixPath(document.filename).suffix.lower()}")
    return names


def _row(document: Document, name: str) -> FileRow:
    sums = sums_of(document)
    return {
        "name": name,
        "document": document.pk,
        "sha256": sums.sha256,
        "size": sums.size,
        "crc32": sums.crc32,
    }
