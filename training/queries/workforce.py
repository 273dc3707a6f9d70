"""Out of how many: the people who work there, where anybody has said."""

from collections.abc import Sequence

from learning.models import Agency, Partnership
from training.models import Workforce
from training.queries.coverage_columns import NO_LEVEL, By, Column

# (agency, level or None for all who work there) -> how many people
Staff = dict[tuple[int, int | None], int]


def staff_said(partnership: Partnership) -> Staff:
    """What each agency has said, for a page that does not read it with everything else round its figures. 1 query."""
    rows = Workforce.objects.filter(partnership=partnership).order_by().values_list("agency", "level", "people")
    return {(agency, level): people for agency, level, people in rows}


def staff_of(
    said: Staff, by: By, columns: Sequence[Column], agencies: Sequence[Agency], level: int | None = None
) -> dict[int, int]:
    """How many people work in each column, by its id; a column of which it is not known is left out.

    `agencies` are those that a kind or a level is made of: it is known only if each of them has `said`. `level` is the
    level asked about; without one, all who work with children or families are meant.
    """
    if by == By.AGENCY:
        return {column.pk: said[column.pk, level] for column in columns if (column.pk, level) in said}
    known: dict[int, int] = {}
    for column in columns:
        of_level = (column.pk or None) if by == By.LEVEL else level
        asked = [one.pk for one in agencies if by == By.LEVEL or one.kind_id == column.pk]
        if asked and column.pk != NO_LEVEL and all((agency, of_level) in said for agency in asked):
            known[column.pk] = sum(said[agency, of_level] for agency in asked)
    return known
