"""`/api/v1/reviews/`."""

from typing import Any, cast

from django.db.models import Prefetch, QuerySet

from learning.enums import ReviewKind
from learning.models import Finding, ReviewPage
from learning.queries.reviews import ReviewQuerySet
from partnership import published
from partnership.api import filters
from partnership.api.collection import Collection
from partnership.api.serializers.reviews import ReviewSerializer
from partnership.published import Place

NAMED = ("title", "url_path", "slug")
"""What a reference to a page is made of."""


class Reviews(Collection):
    """Reviews of this partnership's site: what was looked at, what is published of it, and where its learning is."""

    queryset = ReviewPage.objects.none()
    serializer_class = ReviewSerializer
    filters = (
        filters.theme(),
        filters.year(
            "The year it was published in; where none is stated, the review's own.",
            lambda reviews, year: cast(ReviewQuerySet, reviews).published_in(year),
        ),
        filters.choice(
            "kind", "The kind of review.", ReviewKind.values, lambda reviews, kind: reviews.filter(kind=kind)
        ),
        filters.slug("publisher", "The slug of who published it.", "publisher__slug"),
        filters.updated_since(),
    )

    def things(self, place: Place) -> QuerySet[Any]:
        related = published.reviews(place).only(*NAMED).order_by("pk")
        return (
            published.reviews(place)
            .select_related("publisher")
            .prefetch_related(
                *("theme_items__tag", "stated_dates", "people", "subjects"),
                Prefetch("findings", queryset=Finding.objects.select_related("point").order_by("sort_order", "pk")),
                Prefetch(
                    "briefings",
                    queryset=published.briefings(place).only(*NAMED).order_by("pk"),
                    to_attr="published_briefings",
                ),
                Prefetch("related_reviews", queryset=related, to_attr="published_related"),
                Prefetch("related_from", queryset=related, to_attr="published_related_from"),
            )
        )
