"""Learning packs, for programs: what the current edition holds, with what a copy can be checked against."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from briefings.models import PackEdition, PackEditionItem
from learning.models import ReviewPage
from media.enums import AccessibilityStatus
from partnership.api.serializers.pieces import (
    PageSerializer,
    ReferenceSerializer,
    Told,
    api_address,
    page_reference,
)

Data = dict[str, Any]


class EditionSerializer(Told):
    """A pack as it was when it last changed. What is in it never changes."""

    number = serializers.IntegerField()
    made = serializers.DateTimeField(source="made_at")
    what_changed = serializers.ListField(source="changes", child=serializers.CharField())
    note = serializers.CharField(help_text="The editor's.")
    address = serializers.SerializerMethodField(help_text="Its page, for people.")
    zip = serializers.SerializerMethodField(help_text="All its files.")

    @extend_schema_field(serializers.URLField)
    def get_address(self, edition: PackEdition) -> str:
        return self.here.at(edition.url)

    @extend_schema_field(serializers.URLField)
    def get_zip(self, edition: PackEdition) -> str:
        return self.here.at(edition.zip_url)


class PackItemSerializer(Told):
    """One file of the current edition."""

    key = serializers.CharField(help_text="The same from edition to edition.")
    sort = serializers.CharField(source="what", help_text="For programs: briefing_pdf, learning_report.")
    name = serializers.CharField(help_text="In the zip.")
    title = serializers.CharField()
    kind = serializers.CharField()
    format = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(help_text="Of the file, taken out of the zip.")
    licence = serializers.CharField(help_text="What people may do with it, in words.")
    source = serializers.CharField()
    date_as_stated = serializers.CharField()
    reviewed_on = serializers.DateField(allow_null=True)
    review_by = serializers.DateField(allow_null=True)
    accessibility = serializers.ChoiceField(choices=AccessibilityStatus.values)
    address = serializers.SerializerMethodField(
        help_text="The file itself where it is held as it is; else a zip of the edition with this file alone."
    )
    zip = serializers.SerializerMethodField(help_text="A zip of the edition with this file alone.")

    @extend_schema_field(serializers.URLField)
    def get_address(self, item: PackEditionItem) -> str:
        return self.here.at(item.document.url) if item.document else self.get_zip(item)

    @extend_schema_field(serializers.URLField)
    def get_zip(self, item: PackEditionItem) -> str:
        return self.here.at(f"{item.edition.zip_url}?item={item.key}")


class ElsewhereSerializer(serializers.Serializer[Any]):
    """Something that is published for the review, and is not held here."""

    title = serializers.CharField()
    kind = serializers.CharField()
    date = serializers.CharField()
    note = serializers.CharField()
    address = serializers.CharField()


class PackSerializer(PageSerializer):
    """That a review has a pack. Its id is the review's."""

    collection = "packs"

    address = serializers.SerializerMethodField(help_text="Its page, for people.")
    review = serializers.SerializerMethodField()
    zip = serializers.SerializerMethodField(help_text="All the files of the current edition, whichever it is.")
    latest_edition = serializers.SerializerMethodField(
        help_text="The number of the newest edition made so far; null where none has been. One is made when it is asked for."
    )
    latest_made = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField)
    def get_address(self, review: ReviewPage) -> str:
        return self.here.at(f"/reviews/{review.slug}/pack/")

    @extend_schema_field(ReferenceSerializer)
    def get_review(self, review: ReviewPage) -> Data:
        return page_reference(self.here, "reviews", review)

    @extend_schema_field(serializers.URLField)
    def get_zip(self, review: ReviewPage) -> str:
        return self.here.at(f"/reviews/{review.slug}/pack.zip")

    def get_latest_edition(self, review: Any) -> int | None:
        number: int | None = review.latest_edition
        return number

    def get_latest_made(self, review: Any) -> datetime | None:
        made: datetime | None = review.latest_made
        return made


class WholePackSerializer(Told):
    """A pack as it is now."""

    id = serializers.IntegerField(source="review.pk")
    title = serializers.CharField(source="review.title")
    address = serializers.SerializerMethodField(help_text="Its page, for people.")
    api = serializers.SerializerMethodField(help_text="Where this is told.")
    review = serializers.SerializerMethodField()
    edition = EditionSerializer(source="*")
    items = serializers.SerializerMethodField()
    not_in_the_pack = serializers.SerializerMethodField(help_text="What is published of it elsewhere, or only named.")
    editions = serializers.SerializerMethodField(help_text="All there have been, the newest first.")

    @extend_schema_field(serializers.URLField)
    def get_address(self, edition: PackEdition) -> str:
        return self.here.at(f"/reviews/{edition.review.slug}/pack/")

    @extend_schema_field(serializers.URLField)
    def get_api(self, edition: PackEdition) -> str:
        return api_address(self.here, "packs", edition.review.pk)

    @extend_schema_field(ReferenceSerializer)
    def get_review(self, edition: PackEdition) -> Data:
        return page_reference(self.here, "reviews", edition.review)

    @extend_schema_field(PackItemSerializer(many=True))
    def get_items(self, edition: PackEdition) -> Any:
        return PackItemSerializer(self.context["items"], many=True, context=self.context).data

    @extend_schema_field(ElsewhereSerializer(many=True))
    def get_not_in_the_pack(self, edition: PackEdition) -> list[Data]:
        told: list[Data] = self.context["elsewhere"]
        return told

    @extend_schema_field(EditionSerializer(many=True))
    def get_editions(self, edition: PackEdition) -> Any:
        return EditionSerializer(self.context["editions"], many=True, context=self.context).data
