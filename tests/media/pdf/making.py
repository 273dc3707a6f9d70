"""Sheets to print: a briefing with everything on it, as long as a test asks."""

from datetime import UTC, datetime

from media.sheets.briefing import BriefingPanel, BriefingSheet
from media.sheets.richtext import Block, blocks_from_html

HEADINGS = ("Background", "What happened", "What worked well", "What we learned", "Changes", "You", "Questions")
HEADINGS_NUMBERED = [f"{number} {heading}" for number, heading in enumerate(HEADINGS, start=1)]
USED = "https://exampleshire.example/briefings/maya/used/"


def words(count: int) -> list[Block]:
    """A paragraph of so many words."""
    return blocks_from_html(
        "<p>" + " ".join(("she was seen at home by three services " * count).split()[:count]) + "</p>"
    )


def panels_of(count: int) -> list[BriefingPanel]:
    """Seven sections of so many words each, with notes that no reader of a printed form is to see."""
    return [
        BriefingPanel(heading=heading, blocks=words(count), facilitator_note="Pause here; ask who was there.")
        for heading in HEADINGS
    ]


def sheet(**changes: object) -> BriefingSheet:
    """A briefing of 280 words, with what is given in place of its own."""
    given: dict[str, object] = {
        "title": "Maya: bruising in a baby",
        "panels": panels_of(40),
        "partnership": "Exampleshire",
        "date_as_stated": "Nov 2025",
        "themes": ("Neglect", "Was not brought"),
        "standing_questions": ("What struck you?", "How will we embed it?", "How does it enter our plan?"),
        "used_address": USED,
        "made_at": datetime(2026, 3, 12, 9, tzinfo=UTC),
    }
    return BriefingSheet(**(given | changes))  # type: ignore[arg-type]
