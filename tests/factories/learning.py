"""Reviews, learning points and what goes with them."""

from datetime import date

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from learning.enums import PublicationState, ReviewKind, SuccessionKind
from learning.models import (
    Agency,
    AgencyKind,
    AgencySuccession,
    Finding,
    InformationPage,
    LearningPoint,
    Level,
    PackItem,
    Partnership,
    ReviewDate,
    ReviewIndexPage,
    ReviewPage,
    SeriesPage,
    Theme,
    ThemedResourcePage,
)


class PartnershipFactory(DjangoModelFactory):
    class Meta:
        model = Partnership

    name = factory.Sequence(lambda n: f"Partnership {n}")
    short_name = factory.LazyAttribute(lambda one: one.name)
    slug = factory.Sequence(lambda n: f"partnership-{n}")


class AgencyKindFactory(DjangoModelFactory):
    class Meta:
        model = AgencyKind

    name = factory.Sequence(lambda n: f"Kind {n}")
    slug = factory.Sequence(lambda n: f"kind-{n}")


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Agency {n:03}")
    kind = factory.SubFactory(AgencyKindFactory)

    @factory.post_generation
    def partnerships(self, create, extracted, **kwargs):
        if create and extracted:
            self.partnerships.set(extracted)


class AgencySuccessionFactory(DjangoModelFactory):
    class Meta:
        model = AgencySuccession

    kind = SuccessionKind.MERGED
    predecessor = factory.SubFactory(AgencyFactory)
    successor = factory.SubFactory(AgencyFactory)
    on = date(2026, 4, 1)


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = Level

    name = factory.Sequence(lambda n: f"Level {n}")


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"theme {n}")
    slug = factory.Sequence(lambda n: f"theme-{n}")


class ReviewIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ReviewIndexPage

    title = "Reviews"
    slug = "reviews"


class ReviewPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ReviewPage

    title = factory.Sequence(lambda n: f"Child A{n}")
    slug = factory.Sequence(lambda n: f"child-a{n}")
    kind = ReviewKind.LCSPR
    publication_state = PublicationState.FULL_REPORT


class ReviewDateFactory(DjangoModelFactory):
    class Meta:
        model = ReviewDate

    date_as_stated = "May 2018"


class LearningPointFactory(DjangoModelFactory):
    class Meta:
        model = LearningPoint

    title = factory.Sequence(lambda n: f"Ask what the child sees, point {n:03}")
    found = "Nobody asked what the child saw at home."
    change = "Ask, and write down what was said."
    question = "When did we last ask?"


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    point = factory.SubFactory(LearningPointFactory)


class PackItemFactory(DjangoModelFactory):
    class Meta:
        model = PackItem

    title = factory.Sequence(lambda n: f"Learning report {n}")


class SeriesPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = SeriesPage

    title = "Working Together Better"
    slug = "working-together-better"


class ThemedResourcePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ThemedResourcePage

    title = factory.Sequence(lambda n: f"Voice of the child {n}")


class InformationPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = InformationPage

    title = factory.Sequence(lambda n: f"What a review is {n}")
