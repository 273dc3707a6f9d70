"""How a deck does in the accessibility check, written on its document."""

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from media.domain.files import stored_on_disk
from media.enums import AccessibilityStatus
from media.models import Document
from media.opc.child import in_child
from media.opc.refusals import FileRefused

if TYPE_CHECKING:
    from media.decks.accessibility import DeckAccessibility

MOST_KEPT = 500  # problems of one deck
SECONDS_TO_CHECK = 120.0


def check_accessibility(document: Document) -> None:
    """Checks what readers get of a deck, and saves what is to be mended. "Not checked" where it cannot be."""
    found: DeckAccessibility | None = None
    with suppress(FileRefused, FileNotFoundError), stored_on_disk(document.file) as path:
        found = in_child("media.decks.accessibility:check_deck", path, seconds=SECONDS_TO_CHECK)
    save_check(document, found)


def save_check(document: Document, found: "DeckAccessibility | None") -> None:
    """Saves how a deck does, and what is to be mended on it, worst first. None for one that could not be checked."""
    problems = sorted(
        (asdict(problem) for problem in found.problems) if found else (), key=lambda one: (-one["weight"], one["slide"])
    )
    document.accessibility = AccessibilityStatus(found.status) if found else AccessibilityStatus.NOT_CHECKED
    document.accessibility_problems = problems[:MOST_KEPT]
    document.accessibility_weight = sum(problem["weight"] for problem in problems)
    document.save(update_fields=["accessibility", "accessibility_problems", "accessibility_weight"])
