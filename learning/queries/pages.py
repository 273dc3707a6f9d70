"""A page of a long list together with how many there are: Django's own paginator asks for each by itself."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, QuerySet, Subquery

LAST_WORTH_TRYING = 10**6


class _CountOf(Subquery):
    """How many rows a query has, as a value beside the rows of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def page_of(rows: QuerySet, number: Any, size: int) -> Page:
    """The page that `Paginator(rows, size).get_page(number)` gives, in 1 query; in 3 where there is no page of that number."""
    paginator: Any = Paginator(rows, size)
    try:
        wanted = int(number)
    except (TypeError, ValueError):
        wanted = 1
    if not 1 <= wanted <= LAST_WORTH_TRYING:
        return paginator.get_page(number)
    start = (wanted - 1) * size
    counted = rows.annotate(number_of_all=_CountOf(rows.order_by().values("pk")))
    found = list(counted[start : start + size])
    if not found and wanted > 1:
        return paginator.get_page(number)
    paginator.count = found[0].number_of_all if found else 0
    return Page(found, wanted, paginator)
