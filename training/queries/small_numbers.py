"""Small numbers are hidden from all but the trainer, and so is whatever would let them be worked out.

Fewer than five answers can be told apart by those who were in the room. Where a total is shown, one hidden number could be
taken from it: then the next smallest is hidden too, until what is hidden adds up to five people or more of two numbers.
"""

from collections.abc import Sequence

SUPPRESSED_UNDER = 5


def is_too_few(count: int | None) -> bool:
    """Some, but so few that they could be recognised. Nobody at all can be said."""
    return bool(count) and (count or 0) < SUPPRESSED_UNDER


def hidden_among(counts: Sequence[int | None], *, with_total: bool = True) -> set[int]:
    """Which of the counts, by their place, must not be shown.

    `with_total` says that their sum is shown, or can be found out elsewhere. None (not known) tells nothing.
    """
    hidden = {place for place, count in enumerate(counts) if is_too_few(count)}
    if not hidden or not with_total:
        return hidden
    others = sorted((count, place) for place, count in enumerate(counts) if count and place not in hidden)
    for _count, place in others:
        if len(hidden) > 1 and sum(counts[one] or 0 for one in hidden) >= SUPPRESSED_UNDER:
            break
        hidden.add(place)
    return hidden
