"""Making and changing a session plan, part by part.

Whoever changes a part says which mark it had before them (`training.domain.session_words`). Two trainers who change
different parts are merged without a question; where both changed the same, the second is told and decides
(docs/decisions/0025-saving-a-session.md). Saving the same thing twice is saving it once: connections drop.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.models import Partnership
from training.domain.segment_sources import take_source
from training.domain.session_words import PlanDetails, SegmentIdea, SegmentWords, differences
from training.enums import SegmentKind
from training.models import Segment, SessionPlan
from training.session_errors import (
    ChangedMeanwhile,
    PlanPutAway,
    SegmentChanged,
    SegmentGone,
    TooManySegments,
)

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    Person = AbstractBaseUser | None

MOST_SEGMENTS = 100
NOT_WRITTEN = ("plan", "point", "briefing", "said", "source_title", "source_mark", "kept_against")


def create_plan(
    partnership: Partnership, details: PlanDetails, ideas: Iterable[SegmentIdea] = (), *, by: "Person"
) -> SessionPlan:
    """A new plan of `by`'s with these parts, in this order.

    Raises:
        TooManySegments: more than MOST_SEGMENTS.
        ValidationError: a figure or text that the model does not take.
    """
    with transaction.atomic():
        who = by.pk if by else None
        plan = SessionPlan(partnership=partnership, owner_id=who, updated_by_id=who)
        _write_details(plan, details)
        _put_in(plan, list(ideas))
        log(instance=plan, action="wagtail.create", user=by)
    return plan


def change_details(plan: SessionPlan, details: PlanDetails, *, by: "Person", mark: str = "") -> SessionPlan:
    """Writes whom the session is for, how long it is and its care words. `mark` is of the details the person had.

    Raises:
        ChangedMeanwhile: somebody else has changed them since.
        PlanPutAway: as it says.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        now = PlanDetails.of(plan)
        if now.mark == details.mark:
            return plan
        if mark and mark != now.mark:
            raise ChangedMeanwhile(_who(plan, by), differences(now, details), now.mark)
        _write_details(plan, details)
        return saved_plan(plan, by)


def add_segment(
    plan: SessionPlan, idea: SegmentIdea, *, by: "Person", key: UUID | None = None, after: UUID | None = None
) -> Segment:
    """Puts a part in after another, or where it usually goes: at the end, before the evaluation and the close.

    The same key again is the same part: it is not put in twice.

    Raises:
        TooManySegments, PlanPutAway: as they say.
        ValidationError: a figure or text that the model does not take.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        there = plan.segments.filter(key=key).first() if key else None
        if there is not None:
            return there
        (segment,) = _put_in(plan, [idea], key)
        if after is not None:
            _put_after(plan, segment, after)
        else:
            _put_before_the_end(plan, segment)
        saved_plan(plan, by)
    return segment


def start_running_order(
    plan: SessionPlan, ideas: Sequence[SegmentIdea], *, by: "Person", instead_of: Collection[int] = ()
) -> SessionPlan:
    """Puts several parts in at the end, in place of those parts of kind "point" whose learning points are in `instead_of`.

    Raises:
        TooManySegments, PlanPutAway: as they say.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        plan.segments.filter(kind=SegmentKind.POINT, point__in=instead_of).delete()
        _put_in(plan, ideas)
        return saved_plan(plan, by)


