"""`/api/v1/points/`, `/themes/`, `/series/` and `/resources/`."""

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from learning.enums import ThemeGroup
from learning.models import Finding, LearningPoint, SeriesPage, Theme, ThemedResourcePage
from media.permissions import public_documents
from partnership import published
from partnership.api import filters
from partnership.api.collection import Collection, public_points
from partnership.api.filters import refuse_unknown
from partnership.api.resources.reviews import NAMED
from partnership.api.serializers.learning import (
    PointSerializer,
    SeriesSerializer,
    ThemedResourceSerializer,
    ThemeSerializer,
)
from partnership.published import Place


class Points(Collection):
    """Learning points that something published passes on: what was found, what should change, for whom."""

    queryset = LearningPoint.objects.none()
    serializer_class = PointSerializer
    filters = (
        filters.theme(),
        filters.number(
            "review",
            "The id of a review that found it.",
            lambda points, pk: points.filter(findings__review=pk),
            published.reviews,
        ),
        filters.yes_or_no(
            "current",
            "Only those that are still to be passed on (true), or only those retired or replaced (false).",
            lambda points, yes: (
                points.current_for_readers()
                if yes
                else points.exclude(pk__in=points.current_for_readers().values("pk"))
            ),
        ),
        filters.yes_or_no(
            "good_practice",
            "Only what worked, or only the rest.",
            lambda points, yes: points.filter(is_good_practice=yes),
        ),
        filters.updated_since(),
    )

    def things(self, place: Place) -> QuerySet[Any]:
        found_in = Finding.objects.filter(review__in=published.reviews(place).values("pk")).select_related("review")
        return published.points(place).prefetch_related(
            *("for_kinds", "levels", "theme_items__tag"),
            Prefetch("findings", queryset=found_in.order_by("review_id"), to_attr="published_findings"),
        )

    def also_told(self, things: list[Any], place: Place) -> dict[str, Any]:
        return {"public_points": public_points((one.superseded_by_id for one in things), place)}


class Themes(Collection):
    """The controlled list of keywords: those that something published here carries."""

    queryset = Theme.objects.none()
    serializer_class = ThemeSerializer
    lookup_field = "slug"
    filters = (
        filters.choice(
            "group", "A group of themes.", ThemeGroup.values, lambda themes, group: themes.filter(group=group)
        ),
    )

    def things(self, place: Place) -> QuerySet[Any]:
        return published.themes(place).select_related("successor").prefetch_related("alternatives")

    def retrieve(self, request: Request, slug: str) -> Response:  # type: ignore[override]
        refuse_unknown(request, ())
        place = published.place_of(request._request)
        found = self.things(place).filter(slug=slug).first()
        if found is None:
            raise Http404
        return Response(ThemeSerializer(found, context={"place": place}).data)


class Series(Collection):
    """Themed series drawn from several reviews, such as “Working Together Better”."""

    queryset = SeriesPage.objects.none()
    serializer_class = SeriesSerializer
    filters = (filters.updated_since(),)

    def things(self, place: Place) -> QuerySet[Any]:
        return published.series(place).select_related("level")

    def also_told(self, things: list[Any], place: Place) -> dict[str, Any]:
        """Resources by the tree path of their series."""
        found: dict[str, list[ThemedResourcePage]] = defaultdict(list)
        paths = {one.path for one in things}
        for resource in published.resources(place).only(*NAMED, "path").order_by("path"):
            above = resource.path[: -ThemedResourcePage.steplen]
            if above in paths:
                found[above].append(resource)
        return {"resources": found}


class Resources(Collection):
    """The resources of series: what the learning is, questions for a setting, files and links."""

    queryset = ThemedResourcePage.objects.none()
    serializer_class = ThemedResourceSerializer
    filters = (filters.theme(), filters.updated_since())

    def things(self, place: Place) -> QuerySet[Any]:
        reviews = published.reviews(place).only(*NAMED).order_by("pk")
        return (
            published.resources(place)
            .select_related("level")
            .prefetch_related(
                *("theme_items__tag", "reflection_questions", "resource_points", "items__document"),
                Prefetch("reviews", queryset=reviews, to_attr="published_reviews"),
            )
        )

    def also_told(self, things: list[Any], place: Place) -> dict[str, Any]:
        rows = [row for one in things for row in one.resource_points.all()]
        documents = {item.document_id for one in things for item in one.items.all() if item.document_id}
        return {
            "public_points": public_points((row.point_id for row in rows), place),
            "public_documents": public_documents(documents) if documents else set(),
        }
