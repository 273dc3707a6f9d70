"""Lists of cascades: for those who look after them, and for everybody those that are shown to everybody."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models import Partnership
from training.enums import ANSWERED_STATES, CascadeState, RecipientState
from training.models import Cascade, CascadeRecipient
from training.queries.cascade_states import annotate_states

# Said that it has it, and no more yet.
ACKNOWLEDGED = frozenset({RecipientState.ACKNOWLEDGED, RecipientState.OVERDUE_TO_COMPLETE})
OUT = frozenset({CascadeState.SENT, CascadeState.CLOSED})


class Answered(TextChoices):
    """What everybody is told of an agency: nothing of what it said, and no figure."""

    REPLIED = "replied", _("Replied")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    NOT_YET = "not_yet", _("Not yet")


def cascades_of(partnership: Partnership) -> QuerySet[Cascade]:
    """All, the latest first, each with `asked`, `answered` and `acknowledged`: agencies asked, how many owe nothing more,
    and how many more have it."""
    final, begun = (annotate_states(_agencies()).filter(state__in=states) for states in (ANSWERED_STATES, ACKNOWLEDGED))
    return (
        Cascade.objects.filter(partnership=partnership)
        .annotate(asked=_number(_agencies()), answered=_number(final), acknowledged=_number(begun))
        .order_by("-created_at", "-pk")
    )


def years_of(partnership: Partnership) -> list[int]:
    """Years in which a cascade was begun, the latest first."""
    years = Cascade.objects.filter(partnership=partnership).annotate(year=ExtractYear("created_at"))
    return list(years.order_by("-year").values_list("year", flat=True).distinct())


def public_cascades(partnership: Partnership) -> QuerySet[Cascade]:
    """Those that everybody may see, once their mail has begun to go; the latest first."""
    shown = Cascade.objects.filter(partnership=partnership, is_public=True, state__in=OUT)
    gone = Q(batch=None) | Q(batch__not_before__lte=timezone.now(), batch__held_at=None)
    return shown.filter(gone).order_by("-sent_at", "-pk")


def with_public_answers(cascades: list[Cascade]) -> list[dict[str, Any]]:
    """Each cascade with its agencies by name, and what everybody is told of each. One query, however many."""
    agencies = CascadeRecipient.objects.filter(cascade__in=cascades, parent=None)
    rows = annotate_states(agencies).values_list("cascade", "agency__name", "state").order_by("agency__name", "pk")
    told: dict[int, list[tuple[str, Answered]]] = {cascade.pk: [] for cascade in cascades}
    for cascade_id, name, state in rows:
        told[cascade_id].append((name, _publicly(state)))
    return [
        {
            "cascade": one,
            "agencies": told[one.pk],
            "replied": sum(said == Answered.REPLIED for _name, said in told[one.pk]),
        }
        for one in cascades
    ]


def _agencies() -> QuerySet[CascadeRecipient]:
    return CascadeRecipient.objects.filter(cascade=OuterRef("pk"), parent=None)


def _publicly(state: str) -> Answered:
    if state in ANSWERED_STATES:
        return Answered.REPLIED
    return Answered.ACKNOWLEDGED if state in ACKNOWLEDGED else Answered.NOT_YET


def _number(rows: QuerySet[CascadeRecipient]) -> Coalesce:
    counted = rows.order_by().values("cascade").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
