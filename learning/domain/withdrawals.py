"""What is left at the address of a page that readers had: a stub that says so, and what to read in its place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Site

from learning.errors import NotPublished
from learning.models import Withdrawable, Withdrawal

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def withdraw(
    page: Page,
    *,
    reason: str = "",
    replacement: Page | None = None,
    is_named: bool,
    by: "AbstractBaseUser | None",
) -> Withdrawal | None:
    """Unpublishes the page and leaves its stub. None for a page that is on no site: nobody had its address.

    `is_named`: whether the stub may say the page's title. Whether `by` may do this is asked before.

    Raises:
        NotPublished: nobody has it to be taken from.
    """
    if not page.live:
        raise NotPublished(page)
    with transaction.atomic():
        stub = leave_stub(page)
        if stub is not None:
            stub.title = page.title if is_named else ""
            stub.reason, stub.replacement, stub.withdrawn_by_id = reason.strip(), replacement, by.pk if by else None
            stub.save()
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    return stub


def leaves_stub(page: Page) -> bool:
    """Whether it is a kind of page that readers keep copies of."""
    return isinstance(page, Withdrawable)


def leave_stub(page: Page) -> Withdrawal | None:
    """The stub at the page's address, made if there is none: neutral, with the replacement the page itself names.

    A private page is never named: its stub is for everybody.
    """
    where = _address(page)
    if where is None or not leaves_stub(page):
        return None
    site_id, path = where
    stub, _made = Withdrawal.objects.get_or_create(
        site_id=site_id,
        path=path,
        defaults={
            "page_id": page.pk,
            "title": page.title if may_be_named(page) else "",
            "kind": str(page._meta.verbose_name),
            "replacement": getattr(page, "replacement", None),
        },
    )
    return stub


def may_be_named(page: Page) -> bool:
    """Whether a stub says the page's title unless an editor decides otherwise."""
    return bool(getattr(page, "is_named_when_withdrawn", True)) and not page.get_view_restrictions().exists()


def take_stub_away(page: Page) -> None:
    """The page is there again, perhaps at another address; or another stands where it was."""
    Withdrawal.objects.filter(page_id=page.pk).delete()
    where = _address(page)
    if where is not None:
        Withdrawal.objects.filter(site_id=where[0], path=where[1]).delete()


def stub_at(site: Site, path: str) -> Withdrawal | None:
    """The stub that answers at `path` ("/briefings/neglect/briefing.pdf"): the page's own, or of the page it belonged to."""
    stubs = Withdrawal.objects.filter(site=site, path__in=list(_path_and_above(path))).select_related("replacement")
    return max(stubs, key=lambda stub: len(stub.path), default=None)


def _path_and_above(path: str) -> Iterator[str]:
    """ "/a/", "/a/b/" ... of "/a/b/c.pdf"; the home page is never withdrawn."""
    end = path.find("/", 1)
    while end != -1:
        yield path[: end + 1]
        end = path.find("/", end + 1)


def _address(page: Page) -> tuple[int, str] | None:
    """(site's id, path on it), known even while the page is being deleted."""
    for root in Site.get_site_root_paths():
        if page.url_path.startswith(root.root_path):
            path = "/" + page.url_path.removeprefix(root.root_path)
            return (root.site_id, path) if len(path) <= LONGEST_PATH else None
    return None


LONGEST_PATH: int = Withdrawal._meta.get_field("path").max_length or 0
