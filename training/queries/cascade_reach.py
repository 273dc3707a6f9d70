"""Whom a cascade reaches: who will get it, who cannot, whose address another agency has too."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.enums import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.enums import SuccessionKind
from learning.mail_queue.queue import can_be_written_to
from learning.models import Agency, AgencyKind, AgencySuccession, Partnership, QueuedMail
from training.models import Cascade, CascadeRecipient


class WhyNot(TextChoices):
    """Why an agency cannot be written to."""

    NO_ADDRESS = "no_address", _("No lead’s e-mail is known")
    BROKEN_ADDRESS = "broken_address", _("The lead’s e-mail is no address")
    NOT_ACTIVE = "not_active", _("The agency is not active any more")


@dataclass(frozen=True)
class Reached:
    """An agency of a draft, and what becomes of its mail. `came_back_at`: when the last mail to this address came back."""

    agency: Agency
    why_not: WhyNot | None = None
    came_back_at: datetime | None = None
    came_back_why: str = ""


@dataclass(frozen=True)
class Reach:
    """All agencies of a draft, each once: those who will get it, and those who cannot."""

    will_get: list[Reached]
    cannot: list[Reached]

    @property
    def came_back(self) -> list[Reached]:
        """Of those who will get it: the last mail to the same address came back."""
        return [one for one in self.will_get if one.came_back_at]

    @property
    def doubled(self) -> list[list[Reached]]:
        """Leads of several agencies: the agencies of each. Every agency has a mail and a link of its own."""
        by_address: dict[str, list[Reached]] = defaultdict(list)
        for one in self.will_get:
            by_address[one.agency.lead_email.casefold()].append(one)
        return [agencies for agencies in by_address.values() if len(agencies) > 1]


def why_not(agency: Agency) -> WhyNot | None:
    """Why nothing can be sent to its lead; None where something can."""
    if not agency.is_active:
        return WhyNot.NOT_ACTIVE
    if not agency.lead_email.strip():
        return WhyNot.NO_ADDRESS
    return None if can_be_written_to(agency.lead_email) else WhyNot.BROKEN_ADDRESS


def reach_of(cascade: Cascade) -> Reach:
    """Of a draft, by the addresses agencies have now. One query, however many."""
    will_get: list[Reached] = []
    cannot: list[Reached] = []
    for recipient in _with_last_mail(cascade):
        reason = why_not(recipient.agency)
        one = Reached(
            recipient.agency,
            reason,
            getattr(recipient, "last_came_back_at", None),
            getattr(recipient, "last_came_back_why", None) or "",
        )
        (cannot if reason else will_get).append(one)
    return Reach(will_get, cannot)


def _with_last_mail(cascade: Cascade) -> QuerySet[CascadeRecipient]:
    """Its agencies, each with what became of the newest mail that went to its lead's present address."""
    to_its_lead = QueuedMail.objects.filter(agency=OuterRef("agency"), to=OuterRef("agency__lead_email"))
    newest = to_its_lead.exclude(sent_at=None).order_by("-sent_at", "-pk")
    return (
        CascadeRecipient.objects.filter(cascade=cascade, parent=None)
        .select_related("agency__kind")
        .annotate(
            last_came_back_at=Subquery(newest.values("came_back_at")[:1], output_field=DateTimeField()),
            last_came_back_why=Subquery(newest.values("came_back_why")[:1], output_field=CharField()),
        )
        .order_by("agency__name", "pk")
    )


def agencies_offered(partnership: Partnership, chosen: Cascade | None = None) -> list[Agency]:
    """Those that can be chosen, by kind and name: active and not merged into another; and those a draft holds already."""
    today = timezone.localdate()
    gone = AgencySuccession.objects.filter(on__lte=today, kind__in=SuccessionKind.values).values("predecessor")
    found = list(partnership.agencies.filter(is_active=True).exclude(pk__in=gone).select_related("kind"))
    if chosen is not None and chosen.pk:
        held = Agency.objects.filter(cascades_received__cascade=chosen, cascades_received__parent=None)
        found += held.exclude(pk__in=[agency.pk for agency in found]).select_related("kind")
    return sorted(found, key=lambda one: (one.kind.sort_order, one.kind.name, one.name.casefold(), one.pk))


def by_kind(agencies: list[Agency]) -> list[tuple[AgencyKind, list[Agency]]]:
    """Agencies in their order, under their kind."""
    groups: dict[AgencyKind, list[Agency]] = {}
    for agency in agencies:
        groups.setdefault(agency.kind, []).append(agency)
    return list(groups.items())
