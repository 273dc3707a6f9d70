"""What a trainer decides when a source of a plan is another now. Nothing is overwritten unless they say so."""

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from briefings.models import BriefingPage
from learning.models import LearningPoint
from media.models import Slide
from training.domain.segment_sources import take_slide, take_source
from training.models import SessionPlan
from training.queries.source_changes import SourceChange, changes_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

TAKE, KEEP, TAKE_OUT = "take", "keep", "take_out"
DECISIONS: Final = (TAKE, KEEP, TAKE_OUT)
LONGEST_PART_TITLE: Final = 200


class CannotDecide(Exception):
    """The decision does not fit what the source is by now, and nothing was changed. `str()` of it is a sentence."""


def decide(plan: SessionPlan, key: str, decision: str, *, by: "AbstractBaseUser | None") -> SourceChange:
    """Carries out one decision (of DECISIONS) about the change of that key; returns the change it was about.

    Raises:
        CannotDecide: somebody has decided already, or this cannot be decided in this way.
    """
    with transaction.atomic():
        plan = SessionPlan.objects.select_for_update().get(pk=plan.pk)
        if plan.archived_at is not None:
            raise CannotDecide(_("This plan is put away. Bring it back to change it."))
        change = next((one for one in changes_of(plan) if one.key == key), None)
        if change is None:
            raise CannotDecide(_("That has been decided already, or the source is as it was again."))
        if decision == TAKE and change.can_take:
            _take(change)
        elif decision == KEEP and change.can_keep:
            _keep(change)
        elif decision == TAKE_OUT and change.row is not None:
            change.row.delete()
        else:
            raise CannotDecide(_("This cannot be done with what the source is now. Look at it again, please."))
        plan.version += 1
        plan.updated_by_id = by.pk if by else None
        plan.save(update_fields=["version", "updated_by", "updated_at"])
        log(
            instance=plan,
            action="training.source_decided",
            user=by,
            data={"decision": decision, "source": change.title},
        )
    return change


def _take(change: SourceChange) -> None:
    segment, taken = change.segment, change.replacement
    if change.row is not None:
        if isinstance(taken, Slide):
            change.row.slide = taken
        take_slide(change.row)
        change.row.save()
        return
    before = segment.source_title
    if isinstance(taken, LearningPoint):
        segment.point = taken
    elif isinstance(taken, BriefingPage):
        segment.briefing = taken
    take_source(segment)
    if segment.title and segment.title == before[:LONGEST_PART_TITLE]:  # it was called as its source was
        segment.title = segment.source_title[:LONGEST_PART_TITLE]
    segment.save()


def _keep(change: SourceChange) -> None:
    held = change.row or change.segment
    held.kept_against = change.mark
    held.save(update_fields=["kept_against"])
