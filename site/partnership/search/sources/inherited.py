"""What things in search have from the reviews they are about and from the learning points they pass on."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from learning.enums import PackItemKind
from learning.models import LearningPoint, ReviewPage
from media.enums import DocumentFormat
from media.models import Document
from partnership.search.enums import Format

# What `Draft.reviews` and `Draft.points` read of each.
OF_REVIEWS = ("subjects", "stated_dates", "pack_items")
OF_POINTS = ("for_kinds", "levels")

_FORMATS = {
    DocumentFormat.PPTX: Format.SLIDES,
    DocumentFormat.DOCX: Format.WORD,
    DocumentFormat.XLSX: Format.SPREADSHEET,
    DocumentFormat.PDF: Format.PDF,
    DocumentFormat.MP3: Format.AUDIO,
    DocumentFormat.M4A: Format.AUDIO,
    DocumentFormat.WAV: Format.AUDIO,
    DocumentFormat.OGG: Format.AUDIO,
    DocumentFormat.MP4: Format.VIDEO,
    DocumentFormat.WEBM: Format.VIDEO,
}


def published_reviews(field: str = "reviews") -> Prefetch[Any]:
    """Prefetches `published_reviews`, of which `reviews_of` gives those that may be named."""
    reviews = ReviewPage.objects.live().public().prefetch_related(*OF_REVIEWS)
    return Prefetch(field, queryset=reviews, to_attr="published_reviews")


def reviews_of(thing: Any, home: str) -> tuple[ReviewPage, ...]:
    """The published reviews it is about below the home page at that tree path: another site's are found there."""
    return tuple(review for review in thing.published_reviews if review.path.startswith(home))


def points_of(rows: str) -> tuple[str, ...]:
    """What to prefetch so that `current_points` of these rows, each with its `point`, asks nothing more."""
    return tuple(f"{rows}__point__{what}" for what in OF_POINTS)


def points_by(rows: QuerySet[Any]) -> Iterable[int]:
    """The learning points of these rows, and those whose place one of them takes: both may have become public, or stopped."""
    points = rows.order_by().values("point")
    return LearningPoint.objects.filter(Q(pk__in=points) | Q(superseded_by__in=points)).values_list("pk", flat=True)


def current_points(rows: Iterable[Any]) -> tuple[LearningPoint, ...]:
    """The points of these rows that are neither retired nor superseded."""
    return tuple(row.point for row in rows if row.point.is_current)


def has_pack(*reviews: ReviewPage) -> bool:
    """Whether any has something to pass on besides its report, as the list of reviews has it."""
    return any(item.kind != PackItemKind.REPORT for review in reviews for item in review.pack_items.all())


def formats_of(document: Document | None, address: str) -> Iterator[str]:
    """What a file or a link opens as; nothing for what is only named."""
    if document is not None:
        yield _FORMATS.get(DocumentFormat(document.format), Format.OTHER) if document.format else Format.OTHER
    elif address:
        yield Format.WEB
