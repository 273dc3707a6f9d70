"""The pieces that what the API tells is made of."""

from datetime import date, datetime
from typing import Any

from django.db.models import Choices
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from wagtail.models import Page

from briefings.words import plain_text
from learning.dates import AsStatedDate
from learning.enums import DatePrecision
from learning.models import ReviewPage, Theme
from learning.validators import names_repository_record
from partnership.published import Place

ROOT = "/api/v1"


class Told(serializers.Serializer[Any]):
    """Fields of one thing. `here` is the site it is told on."""

    @property
    def here(self) -> Place:
        place: Place = self.context["place"]
        return place


class StatedDateSerializer(serializers.Serializer[Any]):
    """A date as its publisher states it."""

    value = serializers.DateField(allow_null=True, help_text="The first day it can be; null where none can be read.")
    precision = serializers.ChoiceField(choices=DatePrecision.values, help_text="How exact `value` is.")
    as_stated = serializers.CharField(help_text="As it was written: “May 2018”.")


class CodedSerializer(serializers.Serializer[Any]):
    """One of a fixed list: a code that stays, and what people call it."""

    code = serializers.CharField()
    name = serializers.CharField()


class ReferenceSerializer(serializers.Serializer[Any]):
    """Another thing: what it is called, its page for people, and where the API tells of it."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    address = serializers.URLField()
    api = serializers.URLField()


class ThemeReferenceSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    api = serializers.URLField()


class FileFormatSerializer(serializers.Serializer[Any]):
    """One of the formats in which the whole is made when somebody asks for it."""

    format = serializers.CharField()
    media_type = serializers.CharField()
    address = serializers.URLField()


@extend_schema_field(StatedDateSerializer)
class StatedDateField(serializers.Field[Any, Any, Any, Any]):
    """An `AsStatedDate`, or null where nothing is stated."""

    def __init__(self, **said: Any) -> None:
        super().__init__(read_only=True, **said)

    def to_representation(self, value: AsStatedDate) -> dict[str, Any] | None:
        return stated(value)

    def get_attribute(self, instance: Any) -> Any:
        found = super().get_attribute(instance)
        return found or None


@extend_schema_field(CodedSerializer)
class CodedField(serializers.Field[Any, Any, Any, Any]):
    """A choice, or null where none is made."""

    def __init__(self, choices: type[Choices], **said: Any) -> None:
        self.labels = {str(value): label for value, label in choices.choices}
        super().__init__(read_only=True, **said)

    def get_attribute(self, instance: Any) -> Any:
        return super().get_attribute(instance) or None

    def to_representation(self, value: Any) -> dict[str, str]:
        return {"code": str(value), "name": str(self.labels.get(str(value), value))}


class PlainTextField(serializers.CharField):
    """Rich text as plain text, a line for each paragraph or item. Blank where nothing is written."""

    def __init__(self, **said: Any) -> None:
        super().__init__(read_only=True, **said)

    def to_representation(self, value: Any) -> str:
        return plain_text(str(value or ""))


class PageSerializer(Told):
    """What is told of every page."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    address = serializers.SerializerMethodField(help_text="Its page, for people.")
    api = serializers.SerializerMethodField(help_text="Where this is told.")
    updated = serializers.SerializerMethodField(help_text="When it was last published.")

    collection = ""
    """How its part of the API is called: "reviews"."""

    @extend_schema_field(serializers.URLField)
    def get_address(self, page: Page) -> str:
        return self.here.page(page)

    @extend_schema_field(serializers.URLField)
    def get_api(self, page: Page) -> str:
        return api_address(self.here, self.collection, page.pk)

    def get_updated(self, page: Any) -> datetime:
        moment: datetime = page.changed_at
        return moment


def stated(value: AsStatedDate) -> dict[str, Any] | None:
    """The date as the API tells it; None where nothing is stated."""
    if not value:
        return None
    return {"value": day(value.date), "precision": str(value.precision), "as_stated": value.text}


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def api_address(place: Place, collection: str, key: Any) -> str:
    return f"{place.root_url}{ROOT}/{collection}/{key}/"


def page_reference(place: Place, collection: str, page: Page) -> dict[str, Any]:
    return {
        "id": page.pk,
        "title": page.title,
        "address": place.page(page),
        "api": api_address(place, collection, page.pk),
    }


def reference(place: Place, collection: str, thing: Any) -> dict[str, Any]:
    """Of a thing that knows its own path: a learning point, a course, an event."""
    return {
        "id": thing.pk,
        "title": thing.title,
        "address": place.at(thing.get_absolute_url()),
        "api": api_address(place, collection, thing.pk),
    }


def theme_references(place: Place, themes: list[Theme]) -> list[dict[str, Any]]:
    return [
        {"slug": theme.slug, "name": theme.name, "api": api_address(place, "themes", theme.slug)} for theme in themes
    ]


def guarded(review: ReviewPage, text: str) -> str:
    """The text, but nothing where it would tie a review published anonymously to its record (docs/decisions/0008)."""
    return "" if review.is_anonymous and names_repository_record(text) else text
