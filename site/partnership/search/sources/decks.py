"""Slide decks and each of their slides, on the sites where something published uses the deck.

A slide says what its page says: its text, its pictures' descriptions, and its notes where they are published. Not found
are slides that were withdrawn, hidden ones unless the editor publishes them, and editions that a newer one replaced.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from learning.document_uses import documents_mentioned, public_pages_that_mention
from learning.models import (
    LearningPoint,
    PackItem,
    ReviewPage,
    SlidePoint,
    Theme,
    ThemedResourceItem,
    ThemedResourcePage,
)
from media.enums import DocumentFormat
from media.models import Document, Slide
from media.permissions import documents_for_everybody
from partnership.search.enums import EntryKind, Format
from partnership.search.models import SearchEntry
from partnership.search.registry import Draft, Key, Source, register
from partnership.search.sources.text import THEME_WORDS, other_words, shortened

TITLE_CHARACTERS = 80
_OF_REVIEWS, _OF_POINTS = ("subjects", "stated_dates"), ("for_kinds", "levels")
_DECK_WORDS = ("slides", "slide deck", "presentation", "PowerPoint")
_SLIDE_WORDS = ("slide", "PowerPoint")


def decks_for_everybody() -> QuerySet[Document]:
    """The decks that make entries: anybody may have them, and no newer edition stands in their place."""
    everybodys = documents_for_everybody()
    return everybodys.filter(format=DocumentFormat.PPTX).exclude(
        superseded_by__in=documents_for_everybody().order_by().values("pk")
    )


@register
class DeckSource(Source):
    """A deck makes an entry for itself and one for each slide. Documents of other formats are found where they are used."""

    model = Document

    def readable(self) -> QuerySet[Any]:
        of_reviews = PackItem.objects.filter(review__in=ReviewPage.objects.live().public()).select_related("review")
        of_resources = ThemedResourceItem.objects.filter(
            resource__in=ThemedResourcePage.objects.live().public()
        ).select_related("resource")
        points = (
            LearningPoint.objects.public()
            .current_for_readers()
            .prefetch_related(*_OF_POINTS, *THEME_WORDS)
            .order_by("title")
        )
        ties = SlidePoint.objects.filter(point__in=points.order_by().values("pk"))
        return decks_for_everybody().prefetch_related(
            Prefetch("pack_items", of_reviews.order_by("review__path", "sort_order"), to_attr="in_packs"),
            *(f"in_packs__review__{what}" for what in (*_OF_REVIEWS, *THEME_WORDS)),
            Prefetch("resource_items", of_resources.order_by("resource__path", "sort_order"), to_attr="in_resources"),
            *(f"in_resources__resource__{what}" for what in THEME_WORDS),
            "slides",
            Prefetch("slides__point_ties", ties.prefetch_related(Prefetch("point", points)), to_attr="public_ties"),
        )

    def of_site(self, readable: QuerySet[Any], site: Site) -> QuerySet[Any]:
        here = Page.objects.descendant_of(site.root_page, inclusive=True).order_by().values("pk")
        in_packs = PackItem.objects.filter(review__in=here, document__isnull=False).values("document")
        in_resources = ThemedResourceItem.objects.filter(resource__in=here, document__isnull=False).values("document")
        used = Q(pk__in=in_packs) | Q(pk__in=in_resources) | Q(pk__in=documents_mentioned())
        return readable.filter(used)

    def drafts(self, thing: Document) -> Iterator[Draft]:
        for site_id, uses in _uses_by_site(thing).items():
            yield _deck(thing, site_id, uses)
            for slide in searched_slides(thing):
                if draft := _slide(slide, thing, site_id, uses):
                    yield draft

    def dependants(self, pk: int) -> Iterable[Key]:
        """The packs and resources that have the file say what is in it; so does the edition that it replaced, or not."""
        for model, having in (
            (ReviewPage, PackItem.objects.filter(document=pk).values_list("review_id", flat=True)),
            (ThemedResourcePage, ThemedResourceItem.objects.filter(document=pk).values_list("resource_id", flat=True)),
            (Document, Document.objects.filter(Q(superseded_by=pk) | Q(supersedes=pk)).values_list("pk", flat=True)),
        ):
            yield from ((model._meta.label_lower, one) for one in having)


@register
class PageUses(Source):
    """Pages make a deck public, and no longer. They are no entries here: each kind of page is one in its own file."""

    model = Page

    def readable(self) -> QuerySet[Any]:
        return Page.objects.none()

    def of_site(self, readable: QuerySet[Any], site: Site) -> QuerySet[Any]:
        return readable

    def dependants(self, pk: int) -> Iterable[Key]:
        """The documents on it, the decks whose slides pass on what it passes on, and decks that nothing uses any more."""
        its_points = (
            Q(point__findings__review=pk)
            | Q(point__briefing_points__briefing=pk)
            | Q(point__summary_points__summary=pk)
            | Q(point__resource_points__resource=pk)
        )
        indexed = SearchEntry.objects.filter(source=Document._meta.label_lower).order_by().values("source_id")
        gone = Document.objects.filter(pk__in=indexed).exclude(pk__in=decks_for_everybody().order_by().values("pk"))
        for documents in (
            PackItem.objects.filter(review=pk, document__isnull=False).values_list("document_id", flat=True),
            ThemedResourceItem.objects.filter(resource=pk, document__isnull=False).values_list(
                "document_id", flat=True
            ),
            documents_mentioned(pk),
            SlidePoint.objects.filter(its_points).values_list("slide__document_id", flat=True).distinct(),
            gone.values_list("pk", flat=True),
        ):
            yield from ((Document._meta.label_lower, one) for one in documents)


@dataclass
class _Uses:
    """How a site uses a deck: what it is called there, on which pages, and what they are about."""

    title: str
    said: list[str] = field(default_factory=list)
    reviews: list[ReviewPage] = field(default_factory=list)
    themes: dict[int, Theme] = field(default_factory=dict)
    levels: list[int] = field(default_factory=list)
    stated: tuple[Any, str] = (None, "")


def searched_slides(deck: Document) -> list[Slide]:
    """Those of its slides that are found: not what was withdrawn, nor what is hidden unless the editor publishes it."""
    return [
        slide
        for slide in deck.slides.all()
        if not slide.is_withdrawn and (deck.keeps_hidden_slides or not slide.is_hidden)
    ]


def published_notes(slide: Slide, deck: Document) -> str:
    """Its speaker notes, where an editor chose to publish them. Decks made here have no other notes than published ones."""
    return slide.notes if deck.keeps_notes or deck.source != Document.Source.UPLOADED else ""


def _uses_by_site(deck: Document) -> dict[int, _Uses]:
    """The sites whose pages use it, by primary key."""
    found: dict[int, _Uses] = {}
    for item in deck.in_packs:
        if uses := _use(found, item.review, _title(item.title, item.review)):
            uses.said.append(f"{item.title}, {item.review.title}, {item.review.get_kind_display()}")
            uses.reviews.append(item.review)
            uses.stated = uses.stated if uses.stated[1] else (item.date, item.date_as_stated)
            uses.themes |= {theme.pk: theme for theme in item.review.theme_list}
    for item in deck.in_resources:
        if uses := _use(found, item.resource, _title(item.title, item.resource)):
            uses.said.append(f"{item.title}, {item.resource.title}")
            uses.levels += [item.resource.level_id] if item.resource.level_id else []
            uses.themes |= {theme.pk: theme for theme in item.resource.theme_list}
    for page in public_pages_that_mention(deck):
        if uses := _use(found, page, deck.title):
            uses.said.append(page.title)
    return found


def _title(title: str, page: Page) -> str:
    """What it is called on a page, and the page's own title if that does not say it."""
    return title if page.title.casefold() in title.casefold() else f"{title}: {page.title}"


