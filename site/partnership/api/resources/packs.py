"""`/api/v1/packs/`: which reviews have a learning pack, and what is in one now."""

import json
from typing import Any, cast

from django.db.models import OuterRef, QuerySet, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from briefings.domain.packs.availability import unavailable
from briefings.domain.packs.contents import pack_of
from briefings.domain.packs.editions import current_edition
from briefings.models import PackEdition
from learning.enums import ReviewKind
from learning.models import ReviewPage
from learning.queries.reviews import ReviewQuerySet
from partnership import published
from partnership.api import filters
from partnership.api.collection import Collection, the_one
from partnership.api.filters import refuse_unknown
from partnership.api.serializers.packs import PackSerializer, WholePackSerializer
from partnership.api.serializers.pieces import guarded
from partnership.published import Place


class Packs(Collection):
    """The learning pack of each review. What is in one, with checksums, is told of each by itself."""

    queryset = ReviewPage.objects.none()
    serializer_class = PackSerializer
    filters = (
        filters.theme(),
        filters.year(
            "The year its review was published in; where none is stated, the review's own.",
            lambda reviews, year: cast(ReviewQuerySet, reviews).published_in(year),
        ),
        filters.choice(
            "kind", "The kind of review.", ReviewKind.values, lambda reviews, kind: reviews.filter(kind=kind)
        ),
        filters.updated_since(),
    )

    def things(self, place: Place) -> QuerySet[Any]:
        newest = PackEdition.objects.filter(review=OuterRef("pk")).order_by("-number")
        return published.reviews(place).annotate(
            latest_edition=Subquery(newest.values("number")[:1]), latest_made=Subquery(newest.values("made_at")[:1])
        )

    @extend_schema(responses=WholePackSerializer)
    def retrieve(self, request: Request, pk: int) -> Response:
        """The current edition, made first where the pack has changed since the last one: that may take some seconds."""
        refuse_unknown(request, ())
        place = published.place_of(request._request)
        review = the_one(published.reviews(place).select_related("publisher"), pk)
        edition = current_edition(pack_of(review))
        items = list(edition.items.select_related("document").order_by("order"))
        gone = unavailable(items)
        for item in items:
            item.edition = edition
        editions = list(PackEdition.objects.filter(review=pk).defer("readme", "manifest").order_by("-number"))
        for one in editions:
            one.review = review
        context = {
            "place": place,
            "items": [item for item in items if item.pk not in gone],
            "elsewhere": _elsewhere(edition, review),
            "editions": editions,
        }
        return Response(WholePackSerializer(edition, context=context).data)


def _elsewhere(edition: PackEdition, review: ReviewPage) -> list[dict[str, str]]:
    """What the edition only names. One made before its review was anonymous may hold its record's address: left out."""
    told: list[dict[str, str]] = json.loads(edition.manifest)["not_in_the_pack"]
    if not review.is_anonymous:
        return told
    return [{**{name: guarded(review, text) for name, text in one.items()}, "address": ""} for one in told]
