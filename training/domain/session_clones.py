"""A copy of a session plan, for somebody else's room: it remembers which plan it was made from."""

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from training.models import Segment, SegmentSlide, SessionPlan
from training.queries.session_titles import LONGEST_TITLE, title_not_taken

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

COPIED: Final = (
    *("partnership", "level", "for_roles", "minutes", "starts_at", "size", "mode", "aims", "course"),
    *("content_warning", "if_distressed", "support_contacts"),
)


def clone_plan(plan: SessionPlan, *, by: "AbstractBaseUser | None") -> SessionPlan:
    """A new plan of `by`'s with the same parts, slides and care words, each as the plan has them now.

    A part whose source has changed says so in the copy too. Editions, endorsements and events stay with the first plan.
    """
    with transaction.atomic():
        plan = SessionPlan.objects.select_for_update().get(pk=plan.pk)
        own: dict[str, Any] = {name: getattr(plan, name) for name in COPIED}
        copy = SessionPlan(parent=plan, title=title_not_taken(_copied_title(plan.title), plan.partnership), **own)
        copy.owner_id = copy.updated_by_id = by.pk if by else None
        copy.save()
        copy.for_kinds.set(plan.for_kinds.all())
        copy.for_agencies.set(plan.for_agencies.all())
        _copy_segments(plan, copy)
        log(instance=copy, action="wagtail.copy", user=by, data={"from": plan.pk})
    return copy


def _copied_title(title: str) -> str:
    ending = _(" (copy)")
    return f"{title[: LONGEST_TITLE - len(ending)].rstrip()}{ending}"


def _copy_segments(plan: SessionPlan, copy: SessionPlan) -> None:
    """All parts in three writes, however many there are."""
    segments = list(plan.segments.order_by("order", "pk").prefetch_related("slides", "covers"))
    slides = [list(segment.slides.all()) for segment in segments]
    covers = [[one.pk for one in segment.covers.all()] for segment in segments]
    for segment in segments:
        segment.pk, segment.key, segment.plan = None, uuid4(), copy
        segment._state.adding = True
    made = Segment.objects.bulk_create(segments)
    rows, covered = [], []
    for segment, shown, lines in zip(made, slides, covers, strict=True):
        covered += [Segment.covers.through(segment_id=segment.pk, requiredcontent_id=line) for line in lines]
        for row in shown:
            row.pk, row.segment = None, segment
            row._state.adding = True
            rows.append(row)
    SegmentSlide.objects.bulk_create(rows)
    Segment.covers.through.objects.bulk_create(covered)