def _use(found: dict[int, _Uses], page: Page, title: str) -> _Uses | None:
    """What is known so far of the page's site; the first page gives the deck its title there."""
    parts = page.get_url_parts()
    return found.setdefault(parts[0], _Uses(title)) if parts and parts[2] else None


def _ties(slide: Slide) -> list[SlidePoint]:
    return slide.public_ties  # type: ignore[attr-defined]  # prefetched in `readable`


def _points(slides: Iterable[Slide]) -> tuple[LearningPoint, ...]:
    return tuple({tie.point_id: tie.point for slide in slides for tie in _ties(slide) if tie.point}.values())


def _words(slide: Slide, deck: Document) -> str:
    return lines_of(slide.text, *slide.alt_texts, published_notes(slide, deck))


def lines_of(*texts: str) -> str:
    """Plain texts with a line for each, empty ones left out. What slides say is no markup."""
    return "\n".join(text for text in texts if text)


def _narrowed_by(uses: _Uses, points: Iterable[LearningPoint]) -> dict[str, Any]:
    """What facets know it by: of the first review, of every child, and of whom the points are for."""
    review = uses.reviews[0] if uses.reviews else None
    published = review.published.date if review else None
    levels = [*uses.levels, *(level.pk for point in points for level in point.levels.all())]
    return {
        "review_kind": review.kind if review else "",
        "publisher_id": review.publisher_id if review else None,
        "year": (published.year if published else review.year) if review else None,
        "age_bands": tuple(dict.fromkeys(child.age_band for one in uses.reviews for child in one.subjects.all())),
        "agency_kinds": tuple(dict.fromkeys(kind.pk for point in points for kind in point.for_kinds.all())),
        "levels": tuple(dict.fromkeys(levels)),
        "formats": (Format.SLIDES,),
        "warnings": tuple(one.content_warning for one in uses.reviews),
    }


