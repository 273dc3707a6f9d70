"""What things in search have from the reviews they are about and from the learning points they pass on."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet

from briefings.models import BriefingPoint, SummaryPoint
from learning.enums import PackItemKind
from learning.models import Finding, LearningPoint, ReviewPage, ThemedResourcePoint
from learning.queries.learning_points import is_replaced
from media.enums import DocumentFormat
from media.models import Document
from partnership.search.enums import Format
from partnership.search.registry import Key

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

_PASSED_ON: tuple[tuple[type[Model], str], ...] = (
    (Finding, "review"),
    (BriefingPoint, "briefing"),
    (ThemedResourcePoint, "resource"),
    (SummaryPoint, "summary"),
)


def published_reviews(field: str = "reviews") -> Prefetch[Any]:
    """Prefetches `published_reviews`, of which `reviews_of` gives those that may be named."""
    reviews = ReviewPage.objects.live().public().prefetch_related(*OF_REVIEWS)
    return Prefetch(field, queryset=reviews, to_attr="published_reviews")


def reviews_of(thing: Any, home: str) -> tuple[ReviewPage, ...]:
    """The published reviews it is about below the home page at that tree path: another site's are found there."""
    return tuple(review for review in thing.published_reviews if review.path.startswith(home))


def points_of(rows: str) -> tuple[Prefetch[Any], ...]:
    """What to prefetch so that `current_points` of these rows, each with its `point`, asks nothing more."""
    points = LearningPoint.objects.annotate(is_replaced=is_replaced()).prefetch_related(*OF_POINTS)
    return (Prefetch(f"{rows}__point", queryset=points),)


def told_by(rows: QuerySet[Any]) -> Iterator[Key]:
    """What may say something different once the page of these rows can be read, or no more.

    Their learning points, those whose place one of them takes, and what passes the latter on.
    """
    points = rows.order_by().values("point")
    touched = LearningPoint.objects.filter(Q(pk__in=points) | Q(superseded_by__in=points))
    yield from ((LearningPoint._meta.label_lower, pk) for pk in touched.values_list("pk", flat=True))
    yield from passing_on(Q(point__superseded_by__in=points))


def passing_on(points: Q) -> Iterator[Key]:
    """The pages that pass on learning points, found by a condition on the rows that name them: they are for whom those are for."""
    for rows, page in _PASSED_ON:
        label = rows._meta.get_field(page).related_model._meta.label_lower  # type: ignore[union-attr]  # a foreign key
        named: QuerySet[Any] = rows._default_manager.filter(points)
        yield from ((label, pk) for pk in named.order_by().values_list(page, flat=True).distinct())


def current_points(rows: Iterable[Any]) -> tuple[LearningPoint, ...]:
    """The points of these rows that readers go by: not retired, and none that they may read has taken their place."""
    return tuple(row.point for row in rows if not row.point.is_retired and not row.point.is_replaced)


def has_pack(*reviews: ReviewPage) -> bool:
    """Whether any has something to pass on besides its report, as the list of reviews has it."""
    return any(item.kind != PackItemKind.REPORT for review in reviews for item in review.pack_items.all())


def formats_of(document: Document | None, address: str) -> Iterator[str]:
    """What a file or a link opens as; nothing for what is only named."""
    if document is not None:
        yield _FORMATS.get(DocumentFormat(document.format), Format.OTHER) if document.format else Format.OTHER
    elif address:
        yield Format.WEB
