"""Finding slides across all decks that a reader may have."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.http.request import QueryDict

from learning.document_uses import readable_pages
from learning.models import LearningPoint, PackItem, Partnership, ReviewPage, SlidePoint, Theme
from learning.queries.learning_points import LearningPointQuerySet
from media.models import Document, Slide
from media.models.slides import folded
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
    slides = Slide.objects.filter(document__in=readable_decks(request).order_by().values("pk"), withdrawn_at=None)
    words = [folded(word) for word in search.words]
    for word in words:
        slides = slides.filter(folded_words__contains=word)
    if search.theme:
        slides = slides.filter(_about_theme(request, search.theme))
    if search.review:
        slides = slides.filter(_of_review(request, search.review))
    if search.point:
        slides = slides.filter(pk__in=shown_ties(request).filter(point=search.point).order_by().values("slide"))
    # An edition that has been superseded is found only by whoever asks for it.
    slides = slides.filter(document=search.deck) if search.deck else slides.filter(document__superseded_by=None)
    order = ("document__title", "document", "number")
    if search.words:
        in_title = Q(*(Q(folded_title__contains=word) for word in words))
        rank = Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField())
        slides = slides.alias(rank=rank).order_by("rank", *order)
    else:
        slides = slides.order_by(*order)
    return slides.select_related("document").prefetch_related(Prefetch("point_ties", queryset=shown_ties(request)))


def choices(request: HttpRequest) -> dict[str, list[tuple[Any, str]]]:
    """What can be chosen in the filters, each with something to find: `themes`, `reviews`, `points`, `decks`."""
    decks = readable_decks(request).order_by().values("pk")
    points = shown_points(request).filter(slide_ties__slide__document__in=decks).distinct().order_by("title")
    reviews = shown_reviews(request).filter(pack_items__document__in=decks).distinct().order_by("title")
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


def shown_points(request: HttpRequest) -> LearningPointQuerySet:
    """The learning points this reader may know of: what is not published yet is for those who write it."""
    points = LearningPoint.objects.all()
    return points if request.user.has_perm("learning.change_learningpoint") else points.public()


def shown_ties(request: HttpRequest) -> QuerySet[SlidePoint]:
    """Which slide teaches which of those learning points, by title."""
    points = shown_points(request).order_by().values("pk")
    return SlidePoint.objects.filter(point__in=points).select_related("point").order_by("point__title")


def shown_reviews(request: HttpRequest) -> QuerySet[ReviewPage]:
    """The published reviews this reader may open."""
    return ReviewPage.objects.filter(pk__in=readable_pages(request).order_by().values("pk"))


def points_to_tie(request: HttpRequest) -> QuerySet[LearningPoint]:
    """The learning points of this site that a slide may be tied to."""
    partnership = Partnership.for_request(request)
    return shown_points(request).of(partnership).current() if partnership else LearningPoint.objects.none()


def _about_theme(request: HttpRequest, slug: str) -> Q:
    """Tied to a learning point with the theme, or in the pack of a published review with it."""
    tied = shown_ties(request).filter(point__theme_items__tag__slug=slug).order_by().values("slide")
    reviews = shown_reviews(request).filter(theme_items__tag__slug=slug).order_by().values("pk")
    in_packs = PackItem.objects.filter(review__in=reviews, document__isnull=False).values("document")
    return Q(pk__in=tied) | Q(document__in=in_packs)


def _of_review(request: HttpRequest, pk: int) -> Q:
    """In the pack of a published review, or tied to something it found."""
    review = shown_reviews(request).filter(pk=pk).order_by().values("pk")
    in_pack = PackItem.objects.filter(review__in=review, document__isnull=False).values("document")
    found = shown_ties(request).filter(point__findings__review__in=review).order_by().values("slide")
    return Q(document__in=in_pack) | Q(pk__in=found)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