def _deck(deck: Document, site_id: int, uses: _Uses) -> Draft:
    slides = searched_slides(deck)
    themes, points = tuple(uses.themes.values()), _points(slides)
    taught = {theme.pk: theme for point in points for theme in point.theme_list}
    return Draft(
        site_id=site_id,
        kind=EntryKind.DECK,
        part="deck",
        path=reverse("deck", args=[deck.pk]),
        title=uses.title,
        summary=shortened("; ".join(slide.title for slide in slides if slide.title)),
        body=lines_of(deck.title, *uses.said, *(lines_of(slide.title, _words(slide, deck)) for slide in slides)),
        themes=themes,
        hidden_terms=(*_DECK_WORDS, *other_words(themes), *(theme.name for theme in taught.values())),
        date=uses.stated[0],
        date_as_stated=uses.stated[1],
        **_narrowed_by(uses, points),
    )


def _slide(slide: Slide, deck: Document, site_id: int, uses: _Uses) -> Draft | None:
    """A slide by its own words: the deck's are not its own, or a deck's name would find every slide of it."""
    said = _words(slide, deck)
    title = slide.title or shortened(said, TITLE_CHARACTERS)
    if not title:
        return None
    points = _points([slide])
    themes = tuple({theme.pk: theme for point in points for theme in point.theme_list}.values())
    return Draft(
        site_id=site_id,
        kind=EntryKind.SLIDE,
        part=f"slide-{slide.pk}",
        path=f"{reverse('deck', args=[deck.pk])}#slide-{slide.number}",
        title=_("%(title)s (slide %(number)d of %(deck)s)")
        % {"title": title, "number": slide.number, "deck": uses.title},
        body=lines_of(said, *(point.title for point in points if point.title != slide.title)),
        themes=themes,
        hidden_terms=(slide.title, *_SLIDE_WORDS, *other_words(themes)),
        **_narrowed_by(uses, points),
    )
