"""What search finds, a file for each kind. Themes come last: they are entries because others carry them."""

from partnership.search.sources import (
    briefings,
    courses,
    decks,
    events,
    information,
    learning_points,
    national,
    resources,
    reviews,
    themes,
)

__all__ = [
    "briefings",
    "courses",
    "decks",
    "events",
    "information",
    "learning_points",
    "national",
    "resources",
    "reviews",
    "themes",
]
