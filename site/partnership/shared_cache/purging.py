"""Tells a cache in front of the site which addresses to drop, in a task, as soon as what they say has changed."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished

from briefings.models import BriefingPage, NationalSummaryPage
from learning.models import LearningPoint, Partnership, ReviewPage, ThemedResourcePage
from partnership.search.changed import Address, addresses_changed, addresses_of
from partnership.search.models import SearchEntry
from partnership.search.registry import Key
from training.models import TrainingEvent

# Of each site where anything changed. Lists, packs and series are found as what stands above a changed address.
OFTEN_CHANGED = ("/", "/themes/", "/training/")


# What is named or listed on the page of something else: by the model of the thing, that of the page, and the way there.
SHOWN_ON: tuple[tuple[type[Model], type[Model], str], ...] = (
    (TrainingEvent, ReviewPage, "training_events"),
    (TrainingEvent, LearningPoint, "points_taught__event"),
    (BriefingPage, ReviewPage, "briefings"),
    (ThemedResourcePage, ReviewPage, "themed_resources"),
    (ThemedResourcePage, LearningPoint, "resource_points__resource"),
    (LearningPoint, ReviewPage, "findings__point"),
    (LearningPoint, BriefingPage, "briefing_points__point"),
    (LearningPoint, ThemedResourcePage, "resource_points__point"),
    (LearningPoint, NationalSummaryPage, "summary_points__point"),
)


def connect() -> None:
    """Listens, where there is a cache to tell."""
    if settings.WAGTAILFRONTENDCACHE:
        addresses_changed.connect(_addresses_changed, sender=SearchEntry, dispatch_uid="shared-cache")
        for signal in (post_save, post_delete):
            signal.connect(_frame_changed, dispatch_uid="shared-cache-frame")
        for signal in (page_published, page_unpublished):
            signal.connect(_page_changed, dispatch_uid="shared-cache-page")


def purge(addresses: Iterable[Address]) -> None:
    """Drops these, what stands above each, and the lists that change with anything."""
    roots = _roots()
    wanted = {(site, path.partition("#")[0]) for site, path in addresses if site in roots}
    wanted |= {(site, above) for site, path in wanted for above in _above(path)}
    wanted |= {(site, path) for site in {site for site, _path in wanted} for path in OFTEN_CHANGED}
    purge_urls_from_cache(sorted(roots[site] + path for site, path in wanted))


def purge_site(site: Site) -> None:
    """Drops every page of a site: for what is in the frame around all of them."""
    entries = SearchEntry.objects.filter(site=site).order_by()
    pages = site.root_page.get_descendants(inclusive=True).live()
    own = {(site.pk, parts[2]) for page in pages if (parts := page.get_url_parts()) and parts[2]}
    purge(own | {(site.pk, path) for path in entries.values_list("path", flat=True).distinct()})


def shown_on(keys: Iterable[Key]) -> list[Key]:
    """The things on whose pages these are named: one query for each way from one to the other."""
    pks: dict[str, list[int]] = {}
    for label, pk in keys:
        pks.setdefault(label, []).append(pk)
    return [
        (page._meta.label_lower, pk)
        for thing, page, way in SHOWN_ON
        if thing._meta.label_lower in pks
        for pk in page._default_manager.filter(**{f"{way}__in": pks[thing._meta.label_lower]}).values_list(
            "pk", flat=True
        )
    ]


def _roots() -> dict[int, str]:
    return {site.pk: site.root_url for site in Site.objects.all()}


def _above(path: str) -> list[str]:
    """The addresses above one: "/reviews/jacob/pack/" is under "/reviews/jacob/" and "/reviews/"."""
    steps = path.strip("/").split("/")[:-1]
    return [f"/{'/'.join(steps[:end])}/" for end in range(1, len(steps) + 1)]


def _addresses_changed(keys: list[Key], addresses: set[Address], **_kwargs: Any) -> None:
    if told := addresses | addresses_of(shown_on(keys)):
        purge(told)


def _frame_changed(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    """Name, contacts and look of a partnership are on each of its pages; a site's host is in each of its addresses."""
    site: Any = None
    if isinstance(instance, Site):
        site = instance
    elif isinstance(instance, Partnership | BaseSiteSetting):
        site = instance.site
    if site is not None and site.pk:
        transaction.on_commit(lambda: purge_site(site))


def _page_changed(instance: Page, **_kwargs: Any) -> None:
    """A page straight under home may be in the menu or the footer of all others; any other page is told of itself."""
    parts = instance.get_url_parts()
    if not parts or not parts[2]:
        return
    site = Site.objects.select_related("root_page").get(pk=parts[0])
    if instance.depth <= site.root_page.depth + 1:
        transaction.on_commit(lambda: purge_site(site))
    else:
        transaction.on_commit(lambda: purge([(parts[0], parts[2])]))
