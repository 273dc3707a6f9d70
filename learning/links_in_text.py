"""Links in what editors write: one to a page that not everybody may read is shown as its words alone.

The text is the same for every reader, kept for the next one, and goes into files that are handed on. So it is not asked
who reads: the address of a page that is private, or not published, would tell that there is one, and often its name. See
docs/decisions/0051-links-to-closed-pages.md.
"""

from typing import Any

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from learning.public_sources import is_restricted


class OpenPageLinkHandler(PageLinkHandler):
    """Wagtail's own, which links to whatever page is there. One query for all the links of a text; none without a link."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Page | None]:
        """The page of each link; None where there is none that everybody may read, which makes `<a>` of it."""
        keys = [
            int(key) if key.isdecimal() and len(key) < 16 else 0 for key in (one.get("id", "") for one in attrs_list)
        ]
        pages = Page.objects.live().filter(pk__in=keys).exclude(is_restricted("path")).specific(defer=True)
        found = {page.pk: page for page in pages}
        return [found.get(key) for key in keys]
