"""Cascades and whom they went to."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from tests.factories.learning import AgencyFactory, PartnershipFactory
from training.enums import CascadeOf, CascadeState
from training.models import Cascade, CascadeRecipient


class CascadeFactory(DjangoModelFactory):
    """One that has been sent."""

    class Meta:
        model = Cascade

    partnership = factory.SubFactory(PartnershipFactory)
    of = CascadeOf.SUMMARY
    title = factory.Sequence(lambda n: f"The night that is different {n}")
    edition = "published 2 March 2026"
    covering_note = "Please pass this on to whoever visits homes."
    said = factory.LazyFunction(lambda: [{"title": "Key findings", "text": "Nobody asked who slept where."}])
    acknowledge_by = date(2026, 12, 1)
    complete_by = date(2027, 1, 15)
    state = CascadeState.SENT
    sent_at = datetime(2026, 11, 20, 9, tzinfo=UTC)


class CascadeRecipientFactory(DjangoModelFactory):
    """An agency; give `parent` (and its cascade and agency come along) and `team` for a team."""

    class Meta:
        model = CascadeRecipient

    cascade = factory.LazyAttribute(lambda one: one.parent.cascade if one.parent else CascadeFactory())
    agency = factory.LazyAttribute(lambda one: one.parent.agency if one.parent else AgencyFactory())
    parent = None
    email = factory.Sequence(lambda n: f"lead{n}@agency.example")