def save_segment(plan: SessionPlan, key: UUID, words: SegmentWords, *, by: "Person", mark: str = "") -> Segment:
    """Writes what the trainer wrote in one part. `mark` is of the words they had before them; empty overwrites.

    Raises:
        SegmentChanged: somebody else has written there since.
        SegmentGone: somebody has taken it out.
        PlanPutAway: as it says.
        ValidationError: a figure or text that the model does not take.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        segment = segment_of(plan, key, by)
        now = SegmentWords.of(segment)
        if now.mark == words.mark:
            return segment
        if mark and mark != now.mark:
            raise SegmentChanged(segment, _who(plan, by), differences(now, words), now.mark)
        _write_words(segment, words)
        saved_plan(plan, by)
    return segment


def remove_segment(plan: SessionPlan, key: UUID, *, by: "Person", mark: str = "") -> SessionPlan:
    """Takes a part out. One that is not there has been taken out already.

    Raises:
        SegmentChanged: somebody else has written there since; an empty `mark` takes it out all the same.
        PlanPutAway: as it says.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        segment = plan.segments.filter(key=key).first()
        if segment is None:
            return plan
        now = SegmentWords.of(segment)
        if mark and mark != now.mark:
            raise SegmentChanged(segment, _who(plan, by), [], now.mark)
        segment.delete()
        _number(list(plan.segments.order_by("order", "pk")))
        return saved_plan(plan, by)


def copy_segment(plan: SessionPlan, key: UUID, *, by: "Person", new_key: UUID | None = None) -> Segment:
    """The same part once more, right after it, with the words of its source as the first one has them.

    Raises:
        SegmentGone, TooManySegments, PlanPutAway: as they say.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        first = segment_of(plan, key, by)
        there = plan.segments.filter(key=new_key).first() if new_key else None
        if there is not None:
            return there
        if plan.segments.count() >= MOST_SEGMENTS:
            raise TooManySegments(MOST_SEGMENTS)
        own = {field.name for field in Segment._meta.concrete_fields} - {"id", "key"}
        copy = Segment.objects.create(key=new_key or uuid4(), **{name: getattr(first, name) for name in own})
        copy.covers.set(first.covers.all())
        for row in first.slides.all():
            row.pk, row.segment = None, copy
            row.save(force_insert=True)
        _put_after(plan, copy, first.key)
        saved_plan(plan, by)
    return copy


def move_segment(plan: SessionPlan, key: UUID, places: int, *, by: "Person") -> SessionPlan:
    """So many places down, or up where negative; as far as there is room.

    Raises:
        SegmentGone, PlanPutAway: as they say.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        segment = segment_of(plan, key, by)
        rows = list(plan.segments.order_by("order", "pk"))
        at = next(index for index, row in enumerate(rows) if row.pk == segment.pk)
        to = max(0, min(len(rows) - 1, at + places))
        if to == at:
            return plan
        rows.insert(to, rows.pop(at))
        _number(rows)
        return saved_plan(plan, by)


def reorder_segments(plan: SessionPlan, keys: Sequence[UUID], *, by: "Person") -> SessionPlan:
    """Puts the parts in this order. Parts that are not named, because somebody else has just put them in, stay after
    the part they stand after; names of parts that are not there are passed over.

    Raises:
        PlanPutAway: as it says.
    """
    with transaction.atomic():
        plan = locked_plan(plan)
        rows = list(plan.segments.order_by("order", "pk"))
        named = {row.key: row for row in rows}
        wanted = [named[key] for key in dict.fromkeys(keys) if key in named]
        for index, row in enumerate(rows):
            if row not in wanted:
                wanted.insert(wanted.index(rows[index - 1]) + 1 if index else 0, row)
        if wanted == rows:
            return plan
        _number(wanted)
        return saved_plan(plan, by)


def archive_plan(plan: SessionPlan, *, by: "Person") -> SessionPlan:
    """Puts it away: it is kept, and not offered any more."""
    return _put_away(plan, True, by)


def bring_back_plan(plan: SessionPlan, *, by: "Person") -> SessionPlan:
    """Offers it again."""
    return _put_away(plan, False, by)


def _put_away(plan: SessionPlan, away: bool, by: "Person") -> SessionPlan:
    with transaction.atomic():
        plan = SessionPlan.objects.select_for_update().get(pk=plan.pk)
        if (plan.archived_at is not None) == away:
            return plan
        plan.archived_at = timezone.now() if away else None
        plan = saved_plan(plan, by)
        log(instance=plan, action="training.put_away" if away else "training.bring_back", user=by)
    return plan


