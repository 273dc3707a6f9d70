"""Whether everybody can follow a deck, and what to mend on which slide where somebody cannot.

One rule is one file in `rules`. They look at what a slide says itself, never at a picture of it; where something
cannot be known (the colours behind text on a photograph) nothing is said.
"""

from media.decks.accessibility.check import check_deck
from media.decks.accessibility.findings import DeckAccessibility, Problem, Status, Weight

__all__ = ["DeckAccessibility", "Problem", "Status", "Weight", "check_deck"]
