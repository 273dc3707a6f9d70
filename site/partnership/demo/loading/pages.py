"""Making a page, or bringing the one at that address up to date."""

import re
from typing import Any, TypeVar

from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)

_INTERNAL_LINK = re.compile(r'<a href="(/[^"]*)">(.*?)</a>', re.S)


def put_page(
    parent: Page,
    model: type[AnyPage],
    *,
    slug: str,
    fields: dict[str, Any],
    children: dict[str, list[Any]] | None = None,
    themes: list[Any] | None = None,
) -> AnyPage:
    """The page of that kind at that address, with those values, published. `children` are its inline rows."""
    page = model.objects.child_of(parent).filter(slug=slug).first()
    is_new = page is None
    page = page or model(slug=slug)
    for name, value in {**fields, "live": True}.items():
        setattr(page, name, value)
    for name, rows in (children or {}).items():
        setattr(page, name, rows)
    if themes is not None:
        page.themes.set(themes)
    if is_new:
        parent.add_child(instance=page)
    page.full_clean()
    page.save_revision(log_action=False).publish(log_action=False)
    fresh: AnyPage = model.objects.get(pk=page.pk)
    return fresh


def prose(text: str | None) -> str:
    """Rich text: what is plain becomes a paragraph."""
    text = (text or "").strip()
    return text if not text or text.startswith("<") else f"<p>{text}</p>"


def page_at(home: Page, address: str) -> Page | None:
    """The page at an address of this site ("/reviews/jacob/"), or None."""
    return Page.objects.descendant_of(home, inclusive=True).filter(url_path=home.url_path + address.lstrip("/")).first()


def with_page_links(home: Page, html: str) -> str:
    """Links to addresses of this site become links to the pages there, which survive a move."""

    def link(match: re.Match[str]) -> str:
        page = page_at(home, match[1].split("#")[0])
        return f'<a linktype="page" id="{page.pk}">{match[2]}</a>' if page else match[0]

    return _INTERNAL_LINK.sub(link, prose(html))
