"""Reads of levels of training."""

from django.db.models import Q, QuerySet

from learning.models import Level, Partnership
from learning.queries.prepared import Blank
from learning.queries.prepared_for import PreparedFor


def levels_of(partnership: Partnership | Blank) -> QuerySet[Level]:
    """The levels at which the partnership trains: those of its courses and session plans."""
    trained_at = Q(courses__partnership=partnership) | Q(session_plans__partnership=partnership)
    return Level.objects.filter(trained_at).distinct()


LEVELS = PreparedFor(lambda partnership: levels_of(partnership).values_list("pk", "name"))
"""Their keys and names, in their order."""
