"""What is kept of coverage, as it is now: changes that nobody has taken in yet are taken in before it is answered."""

from typing import Any

from django.db import OperationalError
from django.db.models import Exists

from training.models import CoverageChange, KeptCoverage


def kept_with(**figures: Any) -> Any:
    """The row that says what is kept, with these expressions; None where nothing is that can be relied on. 1 query.

    More where something has changed since it was asked last.
    """
    from training.domain.kept_coverage import take_in_changes

    asked = KeptCoverage.objects.annotate(has_changes=Exists(CoverageChange.objects.all()), **figures)
    found = asked.first()
    if found is None or not found.has_changes:
        return found
    try:
        take_in_changes()
    except OperationalError:  # somebody else writes, and for long
        return None
    return asked.first()
