"""Which page is at an address."""

from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField
from wagtail.models import Page

from briefings.models import BriefingPage
from learning.models import ReviewPage
from learning.models.restrictions import with_any_is_private
from learning.queries.prepared import Blank, Prepared

ADDRESS = {"url_path": Blank("url_path", CharField()), "slug": Blank("slug", CharField())}
# What is expected under these lists. Anything else may be there as well: it takes a second query to find.
EXPECTED_UNDER = {
    "reviews": Prepared(lambda: with_any_is_private(ReviewPage.objects.filter(**ADDRESS).select_related("publisher"))),
    "briefings": Prepared(lambda: with_any_is_private(BriefingPage.objects.filter(**ADDRESS))),
}
ANY_PAGE = Prepared(
    lambda: with_any_is_private(Page.objects.filter(**ADDRESS)).values_list("pk", "content_type", "any_is_private")
)


def page_at(home: Page, path_components: list[str]) -> Page | None:
    """The page of that address below `home`, as what it is, knowing whether any page is private; None where there is none.

    One look for the whole address, where Wagtail goes down step by step: a query for each step, and one for the page.
    """
    where = {"url_path": f"{home.url_path}{'/'.join(path_components)}/", "slug": path_components[-1]}
    page: Any = None
    if len(path_components) == 2 and path_components[0] in EXPECTED_UNDER:
        page = EXPECTED_UNDER[path_components[0]].first(**where)
    if page is None and (found := ANY_PAGE.first(**where)):
        pk, content_type, any_is_private = found
        page = _by_key(ContentType.objects.get_for_id(content_type).model_class()).first(pk=pk)
        if page is not None:
            page.any_is_private = any_is_private
    return page


@cache
def _by_key(model: Any) -> Prepared:
    """What finds pages of that kind by their keys."""
    return Prepared(lambda: model.objects.filter(pk=Blank("pk", IntegerField())))
