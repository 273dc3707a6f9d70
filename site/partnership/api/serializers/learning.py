"""Learning points, themes, series and their resources, for programs."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from learning.enums import PackItemKind, ThemeGroup
from learning.models import LearningPoint, SeriesPage, Theme, ThemedResourcePage
from partnership.api.serializers.pieces import (
    CodedField,
    PageSerializer,
    PlainTextField,
    ReferenceSerializer,
    StatedDateSerializer,
    ThemeReferenceSerializer,
    Told,
    api_address,
    page_reference,
    reference,
    stated,
    theme_references,
)

Data = dict[str, Any]


class PointSerializer(Told):
    id = serializers.IntegerField(source="pk")
    title = serializers.CharField(help_text="The lesson in one plain sentence.")
    address = serializers.SerializerMethodField(help_text="Its page, for people.")
    api = serializers.SerializerMethodField(help_text="Where this is told.")
    found = serializers.CharField(help_text="What was found.")
    change = serializers.CharField(help_text="What should change.")
    question = serializers.CharField(help_text="A question to reflect on.")
    is_good_practice = serializers.BooleanField(help_text="Something that worked, to keep doing.")
    for_kinds_of_agency = serializers.SerializerMethodField()
    for_roles = serializers.CharField()
    levels = serializers.SerializerMethodField(help_text="Of training, as this partnership calls them.")
    themes = serializers.SerializerMethodField()
    is_current = serializers.SerializerMethodField(help_text="Neither retired nor replaced.")
    retired_on = serializers.DateField(allow_null=True)
    retired_why = serializers.CharField()
    replaced_by = serializers.SerializerMethodField(help_text="The learning point to use instead, if it is public.")
    reviews = serializers.SerializerMethodField(help_text="The published reviews of this site that found it.")
    updated = serializers.SerializerMethodField(help_text="When it last changed, or was last published with a page.")

    @extend_schema_field(serializers.URLField)
    def get_address(self, point: LearningPoint) -> str:
        return self.here.at(point.get_absolute_url())

    @extend_schema_field(serializers.URLField)
    def get_api(self, point: LearningPoint) -> str:
        return api_address(self.here, "points", point.pk)

    def get_for_kinds_of_agency(self, point: LearningPoint) -> list[str]:
        return [kind.slug for kind in point.for_kinds.all()]

    def get_levels(self, point: LearningPoint) -> list[str]:
        return [level.name for level in point.levels.all()]

    @extend_schema_field(ThemeReferenceSerializer(many=True))
    def get_themes(self, point: LearningPoint) -> list[Data]:
        return theme_references(self.here, point.theme_list)

    def get_is_current(self, point: LearningPoint) -> bool:
        return not point.is_retired and point.superseded_by_id not in self.context["public_points"]

    @extend_schema_field(ReferenceSerializer(allow_null=True))
    def get_replaced_by(self, point: LearningPoint) -> Data | None:
        newer = self.context["public_points"].get(point.superseded_by_id)
        return reference(self.here, "points", newer) if newer else None

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_reviews(self, point: Any) -> list[Data]:
        return [page_reference(self.here, "reviews", finding.review) for finding in point.published_findings]

    def get_updated(self, point: Any) -> datetime:
        moment: datetime = point.changed_at
        return moment


class OtherWordSerializer(serializers.Serializer[Any]):
    """Another word for a theme. A retired one is no longer used."""

    word = serializers.CharField()
    is_retired = serializers.BooleanField()


class ThemeSerializer(Told):
    slug = serializers.CharField()
    name = serializers.CharField(help_text="The preferred label.")
    group = CodedField(ThemeGroup)
    scope_note = serializers.CharField()
    address = serializers.SerializerMethodField(help_text="Its page, for people.")
    api = serializers.SerializerMethodField(help_text="Where this is told.")
    other_words = serializers.SerializerMethodField()
    is_retired = serializers.BooleanField()
    use_instead = serializers.SerializerMethodField(help_text="The slug of the theme used instead of a retired one.")

    @extend_schema_field(serializers.URLField)
    def get_address(self, theme: Theme) -> str:
        return self.here.at(f"/themes/{theme.slug}/")

    @extend_schema_field(serializers.URLField)
    def get_api(self, theme: Theme) -> str:
        return api_address(self.here, "themes", theme.slug)

    @extend_schema_field(OtherWordSerializer(many=True))
    def get_other_words(self, theme: Theme) -> list[Data]:
        return [{"word": one.label, "is_retired": one.is_retired} for one in theme.alternatives.all()]

    def get_use_instead(self, theme: Theme) -> str:
        return theme.successor.slug if theme.is_retired and theme.successor else ""


class SeriesSerializer(PageSerializer):
    collection = "series"

    introduction = PlainTextField(help_text="Plain text.")
    level = serializers.SerializerMethodField(help_text="Of training that it supports.")
    resources = serializers.SerializerMethodField(help_text="In the editor's order.")

    def get_level(self, series: SeriesPage) -> str:
        return series.level.name if series.level else ""

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_resources(self, series: SeriesPage) -> list[Data]:
        of_series = self.context["resources"].get(series.path, [])
        return [page_reference(self.here, "resources", one) for one in of_series]


class ItemSerializer(StatedDateSerializer):
    """A file or link of a resource; without an address it is only named."""

    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=PackItemKind.values)
    address = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)


class ThemedResourceSerializer(PageSerializer):
    collection = "resources"

    introduction = PlainTextField(help_text="Plain text.")
    audience = serializers.CharField()
    level = serializers.SerializerMethodField()
    themes = serializers.SerializerMethodField()
    reflection_questions = serializers.SerializerMethodField()
    learning_points = serializers.SerializerMethodField()
    reviews = serializers.SerializerMethodField(help_text="The published reviews behind it.")
    items = serializers.SerializerMethodField(help_text="Its files and links.")

    def get_level(self, resource: ThemedResourcePage) -> str:
        return resource.level.name if resource.level else ""

    @extend_schema_field(ThemeReferenceSerializer(many=True))
    def get_themes(self, resource: ThemedResourcePage) -> list[Data]:
        return theme_references(self.here, resource.theme_list)

    def get_reflection_questions(self, resource: ThemedResourcePage) -> list[str]:
        return [one.text for one in resource.reflection_questions.all()]

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_learning_points(self, resource: ThemedResourcePage) -> list[Data]:
        known = self.context["public_points"]
        shown = [row.point_id for row in resource.resource_points.all() if row.point_id in known]
        return [reference(self.here, "points", known[pk]) for pk in shown]

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_reviews(self, resource: Any) -> list[Data]:
        return [page_reference(self.here, "reviews", one) for one in resource.published_reviews]

    @extend_schema_field(ItemSerializer(many=True))
    def get_items(self, resource: ThemedResourcePage) -> list[Data]:
        return [self._item(item) for item in resource.items.all()]

    def _item(self, item: Any) -> Data:
        handed_out = item.document if item.document_id in self.context["public_documents"] else None
        date = stated(item.stated_date) or {"value": None, "precision": "none", "as_stated": ""}
        return {
            "title": item.title,
            "kind": item.kind,
            "address": self.here.at(handed_out.url) if handed_out else item.url,
            "sha256": handed_out.sha256 if handed_out else "",
            "size": handed_out.file_size if handed_out else None,
            **date,
        }