def locked_plan(plan: SessionPlan) -> SessionPlan:
    """The plan as it is now, while nobody else can change it."""
    plan = SessionPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.archived_at is not None:
        raise PlanPutAway(plan)
    return plan


def saved_plan(plan: SessionPlan, by: "Person") -> SessionPlan:
    plan.version += 1
    plan.updated_by_id = by.pk if by else None
    plan.save(update_fields=["version", "updated_by", "updated_at", "archived_at"])
    return plan


def segment_of(plan: SessionPlan, key: UUID, by: "Person") -> Segment:
    segment = plan.segments.filter(key=key).first()
    if segment is None:
        raise SegmentGone(_who(plan, by))
    return segment


def _who(plan: SessionPlan, by: "Person") -> str:
    """Who saved the plan last, where that is somebody else. Empty where nobody can be named."""
    last: Any = plan.updated_by
    if last is None or (by is not None and last.pk == by.pk):
        return ""
    return str(last.get_full_name() or _("Another trainer"))


def _write_details(plan: SessionPlan, details: PlanDetails) -> None:
    for field in fields(details):
        if field.name not in ("kinds", "agencies"):
            setattr(plan, field.name, getattr(details, field.name))
    plan.clean_fields(exclude=["partnership", "owner", "course", "parent", "updated_by"])
    plan.save()
    plan.for_kinds.set(details.kinds)
    plan.for_agencies.set(details.agencies)


def _write_words(segment: Segment, words: SegmentWords) -> None:
    for field in fields(words):
        if field.name != "covers":
            setattr(segment, field.name, getattr(words, field.name))
    segment.clean_fields(exclude=NOT_WRITTEN)
    segment.save()
    segment.covers.set(words.covers)


def _put_in(plan: SessionPlan, ideas: Sequence[SegmentIdea], key: UUID | None = None) -> list[Segment]:
    """At the end, in this order; a key only where there is one idea."""
    told: dict[str, Any] = plan.segments.aggregate(last=Max("order"))
    start = 0 if told["last"] is None else told["last"] + 1
    if plan.segments.count() + len(ideas) > MOST_SEGMENTS:
        raise TooManySegments(MOST_SEGMENTS)
    made = []
    for order, idea in enumerate(ideas, start):
        segment = Segment(plan=plan, key=key or uuid4(), order=order, kind=idea.kind)
        segment.point, segment.briefing = idea.point, idea.briefing
        take_source(segment)
        _write_words(segment, idea.words)
        made.append(segment)
    return made


def _put_after(plan: SessionPlan, segment: Segment, after: UUID) -> None:
    """Where there is no such part, it stays at the end."""
    rows = [row for row in plan.segments.order_by("order", "pk") if row.pk != segment.pk]
    at = next((index for index, row in enumerate(rows) if row.key == after), len(rows) - 1)
    rows.insert(at + 1, segment)
    _number(rows)


def _put_before_the_end(plan: SessionPlan, segment: Segment) -> None:
    """A close goes to the very end, an evaluation before a close, anything else before both."""
    stays_after = {SegmentKind.CLOSE: (), SegmentKind.EVALUATION: (SegmentKind.CLOSE,)}.get(
        SegmentKind(segment.kind), (SegmentKind.EVALUATION, SegmentKind.CLOSE)
    )
    rows = [row for row in plan.segments.order_by("order", "pk") if row.pk != segment.pk]
    at = len(rows)
    while at and rows[at - 1].kind in stays_after:
        at -= 1
    rows.insert(at, segment)
    _number(rows)


def _number(rows: list[Segment]) -> None:
    """Writes the order of the rows down, where it is another."""
    moved = [row for order, row in enumerate(rows) if row.order != order]
    for order, row in enumerate(rows):
        row.order = order
    Segment.objects.bulk_update(moved, ["order"])
