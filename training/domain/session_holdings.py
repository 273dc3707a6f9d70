"""Which session plans, and which editions of their packs, hold a deck or a briefing: for whoever thinks of taking it back."""

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from briefings.models import BriefingPage
from media.domain.holdings import Holding, register_holder
from media.models import Document
from training.models import SessionEdition, SessionPlan


@register_holder
def session_plans_with(thing: Model) -> list[Holding]:
    """Every plan that shows a slide of the deck, or passes on the briefing."""
    if isinstance(thing, Document):
        plans = SessionPlan.objects.filter(segments__slides__slide__document=thing)
    elif isinstance(thing, BriefingPage):
        plans = SessionPlan.objects.filter(segments__briefing=thing)
    else:
        return []
    return [
        Holding(_("Session plan"), plan.title, reverse("session_plan_changes", args=[plan.pk]))
        for plan in plans.distinct()
    ]


@register_holder
def session_editions_with(thing: Model) -> list[Holding]:
    """Every edition of a session's pack with a slide of the deck, or the briefing, in it."""
    if isinstance(thing, Document):
        editions = SessionEdition.objects.filter(plan_said__holds__documents__has_key=str(thing.pk))
    elif isinstance(thing, BriefingPage):
        editions = SessionEdition.objects.filter(plan_said__holds__briefings__has_key=str(thing.pk))
    else:
        return []
    return [
        Holding(
            _("Edition of a session’s pack"),
            str(edition),
            reverse("session_edition", args=[edition.plan_id, edition.number]),
        )
        for edition in editions.select_related("plan").defer("plan_said", "readme", "manifest")
    ]
