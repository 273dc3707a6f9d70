"""Reviews, learning points, themes, series and their resources, explanations: what the learning room publishes."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from learning.enums import PersonRole
from learning.models import (
    InformationPage,
    LearningPoint,
    ReviewIndexPage,
    ReviewPage,
    SeriesPage,
    Theme,
    ThemedResourcePage,
)
from learning.resource_blocks import RECORDINGS
from learning.validators import names_repository_record
from partnership.structured_data.nouns import (
    for_professions,
    free_and_open,
    in_words,
    licensed,
    listing,
    organisation,
    picture,
    terms,
    themes_for,
)
from partnership.structured_data.registry import About, Picture, Reading, describes, describes_address
from partnership.structured_data.writing import Data, day_as_known, known, plain

MOST_PARTS = 40
PICTURED = ("figure", "poster")
POSTER_SIZE = "max-800x1120"  # as learning/blocks/poster.html asks for it


@describes(ReviewPage)
def review(reading: Reading, page: ReviewPage) -> About:
    """A report. Of one published anonymously through the NSPCC nothing that could tell which record there is this one."""
    page.fetch_parts()
    description = _description_of(page)
    themes = page.theme_list
    data = {
        "@type": "Report",
        "@id": reading.url,
        "name": page.title,
        "description": description,
        **free_and_open(reading),
        "about": terms(themes, reading),
        "keywords": ", ".join(theme.name for theme in themes),
        **({} if page.is_anonymous else _who_and_when(page, reading)),
    }
    return About(page.title, description, [known(data)], is_kept_out=page.keep_out_of_search)


def _description_of(page: ReviewPage) -> str:
    """The editor's own, else a neutral line. An imported one may name the record of an anonymous review (decision 0008)."""
    own = page.search_description
    if own and not (page.is_anonymous and names_repository_record(own)):
        return str(own)
    return _("%(kind)s: what was learned, and what there is to pass it on.") % {"kind": page.get_kind_display()}


def _who_and_when(page: ReviewPage, reading: Reading) -> Data:
    published = page.published
    return {
        "publisher": organisation(page.publisher, reading),
        "author": [
            {"@type": "Person", "name": person.name} for person in page.people.all() if person.role == PersonRole.AUTHOR
        ],
        "datePublished": day_as_known(published.date, published.precision),
        "reportNumber": page.local_reference,
        "sameAs": page.public_url,
        "hasPart": _files_of_pack(reading),
    }


def _files_of_pack(reading: Reading) -> list[Data]:
    """The files that readers are given, at their addresses."""
    pack = reading.context.get("pack")
    entries = [entry for entry in pack.published if entry.document] if pack else []
    return [
        known(
            {
                "@type": "PresentationDigitalDocument" if entry.slides_url else "DigitalDocument",
                "name": entry.title,
                "url": reading.absolute(entry.slides_url or entry.document.url),
                "encodingFormat": entry.document.content_type,
            }
        )
        for entry in entries[:MOST_PARTS]
    ]


@describes_address("learning_point", "point")
def learning_point(reading: Reading, point: LearningPoint) -> About:
    description = _("A learning point from reviews: what was found, what should change, and a question to reflect on.")
    data = {
        "@type": "LearningResource",
        "@id": reading.url,
        "name": point.title,
        "description": description,
        **free_and_open(reading),
        "learningResourceType": "learning point",
        **in_words(),
        **(licensed(reading) if point.partnership_id == reading.partnership.pk else {}),
        "teaches": point.change,
        "about": terms(reading.context.get("themes") or [], reading),
        "audience": for_professions(reading.context.get("kinds") or [], point.for_roles),
        "educationalLevel": [level.name for level in reading.context.get("levels") or []],
        "educationalUse": ["professional development", "reflection"],
        "publisher": organisation(point.partnership, reading),
        "dateModified": day_as_known(point.updated_at.date()) if point.updated_at else "",
    }
    return About(point.title, description, [known(data)], is_kept_out=point.keep_out_of_search)


@describes_address("theme", "theme")
def theme(reading: Reading, theme: Theme) -> About:
    title = theme.name.capitalize()
    description = theme.scope_note or _("Reviews, learning points, briefings and sessions on %(theme)s.") % {
        "theme": theme.name
    }
    data = {
        "@type": "DefinedTerm",
        "@id": reading.url,
        "name": theme.name,
        "alternateName": [word.label for word in theme.alternatives.all()],
        "description": plain(description),
        "url": reading.url,
        "termCode": theme.slug,
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": _("Themes"),
            "url": reading.absolute(reverse("theme_index")),
        },
    }
    return About(title, plain(description), [known(data)])


