"""The slides that a part of a session shows: put in, moved, taken out. See `training.domain.session_plans`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from media.models import Slide
from training.domain.segment_sources import take_slide
from training.domain.session_plans import locked_plan, saved_plan, segment_of
from training.models import Segment, SegmentSlide, SessionPlan
from training.session_errors import TooManySlides

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    Person = AbstractBaseUser | None

MOST_SLIDES = 100  # of one segment


def add_slides(plan: SessionPlan, key: UUID, slides: Iterable[Slide], *, by: "Person") -> Segment:
    """Shows these slides in a part, after those it shows; one that it shows already is not shown twice.

    Raises:
        SegmentGone, TooManySlides, PlanPutAway: as they say.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        segment = segment_of(plan, key, by)
        shown = set(segment.slides.values_list("slide", flat=True))
        new = [slide for slide in dict.fromkeys(slides) if slide.pk not in shown]
        if len(shown) + len(new) > MOST_SLIDES:
            raise TooManySlides(MOST_SLIDES)
        last = segment.slides.aggregate(last=Max("order"))["last"]
        for order, slide in enumerate(new, 0 if last is None else last + 1):
            row = SegmentSlide(segment=segment, order=order, slide=slide)
            take_slide(row)
            row.save()
        if new:
            saved_plan(plan, by)
    return segment


def remove_slide(plan: SessionPlan, row_id: int, *, by: "Person") -> SessionPlan:
    """Shows a slide (by the id of its SegmentSlide) no longer.

    Raises:
        PlanPutAway: as it says.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        taken_out, _each = SegmentSlide.objects.filter(segment__plan=plan, pk=row_id).delete()
        return saved_plan(plan, by) if taken_out else plan


def move_slide(plan: SessionPlan, row_id: int, places: int, *, by: "Person") -> SessionPlan:
    """Shows a slide (by the id of its SegmentSlide) so many places later in its part, or earlier where negative; as far
    as there is room. One that is not there has been taken out by somebody, and nothing changes.

    Raises:
        PlanPutAway: as it says.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        row = SegmentSlide.objects.filter(segment__plan=plan, pk=row_id).first()
        if row is None:
            return plan
        rows = list(SegmentSlide.objects.filter(segment=row.segment_id).order_by("order", "pk"))
        at = rows.index(row)
        to = max(0, min(len(rows) - 1, at + places))
        if to == at:
            return plan
        rows.insert(to, rows.pop(at))
        for order, one in enumerate(rows):
            one.order = order
        SegmentSlide.objects.bulk_update(rows, ["order"])
        return saved_plan(plan, by)
