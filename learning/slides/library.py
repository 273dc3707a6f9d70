"""Finding slides across all decks that a reader may have."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.http.request import QueryDict

from learning.models import LearningPoint, PackItem, Partnership, ReviewPage, SlidePoint, Theme
from media.models import Document, Slide
from media.permissions import readable_decks

MOST_WORDS = 12
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class SlideSearch:
    """What somebody looks for. Each narrows the slides; all are optional, and what makes no sense is left out."""

    words: tuple[str, ...] = ()
    theme: str = ""
    review: int | None = None
    point: int | None = None
    deck: int | None = None

    @classmethod
    def asked(cls, query: QueryDict) -> "SlideSearch":
        """From the address: `q`, `theme` (slug), `review`, `point`, `deck` (ids)."""
        text = query.get("q", "").replace("\x00", " ")[:LONGEST_QUERY]
        return cls(
            words=tuple(text.split()[:MOST_WORDS]),
            theme=query.get("theme", "").replace("\x00", "")[:100],
            review=_number(query.get("review", "")),
            point=_number(query.get("point", "")),
            deck=_number(query.get("deck", "")),
        )

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_active(self) -> bool:
        return bool(self.words or self.theme or self.review or self.point or self.deck)


def found_slides(request: HttpRequest, search: SlideSearch) -> QuerySet[Slide]:
    """The slides that fit, those with the words in their title first, then by deck and place; ready to be listed."""
    slides = Slide.objects.filter(document__in=readable_decks(request).order_by().values("pk"))
    for word in search.words:
        slides = slides.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(notes__icontains=word) | Q(alt_texts__icontains=word)
        )
    if search.theme:
        slides = slides.filter(_about_theme(search.theme))
    if search.review:
        slides = slides.filter(_of_review(search.review))
    if search.point:
        slides = slides.filter(point_ties__point=search.point)
    if search.deck:
        slides = slides.filter(document=search.deck)
    in_title = Q()
    for word in search.words:
        in_title &= Q(title__icontains=word)
    rank = Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField()) if search.words else None
    if rank is not None:
        slides = slides.alias(rank=rank).order_by("rank", "document__title", "document", "number")
    else:
        slides = slides.order_by("document__title", "document", "number")
    ties = SlidePoint.objects.select_related("point").order_by("point__title")
    return slides.select_related("document").prefetch_related(Prefetch("point_ties", queryset=ties))


def choices(request: HttpRequest) -> dict[str, list[tuple[Any, str]]]:
    """What can be chosen in the filters, each with something to find: `themes`, `reviews`, `points`, `decks`."""
    decks = readable_decks(request).order_by().values("pk")
    points = LearningPoint.objects.filter(slide_ties__slide__document__in=decks).distinct().order_by("title")
    reviews = ReviewPage.objects.live().filter(pack_items__document__in=decks).distinct().order_by("title")
    themes = Theme.objects.filter(
        Q(learning_learningpointtheme_items__content_object__in=points.order_by().values("pk"))
        | Q(learning_reviewpagetheme_items__content_object__in=reviews.order_by().values("pk"))
    ).distinct()
    held = Document.objects.filter(pk__in=decks).annotate(count=Count("slides")).filter(count__gt=0)
    return {
        "themes": list(themes.order_by("name").values_list("slug", "name")),
        "reviews": list(reviews.values_list("pk", "title")),
        "points": list(points.values_list("pk", "title")),
        "decks": list(held.order_by("title").values_list("pk", "title")),
    }


def points_to_tie(request: HttpRequest) -> QuerySet[LearningPoint]:
    """The learning points of this site that a slide may be tied to."""
    partnership = Partnership.for_request(request)
    return LearningPoint.objects.of(partnership).current() if partnership else LearningPoint.objects.none()


def _about_theme(slug: str) -> Q:
    """Tied to a learning point with the theme, or in the pack of a published review with it."""
    points = LearningPoint.objects.filter(theme_items__tag__slug=slug).order_by().values("pk")
    reviews = ReviewPage.objects.live().filter(theme_items__tag__slug=slug).order_by().values("pk")
    tied = SlidePoint.objects.filter(point__in=points).values("slide")
    in_packs = PackItem.objects.filter(review__in=reviews, document__isnull=False).values("document")
    return Q(pk__in=tied) | Q(document__in=in_packs)


def _of_review(pk: int) -> Q:
    """In the pack of a published review, or tied to something it found."""
    live = ReviewPage.objects.live().filter(pk=pk).order_by().values("pk")
    in_pack = PackItem.objects.filter(review__in=live, document__isnull=False).values("document")
    found = SlidePoint.objects.filter(point__findings__review__in=live).values("slide")
    return Q(document__in=in_pack) | Q(pk__in=found)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
