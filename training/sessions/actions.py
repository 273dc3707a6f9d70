"""What can be done to a plan from the builder's page: each takes what was sent, and says what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from training.domain import session_plans as verbs
from training.domain import session_slides as slide_verbs
from training.domain.session_words import PlanDetails
from training.models import Segment, SessionPlan
from training.sessions.finding import asked_filters
from training.sessions.page import details_form_of
from training.sessions.running_order import points_in
from training.sessions.sent import Refused, Sent
from training.sessions.suggesting import suggested


@dataclass(frozen=True)
class Done:
    """What was changed: the plan as it is now, the part that the reader was at, and a sentence if there is one to say."""

    plan: SessionPlan
    segment: Segment | None = None
    told: str = ""
    at: str = ""
    """The id of what the reader was at, where that was no part."""


Action = Callable[[Sent], Done]


def save(sent: Sent) -> Done:
    segment = verbs.save_segment(sent.plan, sent.key, sent.words, by=sent.by, mark=sent.mark)
    return Done(segment.plan, segment)


def _move(places: int) -> Action:
    """A button of a part's own form: what is written in it is saved first."""

    def move(sent: Sent) -> Done:
        if sent.has_words:
            save(sent)
        return _at_part(sent, verbs.move_segment(sent.plan, sent.key, places, by=sent.by))

    return move


def _order(sent: Sent) -> Done:
    return Done(verbs.reorder_segments(sent.plan, sent.keys("order"), by=sent.by))


def _add(sent: Sent) -> Done:
    idea, slides = sent.idea, sent.slides
    segment = verbs.add_segment(
        sent.plan, idea, by=sent.by, key=sent.optional_key("key"), after=sent.optional_key("after")
    )
    if slides:
        segment = slide_verbs.add_slides(sent.plan, segment.key, slides, by=sent.by)
    return Done(segment.plan, segment, _("“%(part)s” was put in.") % {"part": segment})


def _copy(sent: Sent) -> Done:
    if sent.has_words:
        save(sent)
    segment = verbs.copy_segment(sent.plan, sent.key, by=sent.by, new_key=sent.optional_key("new_key"))
    return Done(segment.plan, segment)


def _both(sent: Sent) -> Done:
    """After a conflict: theirs stays, and what this person wrote comes after it as a part of its own."""
    words = sent.words
    copy = verbs.copy_segment(sent.plan, sent.key, by=sent.by, new_key=sent.optional_key("new_key"))
    segment = verbs.save_segment(sent.plan, copy.key, words, by=sent.by)
    return Done(segment.plan, segment, _("Both are kept, one after the other."))


def _remove(sent: Sent) -> Done:
    return Done(verbs.remove_segment(sent.plan, sent.key, by=sent.by, mark=sent.mark), told=_("Taken out."))


def _add_slides(sent: Sent) -> Done:
    if not sent.slides:
        raise Refused(_("Tick at least one slide."))
    if sent.optional_key("key") is None:
        return _add(sent)
    segment = slide_verbs.add_slides(sent.plan, sent.key, sent.slides, by=sent.by)
    return Done(segment.plan, segment)


def _drop_slide(sent: Sent) -> Done:
    if sent.has_words:
        save(sent)
    return _at_part(sent, slide_verbs.remove_slide(sent.plan, sent.named_row, by=sent.by))


def _move_slide(places: int) -> Action:
    def move(sent: Sent) -> Done:
        if sent.has_words:
            save(sent)
        return _at_part(sent, slide_verbs.move_slide(sent.plan, sent.named_row, places, by=sent.by))

    return move


def _at_part(sent: Sent, plan: SessionPlan) -> Done:
    """Done, and the reader led back to the part they were at, if they said which."""
    key = sent.optional_key("key")
    return Done(plan, plan.segments.filter(key=key).first() if key else None)


def save_details(sent: Sent) -> Done:
    form = details_form_of(sent.request, sent.plan, sent.post)
    if not form.is_valid():
        raise Refused(_("Whom it is for was not saved."), details=form)
    return Done(verbs.change_details(sent.plan, form.details, by=sent.by, mark=sent.mark), told=_("Saved."))


def _suggest(sent: Sent) -> Done:
    """In place of the learning points that were put in so far, which the running order begins with."""
    chosen = [segment for segment in sent.plan.segments.select_related("point") if segment.point_id]
    points = [segment.point for segment in chosen if segment.point is not None]
    ideas = suggested(
        sent.request, sent.plan.partnership, PlanDetails.of(sent.plan), points, asked_filters(sent.request.GET)
    )
    plan = verbs.start_running_order(sent.plan, ideas, by=sent.by, instead_of=points_in(chosen))
    return Done(plan, told=_("Here is a running order to start from. Change whatever you like."))


def _away(sent: Sent) -> Done:
    return Done(
        verbs.archive_plan(sent.plan, by=sent.by), told=_("Put away. You find it under “Put away” in the list.")
    )


def _back(sent: Sent) -> Done:
    return Done(verbs.bring_back_plan(sent.plan, by=sent.by), told=_("Brought back."))


ACTIONS: dict[str, Action] = {
    "save": save,
    "up": _move(-1),
    "down": _move(1),
    "order": _order,
    "add": _add,
    "again": _add,
    "copy": _copy,
    "both": _both,
    "remove": _remove,
    "slides": _add_slides,
    "drop_slide": _drop_slide,
    "slide_up": _move_slide(-1),
    "slide_down": _move_slide(1),
    "details": save_details,
    "suggest": _suggest,
    "away": _away,
    "back": _back,
}
