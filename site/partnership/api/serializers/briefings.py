"""Briefings and summaries of national reviews, for programs. Notes for whoever leads a session are not told."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from briefings.enums import Preset
from briefings.exports.briefing_formats import formats_for
from briefings.models import BriefingPage, NationalSummaryPage
from briefings.words import plain_text
from partnership.api.serializers.pieces import (
    CodedField,
    FileFormatSerializer,
    PageSerializer,
    PlainTextField,
    ReferenceSerializer,
    StatedDateField,
    ThemeReferenceSerializer,
    page_reference,
    reference,
    theme_references,
)

Data = dict[str, Any]


class SectionSerializer(serializers.Serializer[Any]):
    heading = serializers.CharField()
    text = serializers.CharField(help_text="Plain text.")


class QuestionSerializer(serializers.Serializer[Any]):
    kind_of_agency = serializers.CharField()
    question = serializers.CharField()


class PrintedSerializer(PageSerializer):
    """What briefings and summaries have in common: themes, learning points and files made of them."""

    themes = serializers.SerializerMethodField()
    learning_points = serializers.SerializerMethodField()
    formats = serializers.SerializerMethodField(help_text="Files made of it when they are asked for.")

    @extend_schema_field(ThemeReferenceSerializer(many=True))
    def get_themes(self, page: Any) -> list[Data]:
        return theme_references(self.here, page.theme_list)

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_learning_points(self, page: Any) -> list[Data]:
        known = self.context["public_points"]
        rows = page.briefing_points if isinstance(page, BriefingPage) else page.summary_points
        return [reference(self.here, "points", known[row.point_id]) for row in rows.all() if row.point_id in known]

    @extend_schema_field(FileFormatSerializer(many=True))
    def get_formats(self, page: Any) -> list[Data]:
        if isinstance(page, NationalSummaryPage) and not page.is_written:
            return []
        return [
            {"format": str(one.kind), "media_type": one.content_type, "address": self.here.at(one.file_url(page))}
            for one in formats_for(page).values()
        ]


class BriefingSerializer(PrintedSerializer):
    collection = "briefings"

    preset = CodedField(Preset, help_text="What it is about: a case, a topic, an audit, a national review.")
    introduction = serializers.CharField()
    date = StatedDateField(source="stated_date", allow_null=True)
    sections = serializers.SerializerMethodField(help_text="Seven, in order.")
    reviews = serializers.SerializerMethodField(help_text="The published reviews that it serves.")
    reviewed_on = serializers.DateField(allow_null=True)
    review_by = serializers.DateField(allow_null=True, help_text="From then on, ask whether practice has moved on.")
    replaced_by = serializers.SerializerMethodField(help_text="The published briefing to use instead.")

    @extend_schema_field(SectionSerializer(many=True))
    def get_sections(self, briefing: BriefingPage) -> list[Data]:
        return [
            {
                "heading": str(block.value.get("heading") or ""),
                "text": plain_text(str(getattr(block.value.get("body"), "source", ""))),
            }
            for block in briefing.sections
        ]

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_reviews(self, briefing: Any) -> list[Data]:
        return [page_reference(self.here, "reviews", one) for one in briefing.published_reviews]

    @extend_schema_field(ReferenceSerializer(allow_null=True))
    def get_replaced_by(self, briefing: BriefingPage) -> Data | None:
        newer = self.context["public_briefings"].get(briefing.superseded_by_id)
        return page_reference(self.here, "briefings", newer) if newer else None


class SourceSerializer(serializers.Serializer[Any]):
    """The national report itself, which stays with its publisher."""

    publisher = serializers.CharField(source="source_publisher")
    name = serializers.CharField(source="source_name")
    year = serializers.IntegerField(source="source_year", allow_null=True)
    address = serializers.CharField(source="source_url")
    read_on = serializers.DateField(allow_null=True)


class SummarySerializer(PrintedSerializer):
    collection = "national"

    source = SourceSerializer(source="*")
    is_written = serializers.BooleanField(help_text="Whether it is outlined here, or only named.")
    why_here = serializers.CharField(help_text="Why it matters here.")
    background = PlainTextField()
    key_findings = PlainTextField()
    lessons = PlainTextField()
    good_practice = PlainTextField()
    recommendations = serializers.SerializerMethodField()
    local_position = PlainTextField()
    questions = serializers.SerializerMethodField()

    def get_recommendations(self, page: NationalSummaryPage) -> list[str]:
        return [str(block.value) for block in page.recommendations]

    @extend_schema_field(QuestionSerializer(many=True))
    def get_questions(self, page: NationalSummaryPage) -> list[Data]:
        return [
            {
                "kind_of_agency": str(block.value.get("kind") or ""),
                "question": str(block.value.get("question") or ""),
            }
            for block in page.questions
        ]
