"""What may be told of a number: itself, that it is not known, or that it is too small to be told."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from training.exports.coverage_lines import NotKnown
from training.queries.distributions import Distribution
from training.queries.small_numbers import SUPPRESSED_UNDER, hidden_among, is_too_few
from training.reports.report import Value


def too_few() -> NotKnown:
    """The same words for a small number and for one hidden with it: nobody can tell which is which."""
    return NotKnown(_("not shown"))


def not_known() -> NotKnown:
    return NotKnown(_("not known"))


def people(count: int | None, *, is_public: bool) -> Value:
    """A number of people that stands alone."""
    if count is None:
        return not_known()
    return too_few() if is_public and is_too_few(count) else count


def people_of(counts: Sequence[int | None], *, is_public: bool) -> list[Value]:
    """Numbers whose total is told too: none of the small ones can be taken from it."""
    hidden = hidden_among(counts) if is_public else set()
    return [
        too_few() if place in hidden else not_known() if count is None else count for place, count in enumerate(counts)
    ]


def answers(said: Distribution, people: int, *, is_public: bool) -> list[Value]:
    """How many chose 1 to 5, how many answers, median and mean; of fewer than five people none of it, for anybody.

    Where a number is hidden the mean is too: with the total it would give two hidden numbers away.
    """
    if people < SUPPRESSED_UNDER:
        return [too_few() if people else 0] * 8
    hidden = hidden_among(said.counts) if is_public else set()
    counts: list[Value] = [too_few() if place in hidden else count for place, count in enumerate(said.counts)]
    middle: list[Value] = [too_few(), too_few()] if hidden else [said.median, said.mean]
    return [*counts, said.n, *middle]


def hides_its_mean(said: Distribution, *, is_public: bool) -> bool:
    """Whether the mean of all is not told; then nothing may be from which it can be reckoned, such as that of each part."""
    return is_public and bool(hidden_among(said.counts))
