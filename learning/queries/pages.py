"""Pages of long lists, each with how many there are (Django's own paginator asks for each by itself); pages of one site."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, IntegerField, Q, QuerySet, Subquery
from wagtail.models import Page as TreePage

from learning.queries.prepared import Blank

LAST_WORTH_TRYING = 10**6
LAST_STEP = TreePage.alphabet[-1] * TreePage.steplen  # no page can come after it in the tree, below the same one
HOME_DEPTH = 2
"""Home pages stand right below the root of the tree."""


def home_path(page: Any) -> str:
    """The tree path of the home page that the page is below; blank for a preview of what was never saved."""
    return str(page.path or "")[: HOME_DEPTH * TreePage.steplen]


def of_same_site(page: str = "") -> Q:
    """Pages below the same home page as one that is named when the query is asked, by `same_site_as`.

    `page`: the way to them ("review__").
    """
    return Q((f"{page}path__gt", Blank("home", CharField())), (f"{page}path__lte", Blank("last", CharField())))


def same_site_as(page: Any) -> dict[str, str]:
    """What goes into the blanks of `of_same_site`."""
    return {"home": home_path(page), "last": f"{home_path(page)}{LAST_STEP}"}


class CountOf(Subquery):
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
    counted = rows.annotate(number_of_all=CountOf(rows.order_by().values("pk")))
    found = list(counted[start : start + size])
    if not found and wanted > 1:
        return paginator.get_page(number)
    paginator.count = found[0].number_of_all if found else 0
    return Page(found, wanted, paginator)
