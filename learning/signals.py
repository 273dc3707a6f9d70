"""What follows when pages that readers had are taken down, put back or deleted, whoever does it and however."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished

from learning.domain.withdrawals import leave_stub, take_stub_away
from learning.models import Withdrawal


def connect() -> None:
    """Listens. Called once, when the app is ready."""
    page_unpublished.connect(_page_unpublished, dispatch_uid="leave-stub")
    page_published.connect(_page_published, dispatch_uid="take-stub-away")
    post_delete.connect(_page_deleted, sender=Page, dispatch_uid="stub-of-deleted-page")
    post_delete.connect(_site_deleted, sender=Site, dispatch_uid="stubs-of-deleted-site")


def _page_unpublished(instance: Page, **_said: Any) -> None:
    """Sent for a bulk action, an expiry and a deletion too."""
    leave_stub(instance)


def _page_published(instance: Page, **_said: Any) -> None:
    take_stub_away(instance)


def _page_deleted(instance: Page, **_said: Any) -> None:
    """The stub of a live page was left after Django had collected what refers to the page: it lets go of it here."""
    Withdrawal.objects.filter(page_id=instance.pk).update(page=None)
    Withdrawal.objects.filter(replacement_id=instance.pk).update(replacement=None)


def _site_deleted(instance: Site, **_said: Any) -> None:
    """Deleting a home page deletes its site, and leaves stubs of the pages under it: they go with it."""
    Withdrawal.objects.filter(site_id=instance.pk).delete()
