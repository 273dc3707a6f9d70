"""The things that several kinds of page name: who publishes, themes, for whom, where one is on the site."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, Site

from briefings.models import PackSettings
from learning.addresses import address_of
from learning.models import AgencyKind, Partnership, Theme
from media.enums import AccessibilityStatus
from media.models import Document
from partnership.structured_data.registry import Picture, Reading
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


def licensed(reading: Reading) -> Data:
    """What people may do with what the partnership made itself, in its own words; the licence's address where they name one."""
    site = Site.find_for_request(reading.request)
    settings = getattr(site, "packsettings", None) or PackSettings()
    words = settings.licence_of(reading.partnership.name)
    address = re.search(r"https://[^\s<>\"]+[^\s<>\".,;)]", words)
    return {"copyrightNotice": words, "license": address[0] if address else ""}


def in_words(pictures: Iterable[Any] = (), recordings: Iterable[Any] = ()) -> Data:
    """How a page of ours is taken in, by what it is made of: words under headings, pictures, recordings with their transcripts.

    Of a picture or a recording only that is said which holds of all of them. No hazard is ruled out: nobody has looked.
    """
    pictures, recordings = list(pictures), list(recordings)
    modes, features = ["textual"], ["structuralNavigation"]
    if pictures or any(one.block_type == "video" for one in recordings):
        modes.append("visual")
    if pictures and all(picture.decorative or picture.contextual_alt_text for picture in pictures):
        features.append("alternativeText")
    if recordings:
        modes.append("auditory")
        features += ["transcript"] if all(one.value.get("transcript") for one in recordings) else []
    videos = [one for one in recordings if one.block_type == "video"]
    if videos and all(video.value.get("captions") for video in videos):
        features.append("captions")
    return {"accessMode": modes, "accessibilityFeature": features}


def listing(things: Iterable[Any], reading: Reading) -> Data | None:
    """The things a list shows, in its order: each has a title, or a name, and an address."""
    items = [
        {"@type": "ListItem", "position": place, "name": str(title), "url": reading.absolute(url)}
        for place, (title, url) in enumerate((_named(thing, reading.request) for thing in things), start=1)
        if url
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items} if items else None


def picture(image: Any, size: str, alt: str) -> Picture | None:
    """The image at that size; None where its file is gone. Made the first time it is asked for."""
    try:
        made = image.get_rendition(size)
    except (OSError, SourceImageIOError):
        return None
    return Picture(made.url, made.width, made.height, alt)


def _named(thing: Any, request: HttpRequest) -> tuple[str, str]:
    if isinstance(thing, Theme):
        return thing.name.capitalize(), address_of("theme", thing.slug)
    if isinstance(thing, AgencyKind):
        return thing.name, reverse("for_setting", args=[thing.slug])
    return thing.title, (thing.get_url(request) or "") if isinstance(thing, Page) else thing.get_absolute_url()


def themes_for(thing: Any) -> list[Theme]:
    """Its themes by name, fetched so that the page below the head need not fetch them again."""
    prefetch_related_objects([thing], "theme_items__tag")
    themes: list[Theme] = thing.theme_list
    return themes


def terms(themes: Iterable[Theme], reading: Reading) -> list[Data]:
    """Themes as terms of the site's list, each at its own page."""
    return [
        {"@type": "DefinedTerm", "name": theme.name, "url": reading.absolute(address_of("theme", theme.slug))}
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
