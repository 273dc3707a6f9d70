"""Reviews, for programs. Of one published anonymously nothing is told by which its record elsewhere could be matched."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from briefings.words import plain_text
from learning.enums import Outcome, PersonRole, PublicationState, ReviewKind, StatedDateKind, WithheldReason
from learning.models import ReviewPage
from partnership.api.serializers.pieces import (
    CodedField,
    PageSerializer,
    ReferenceSerializer,
    StatedDateSerializer,
    ThemeReferenceSerializer,
    api_address,
    guarded,
    page_reference,
    reference,
    stated,
    theme_references,
)

# Whom a publisher's own page names. A contact at the publisher is nobody that programs need to gather.
NAMED_ROLES = frozenset({PersonRole.AUTHOR, PersonRole.PANEL_CHAIR})
Data = dict[str, Any]


class PublisherSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class PersonSerializer(serializers.Serializer[Any]):
    """A named reviewer: never a child, a relative or a practitioner."""

    name = serializers.CharField()
    role = serializers.ChoiceField(choices=sorted(NAMED_ROLES))


class KindOfDateSerializer(StatedDateSerializer):
    what = serializers.ChoiceField(choices=StatedDateKind.values)


class ReviewSerializer(PageSerializer):
    collection = "reviews"

    kind = CodedField(ReviewKind)
    pseudonym = serializers.CharField(help_text="The name the child or family is given. Never a real one.")
    letter = serializers.CharField()
    local_reference = serializers.SerializerMethodField()
    year = serializers.IntegerField(allow_null=True, help_text="Of the review, where its publisher says one.")
    publisher = serializers.SerializerMethodField()
    also_by = serializers.SerializerMethodField(help_text="Who published it too.")
    outcome = CodedField(Outcome, allow_null=True)
    publication = CodedField(PublicationState, source="publication_state")
    withheld_reason = CodedField(WithheldReason, allow_null=True)
    publication_note = serializers.SerializerMethodField()
    published_elsewhere = serializers.SerializerMethodField(
        help_text="The publisher's own page; blank if there is none."
    )
    content_warning = serializers.CharField()
    summary = serializers.SerializerMethodField(help_text="Plain text.")
    published = serializers.SerializerMethodField(help_text="The latest date of publication that is stated.")
    dates = serializers.SerializerMethodField(help_text="Their order proves nothing: events may follow the report.")
    age_bands = serializers.SerializerMethodField(help_text="Of the children it is about.")
    people = serializers.SerializerMethodField()
    themes = serializers.SerializerMethodField()
    learning_points = serializers.SerializerMethodField()
    briefings = serializers.SerializerMethodField()
    related_reviews = serializers.SerializerMethodField()
    pack = serializers.SerializerMethodField(help_text="Where the API tells of its learning pack.")

    def get_local_reference(self, review: ReviewPage) -> str:
        return "" if review.is_anonymous else review.local_reference

    @extend_schema_field(PublisherSerializer(allow_null=True))
    def get_publisher(self, review: ReviewPage) -> Data | None:
        publisher = review.publisher
        return {"slug": publisher.slug, "name": publisher.name} if publisher else None

    def get_also_by(self, review: ReviewPage) -> str:
        return "" if review.is_anonymous else review.also_by

    def get_publication_note(self, review: ReviewPage) -> str:
        return guarded(review, review.publication_note)

    def get_published_elsewhere(self, review: ReviewPage) -> str:
        return review.public_url

    def get_summary(self, review: ReviewPage) -> str:
        return guarded(review, plain_text(review.summary))

    @extend_schema_field(StatedDateSerializer(allow_null=True))
    def get_published(self, review: ReviewPage) -> Data | None:
        return stated(review.published) if guarded(review, review.published.text) else None

    @extend_schema_field(KindOfDateSerializer(many=True))
    def get_dates(self, review: ReviewPage) -> list[Data]:
        told = [(row.kind, stated(row.stated_date)) for row in review.stated_dates.all()]
        return [{"what": kind, **date} for kind, date in told if date and guarded(review, date["as_stated"])]

    def get_age_bands(self, review: ReviewPage) -> list[str]:
        return [subject.age_band for subject in review.subjects.all()]

    @extend_schema_field(PersonSerializer(many=True))
    def get_people(self, review: ReviewPage) -> list[Data]:
        if review.is_anonymous:
            return []
        people = review.people.all()
        return [{"name": one.name, "role": one.role} for one in people if one.role in NAMED_ROLES]

    @extend_schema_field(ThemeReferenceSerializer(many=True))
    def get_themes(self, review: ReviewPage) -> list[Data]:
        return theme_references(self.here, review.theme_list)

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_learning_points(self, review: ReviewPage) -> list[Data]:
        return [reference(self.here, "points", finding.point) for finding in review.findings.all()]

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_briefings(self, review: Any) -> list[Data]:
        return [page_reference(self.here, "briefings", one) for one in review.published_briefings]

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_related_reviews(self, review: Any) -> list[Data]:
        related = {one.pk: one for one in [*review.published_related, *review.published_related_from]}
        return [page_reference(self.here, "reviews", related[pk]) for pk in sorted(related)]

    @extend_schema_field(serializers.URLField)
    def get_pack(self, review: ReviewPage) -> str:
        return api_address(self.here, "packs", review.pk)
