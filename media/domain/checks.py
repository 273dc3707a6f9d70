"""How a deck does in the accessibility check, written on its document."""

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
    try:
        with stored_on_disk(document.file) as path:
            found: DeckAccessibility = in_child("media.decks.accessibility:check_deck", path, seconds=SECONDS_TO_CHECK)
    except (FileRefused, FileNotFoundError):
        status, problems = AccessibilityStatus.NOT_CHECKED, []
    else:
        status = AccessibilityStatus(found.status)
        problems = sorted(
            (asdict(problem) for problem in found.problems), key=lambda one: (-one["weight"], one["slide"])
        )
    document.accessibility = status
    document.accessibility_problems = problems[:MOST_KEPT]
    document.accessibility_weight = sum(problem["weight"] for problem in problems)
    document.save(update_fields=["accessibility", "accessibility_problems", "accessibility_weight"])
