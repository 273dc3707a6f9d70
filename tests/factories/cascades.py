"""Cascades and whom they went to."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from learning.enums import MailState
from learning.models import MailBatch, QueuedMail
from tests.factories.learning import AgencyFactory, PartnershipFactory
from training.enums import CascadeOf, CascadeState, ReplyKind
from training.models import Cascade, CascadeRecipient, CascadeReply


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


class SentMailFactory(DjangoModelFactory):
    class Meta:
        model = QueuedMail

    batch = factory.LazyFunction(
        lambda: MailBatch.objects.create(kind="cascade", title="A mailing", subject="s", text="t")
    )
    to = "lead@agency.example"
    key = factory.Sequence(lambda n: f"mail:{n}")
    state = MailState.SENT
    sent_at = datetime(2026, 10, 1, 9, tzinfo=UTC)


class OctoberCascadeFactory(CascadeFactory):
    """One that was sent on 1 October 2026, and can be answered for long."""

    title = factory.Sequence(lambda n: f"Cascade {n:03}")
    sent_at = datetime(2026, 10, 1, 9, tzinfo=UTC)
    acknowledge_by = date(2099, 1, 1)
    complete_by = date(2099, 2, 1)


class ReachedRecipientFactory(CascadeRecipientFactory):
    """An agency of the cascade's partnership whose mail went."""

    cascade = factory.SubFactory(OctoberCascadeFactory)
    agency = factory.LazyAttribute(lambda one: AgencyFactory(partnerships=[one.cascade.partnership]))
    mail = factory.SubFactory(SentMailFactory)


class ReplyFactory(DjangoModelFactory):
    """What counts of it: 10 people by 8 October, unless another kind is given."""

    class Meta:
        model = CascadeReply

    recipient = factory.SubFactory(ReachedRecipientFactory)
    version = 1
    kind = ReplyKind.SHARED
    people = factory.LazyAttribute(lambda one: 10 if one.kind == ReplyKind.SHARED else None)
    received_at = datetime(2026, 10, 8, 9, tzinfo=UTC)
