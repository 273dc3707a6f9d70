"""What search may say of the files among a page's items: only of those that anybody may have."""

from typing import Any

from django.db.models import Prefetch

from learning.models import PackItem, ThemedResourceItem
from media.enums import DocumentFormat
from media.permissions import documents_for_everybody
from media.words import PAGE_BREAK


def public_files(items: str) -> Prefetch[Any]:
    """Prefetches `public_file` of each item: the document that anybody may have, with its words, or None."""
    return Prefetch(f"{items}__document", documents_for_everybody().select_related("words"), to_attr="public_file")


def text_of_item(item: PackItem | ThemedResourceItem, note: str = "") -> str:
    """A note on it, and what its file says, as its readers see it: nothing where they cannot have it.

    Before each page of a PDF stands a page break, so that `highlight.page_of` can tell which one says what was asked for.
    """
    file = item.public_file
    text = file.text if file is not None else ""
    if text and file.format == DocumentFormat.PDF:
        return f"{note}{PAGE_BREAK}{text}"
    return "\n".join(filter(None, (note, text)))


def is_found_as_deck(item: PackItem | ThemedResourceItem) -> bool:
    """Whether its file is a deck with an entry of its own (see `decks`)."""
    file = item.public_file
    return file is not None and file.is_deck and file.superseded_by_id is None
