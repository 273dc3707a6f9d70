"""A link says where it leads, in words: an address read aloud letter by letter tells nobody anything.

WCAG 2.2, 2.4.4 (Link Purpose): https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context
"""

import re
from collections.abc import Iterator
from typing import Final

from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.slide import CheckedSlide, quoted

_BARE: Final = re.compile(r"(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)


def check(slide: CheckedSlide) -> Iterator[Problem]:
    """The first link of the slide that stands on its own address, and how many there are."""
    bare = [link.words for link in slide.links if _BARE.fullmatch(link.words)]
    if bare:
        others = f" (and {len(bare) - 1} more there)" if len(bare) > 1 else ""
        yield slide.problem(
            "bare_link",
            f"Give the link {quoted(bare[0])} on {slide.called} a name that says where it leads{others}: right-click it, "
            "Edit Link, Text to display.",
            Weight.SMALL,
        )
