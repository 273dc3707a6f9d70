"""Titles of session plans that nobody typed: two that are named alike cannot be told apart in a list."""

from itertools import count

from django.utils.translation import gettext as _

from learning.models import Partnership
from training.models import SessionPlan

LONGEST_TITLE: int = SessionPlan._meta.get_field("title").max_length or 200
LONGEST_NUMBER = 8


def title_not_taken(made: str, partnership: Partnership, plan: SessionPlan | None = None) -> str:
    """That title, or with a number after it where another plan of the partnership has it already. One query."""
    start = made[: LONGEST_TITLE - LONGEST_NUMBER].rstrip()
    others = SessionPlan.objects.of(partnership).filter(title__startswith=start)
    if plan is not None:
        others = others.exclude(pk=plan.pk)
    taken = set(others.values_list("title", flat=True))
    if made not in taken:
        return made[:LONGEST_TITLE]
    numbered = (_("%(title)s (%(n)d)") % {"title": start, "n": n} for n in count(2))
    return next(title for title in numbered if title not in taken)
