"""The things that several kinds of page name: who publishes, themes, for whom, where one is on the site."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from learning.models import AgencyKind, Partnership, Theme
from media.enums import AccessibilityStatus
from media.models import Document
from partnership.structured_data.registry import Reading
from partnership.structured_data.writing import LANGUAGE, Data, known

# What our own check looks for in a file, where it finds nothing wrong (media.decks.accessibility), in the words of
# https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20241209/
CHECKED_FEATURES = ["alternativeText", "structuralNavigation"]


def organisation(partnership: Partnership | None, reading: Reading) -> Data | None:
    """Who publishes or runs it. Of this site's own partnership its site is the address where it states none."""
    if partnership is None:
        return None
    own = f"{reading.root_url}/" if partnership.pk == reading.partnership.pk else ""
    return known({"@type": "Organization", "name": partnership.name, "url": partnership.website or own})


def free_and_open(reading: Reading) -> Data:
    """What holds of everything that is published here."""
    return {"url": reading.url, "inLanguage": LANGUAGE, "isAccessibleForFree": True}


def themes_for(thing: Any) -> list[Theme]:
    """Its themes by name, fetched so that the page below the head need not fetch them again."""
    prefetch_related_objects([thing], "theme_items__tag")
    themes: list[Theme] = thing.theme_list
    return themes


def terms(themes: Iterable[Theme], reading: Reading) -> list[Data]:
    """Themes as terms of the site's list, each at its own page."""
    return [
        {"@type": "DefinedTerm", "name": theme.name, "url": reading.absolute(reverse("theme", args=[theme.slug]))}
        for theme in themes
    ]


def for_professions(kinds: Iterable[AgencyKind], roles: str = "") -> list[Data]:
    """The kinds of agency and roles it is for, as audiences."""
    said = [*(kind.name for kind in kinds), *([roles] if roles else [])]
    return [{"@type": "EducationalAudience", "educationalRole": one} for one in said]


def accessibility_of(document: Document) -> Data:
    """What our own check of the file says; nothing where it was not checked."""
    if document.accessibility == AccessibilityStatus.GOOD:
        return {"accessibilityFeature": CHECKED_FEATURES, "accessMode": ["textual", "visual"]}
    if document.accessibility == AccessibilityStatus.NEEDS_WORK:
        return {"accessibilitySummary": _("Our own check of this file found things to mend.")}
    return {}


def trail(reading: Reading, title: str) -> Data:
    """Where the page is on the site, as the line above its title says it."""
    context, path = reading.context, reading.request.path
    steps: list[tuple[str, str]] = [(_("Home"), "/")]
    parent = context.get("series")
    parent = parent if isinstance(parent, Page) else None
    steps += [
        (item.title, item.url)
        for item in context.get("menu_pages") or []
        if item.url in path and item.url not in (path, "/") and item.pk != getattr(parent, "pk", None)
    ]
    if parent is not None:
        steps.append((parent.title, path.rstrip("/").rpartition("/")[0] + "/"))
    if isinstance(context.get("theme"), Theme):  # lists have a chosen theme's word under this name
        steps.append((_("Themes"), reverse("theme_index")))
    steps += [(crumb["title"], crumb["url"]) for crumb in _crumbs(context)]
    items = [
        {"@type": "ListItem", "position": place, "name": str(name), "item": reading.absolute(str(url))}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    last = {"@type": "ListItem", "position": len(items) + 1, "name": title}
    return {"@type": "BreadcrumbList", "itemListElement": [*items, last]}


def _crumbs(context: Any) -> list[dict[str, Any]]:
    crumbs: list[dict[str, Any]] = context.get("breadcrumbs") or []
    return crumbs
