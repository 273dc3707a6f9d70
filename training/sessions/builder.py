"""What a trainer does to a plan, sent as a form: by a button, or by the page's script as they go.

Both send the same fields. A script asks for JSON, and is told the plan's new version and the part's new mark; a person
is led back to the page. Where somebody else wrote in the same place, both are answered with both texts (409).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from training.domain import session_plans as verbs
from training.domain import session_slides as slide_verbs
from training.domain.session_words import PlanDetails
from training.errors import TrainingError
from training.models import Segment, SessionPlan
from training.session_errors import ChangedMeanwhile, SegmentGone
from training.sessions.finding import asked_filters
from training.sessions.forms import SegmentForm
from training.sessions.page import builder_page, details_form_of, standing_html
from training.sessions.running_order import points_in
from training.sessions.sent import Refused, Sent
from training.sessions.suggesting import suggested

TOLD_WRONG, CONFLICT = 422, 409


@dataclass(frozen=True)
class Done:
    """What was changed: the plan as it is now, the part that the reader was at, and a sentence if there is one to say."""

    plan: SessionPlan
    segment: Segment | None = None
    told: str = ""


Action = Callable[[Sent], Done]


def answer(request: HttpRequest, plan: SessionPlan) -> HttpResponse:
    """Does what was asked. Whatever stands in the way is said, over the page with what was sent still in it."""
    sent = Sent(request, plan)
    action = ACTIONS.get(sent.do)
    if action is None:
        return _told(sent, _("That could not be read. Nothing has changed."), TOLD_WRONG)
    try:
        done = action(sent)
    except Refused as refused:
        return _refused(sent, refused)
    except (ChangedMeanwhile, SegmentGone) as conflict:
        return _conflict(sent, conflict)
    except TrainingError as problem:
        return _told(sent, str(problem), CONFLICT)
    except ValidationError as problem:
        return _told(sent, " ".join(problem.messages), TOLD_WRONG)
    return _done(sent, done)


def _save(sent: Sent) -> Done:
    segment = verbs.save_segment(sent.plan, sent.key, sent.words, by=sent.by, mark=sent.mark)
    return Done(segment.plan, segment)


def _move(places: int) -> Action:
    """A button of a part's own form: what is written in it is saved first."""

    def move(sent: Sent) -> Done:
        if sent.has_words:
            _save(sent)
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
        _save(sent)
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
        _save(sent)
    return _at_part(sent, slide_verbs.remove_slide(sent.plan, sent.named_row, by=sent.by))


def _move_slide(places: int) -> Action:
    def move(sent: Sent) -> Done:
        if sent.has_words:
            _save(sent)
        return _at_part(sent, slide_verbs.move_slide(sent.plan, sent.named_row, places, by=sent.by))

    return move


def _at_part(sent: Sent, plan: SessionPlan) -> Done:
    """Done, and the reader led back to the part they were at, if they said which."""
    key = sent.optional_key("key")
    return Done(plan, plan.segments.filter(key=key).first() if key else None)


def _details(sent: Sent) -> Done:
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
    "save": _save,
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
    "details": _details,
    "suggest": _suggest,
    "away": _away,
    "back": _back,
}


def _done(sent: Sent, done: Done) -> HttpResponse:
    merged = _also_changed(sent)
    told = " ".join(text for text in (done.told, merged) if text)
    mark = sent.mark_of(done.segment) if done.segment is not None else ""
    if sent.wants_json:
        told_of = {"version": done.plan.version, "mark": mark, "told": told, "merged": bool(merged)}
        told_of["key"] = str(done.segment.key) if done.segment is not None else ""
        return JsonResponse(told_of | {"standing": standing_html(sent.request, sent.fresh_plan())})
    if told:
        messages.success(sent.request, told)
    at = f"#part-{done.segment.key}" if done.segment is not None else ""
    return redirect(f"{sent.way_back}{at}")


def _also_changed(sent: Sent) -> str:
    """That somebody else has changed other things of the plan since the page was opened, and nothing was lost by it."""
    who: Any = sent.plan.updated_by
    if sent.version is None or sent.plan.version <= sent.version or who is None or who.pk == sent.by.pk:
        return ""
    name = who.get_full_name() or _("Another trainer")
    return _("%(who)s has changed other parts of this plan meanwhile. Theirs and yours are both kept.") % {"who": name}


def _refused(sent: Sent, refused: Refused) -> HttpResponse:
    form = refused.form
    if sent.wants_json:
        errors = [[name, str(error)] for name, found in form.errors.items() for error in found] if form else []
        return JsonResponse({"told": str(refused), "errors": errors}, status=TOLD_WRONG)
    key = sent.optional_key("key") if refused.segment is not None and sent.do not in ("add", "again") else None
    return builder_page(
        sent.request,
        sent.fresh_plan(),
        details_form=refused.details,
        segment_form=refused.segment,
        key=key,
        problem=str(refused),
        status=TOLD_WRONG,
    )


def _told(sent: Sent, problem: str, status: int) -> HttpResponse:
    """The page with the sentence, and what was written in a part still in its fields."""
    if sent.wants_json:
        return JsonResponse({"told": problem, "errors": []}, status=TOLD_WRONG)
    form = SegmentForm(sent.post, plan=sent.plan) if sent.has_words and sent.optional_key("key") else None
    return builder_page(
        sent.request,
        sent.fresh_plan(),
        segment_form=form,
        key=sent.optional_key("key"),
        problem=problem,
        status=status,
    )


def _conflict(sent: Sent, conflict: ChangedMeanwhile | SegmentGone) -> HttpResponse:
    """Both texts, and what can be done: keep this person's, the other's, or both. Nothing has been written."""
    is_gone = isinstance(conflict, SegmentGone)
    context = {
        "plan": sent.fresh_plan(),
        "told": str(conflict),
        "is_gone": is_gone,
        "is_details": sent.do == "details",
        "is_removal": sent.do == "remove",
        "differences": [] if is_gone else cast(ChangedMeanwhile, conflict).differences,
        "mark": "" if is_gone else cast(ChangedMeanwhile, conflict).mark,
        "fields": sent.fields_again,
    }
    if sent.wants_json:
        html = render_to_string("training/sessions/conflict_choices.html", context, request=sent.request)
        return JsonResponse({"told": str(conflict), "html": html}, status=CONFLICT)
    return render(sent.request, "training/sessions/conflict.html", context, status=CONFLICT)
