"""Plain text out of what editors write."""

from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue

from briefings.words import plain_text
from learning.models import Theme

SUMMARY_CHARACTERS = 300

# What goes with a themed thing so that its themes' other words find it.
THEME_WORDS = ("theme_items__tag__alternatives", "theme_items__tag__predecessors")


def lines(*texts: Any) -> str:
    """Texts with a line for each, rich text without its markup, empty ones left out."""
    found = (plain_text(str(text)) for text in texts if text)
    return "\n".join(text for text in found if text)


def stream_text(stream: StreamValue | None) -> str:
    """Everything a stream says, in order, a line for each piece."""
    return "\n".join(map(str, stream.stream_block.get_searchable_content(stream))) if stream else ""


def shortened(text: str, characters: int = SUMMARY_CHARACTERS) -> str:
    """The beginning of `text` on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= characters else line[:characters].rsplit(" ", 1)[0] + " …"


def other_words(themes: Iterable[Theme]) -> tuple[str, ...]:
    """Alternatives, retired words and retired themes of these themes, none of which is shown as a theme."""
    words: list[str] = []
    for theme in themes:
        words += [other.label for other in theme.alternatives.all()]
        words += [former.name for former in theme.predecessors.all()]
    return tuple(words)
