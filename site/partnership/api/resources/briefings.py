"""`/api/v1/briefings/` and `/api/v1/national/`."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from briefings.enums import Preset
from briefings.models import BriefingPage, NationalSummaryPage
from partnership import published
from partnership.api import filters
from partnership.api.collection import Collection, public_points
from partnership.api.resources.reviews import NAMED
from partnership.api.serializers.briefings import BriefingSerializer, SummarySerializer
from partnership.published import Place


class Briefings(Collection):
    """7-minute briefings, replaced ones too: “replaced_by” says what to use instead."""

    queryset = BriefingPage.objects.none()
    serializer_class = BriefingSerializer
    filters = (
        filters.theme(),
        filters.year("The year it is dated.", lambda briefings, year: briefings.filter(date__year=year)),
        filters.choice(
            "kind",
            "What it is about: its preset.",
            Preset.values,
            lambda briefings, preset: briefings.filter(preset=preset),
        ),
        filters.updated_since(),
    )

    def things(self, place: Place) -> QuerySet[Any]:
        reviews = published.reviews(place).only(*NAMED).order_by("pk")
        return published.briefings(place).prefetch_related(
            "theme_items__tag", "briefing_points", Prefetch("reviews", queryset=reviews, to_attr="published_reviews")
        )

    def also_told(self, things: list[Any], place: Place) -> dict[str, Any]:
        rows = [row for one in things for row in one.briefing_points.all()]
        newer = {one.superseded_by_id for one in things if one.superseded_by_id}
        named = published.briefings(place).filter(pk__in=newer).only(*NAMED) if newer else ()
        return {
            "public_points": public_points((row.point_id for row in rows), place),
            "public_briefings": {one.pk: one for one in named},
        }


class Summaries(Collection):
    """National reviews, outlined for this area; “is_written” is false for those that are only named."""

    queryset = NationalSummaryPage.objects.none()
    serializer_class = SummarySerializer
    filters = (
        filters.theme(),
        filters.year("The year of the national report.", lambda pages, year: pages.filter(source_year=year)),
        filters.updated_since(),
    )

    def things(self, place: Place) -> QuerySet[Any]:
        return published.summaries(place).prefetch_related("theme_items__tag", "summary_points")

    def also_told(self, things: list[Any], place: Place) -> dict[str, Any]:
        rows = [row for one in things for row in one.summary_points.all()]
        return {"public_points": public_points((row.point_id for row in rows), place)}