@describes_address("theme_index")
def themes(reading: Reading, _true: Any) -> About:
    description = _("The words by which everything on this site is described, each with its learning.")
    listed = [theme for _group, themes in reading.context.get("groups") or [] for theme in themes]
    data = {
        "@type": "DefinedTermSet",
        "@id": reading.url,
        "name": _("Themes"),
        "description": description,
        **free_and_open(reading),
        "publisher": organisation(reading.partnership, reading),
        "hasDefinedTerm": terms(listed[:MOST_PARTS], reading),
    }
    return About(_("Themes"), description, [known(data)], is_article=False)


@describes(SeriesPage)
def series(reading: Reading, page: SeriesPage) -> About:
    description = page.search_description or _("A series of resources drawn from several reviews.")
    resources = list(reading.context.get("resources") or [])[:MOST_PARTS]
    data = {
        "@type": "CreativeWorkSeries",
        "@id": reading.url,
        "name": page.title,
        "description": description,
        **free_and_open(reading),
        "publisher": organisation(reading.partnership, reading),
        "hasPart": [
            {"@type": "LearningResource", "name": one.title, "url": f"{reading.url}{one.slug}/", "position": place}
            for place, one in enumerate(resources, start=1)
        ],
    }
    return About(page.title, description, [known(data)], is_kept_out=page.keep_out_of_search)


@describes(ThemedResourcePage)
def themed_resource(reading: Reading, page: ThemedResourcePage) -> About:
    description = page.search_description or _(
        "A resource for a team or a setting: the learning, things to do, questions."
    )
    whole = reading.context.get("series")
    data = {
        "@type": "LearningResource",
        "@id": reading.url,
        "name": page.title,
        "description": description,
        **free_and_open(reading),
        "learningResourceType": "themed resource",
        **in_words(*_seen_and_heard(page)),
        **licensed(reading),
        "educationalUse": ["professional development", "reflection", "group discussion"],
        "educationalLevel": page.level.name if page.level else "",
        "audience": for_professions([], page.audience),
        "about": terms(themes_for(page), reading),
        "publisher": organisation(reading.partnership, reading),
        "isPartOf": {
            "@type": "CreativeWorkSeries",
            "name": whole.title,
            "url": reading.absolute(reading.request.path.rstrip("/").rpartition("/")[0] + "/"),
        }
        if whole is not None
        else None,
    }
    return About(page.title, description, [known(data)], is_kept_out=page.keep_out_of_search, picture=_poster_of(page))


def _seen_and_heard(page: ThemedResourcePage) -> tuple[list[Any], list[Any]]:
    """The pictures and the recordings in its body."""
    pictures = (part.value.get("image") for part in page.body if part.block_type in PICTURED)
    return [one for one in pictures if one], [part for part in page.body if part.block_type in RECORDINGS]


def _poster_of(page: ThemedResourcePage) -> Picture | None:
    """Its first poster that there is a picture of, at the size that the page shows."""
    for part in page.body:
        image = part.value.get("image") if part.block_type == "poster" else None
        if image:
            alt = image.contextual_alt_text or image.default_alt_text or part.value.get("title") or page.title
            return picture(image, POSTER_SIZE, alt)
    return None


@describes(InformationPage)
def information(reading: Reading, page: InformationPage) -> About:
    description = page.search_description or _("%(title)s: an explanation by %(partnership)s.") % {
        "title": page.title,
        "partnership": reading.partnership.name,
    }
    data = {"@type": "WebPage", "@id": reading.url, "name": page.title, "description": description}
    return About(page.title, description, [data | free_and_open(reading)], is_kept_out=page.keep_out_of_search)


@describes(ReviewIndexPage)
def reviews(reading: Reading, page: ReviewIndexPage) -> About:
    description = page.search_description or _(
        "Reviews published by %(partnership)s, and what was learned from them."
    ) % {"partnership": reading.partnership.name}
    listed = reading.context.get("reviews") or []
    return About(page.title, description, [a_list(reading, page.title, description, listed)], is_article=False)


def a_list(reading: Reading, title: str, description: str, things: Iterable[Any] = ()) -> Data:
    """A page that leads to others of a kind: `things`, those it shows, in their order."""
    data = {
        "@type": "CollectionPage",
        "@id": reading.url,
        "name": title,
        "description": description,
        **free_and_open(reading),
        "mainEntity": listing(things, reading),
    }
    return known(data)
