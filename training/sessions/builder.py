"""What a trainer does to a plan, sent as a form: by a button, or by the page's script as they go.

The script sends one thing at a time, and asks for JSON: the plan's new version and the part's new mark. A browser
without it sends the whole page (`training.sessions.whole_form`), and is led back to it. Where somebody else wrote in the
same place, both are answered with both texts (409).
"""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from training.errors import TrainingError
from training.models import SessionPlan
from training.session_errors import ChangedMeanwhile, SegmentGone
from training.sessions.actions import ACTIONS, Done
from training.sessions.forms import SegmentForm
from training.sessions.page import builder_page, standing_html
from training.sessions.saved_whole import SavedWhole, save_whole
from training.sessions.sent import Refused, Sent
from training.sessions.whole_form import WholeForm, named_for, own_begun

TOLD_WRONG, CONFLICT = 422, 409
OWN_PART = "session-own-part"
"""Of the reader's session: a part of their own that was begun when another button was pressed."""


def answer(request: HttpRequest, plan: SessionPlan) -> HttpResponse:
    """Does what was asked. Whatever stands in the way is said, over the page with what was sent still in it."""
    return _answer_whole(WholeForm(request, plan)) if "whole" in request.POST else _answer(Sent(request, plan))


def _answer(sent: Sent) -> HttpResponse:
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


def _answer_whole(whole: WholeForm) -> HttpResponse:
    """Saves all that was written anywhere on the page; then, if all of it could be kept, does what was pressed."""
    decision = whole.decision
    saved = save_whole(whole, first=decision)
    if begun := own_begun(whole.post):
        whole.request.session[OWN_PART] = {"plan": whole.plan.pk, **begun}
    if saved.conflicts:
        sent, conflict = saved.conflicts[0]
        return _conflict(sent, conflict, [pair for one in saved.left if one is not sent for pair in named_for(one)])
    if saved.problem:
        return _not_all_saved(whole, saved)
    action = None if decision else whole.action
    if action is not None:
        return _answer(action)
    sent = whole.sent("save", QueryDict(mutable=True))
    part = whole.plan.segments.filter(key=whole.saved_part).first() if whole.saved_part else None
    done = Done(sent.fresh_plan(), part, _("Saved.") if saved.changed else "", at="find" if whole.only_looks else "")
    return _done(sent, done)


def _not_all_saved(whole: WholeForm, saved: SavedWhole) -> HttpResponse:
    sent = whole.sent("save", QueryDict(mutable=True))
    return builder_page(
        whole.request,
        sent.fresh_plan(),
        details_form=saved.details,
        segment_forms=saved.forms,
        problem=saved.problem,
        status=saved.status,
    )


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
    at = f"part-{done.segment.key}" if done.segment is not None else done.at
    return redirect(f"{sent.way_back}#{at}" if at else sent.way_back)


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
        segment_forms={key: refused.segment} if key and refused.segment else None,
        own_form=refused.segment if key is None else None,
        problem=str(refused),
        status=TOLD_WRONG,
    )


def _told(sent: Sent, problem: str, status: int) -> HttpResponse:
    """The page with the sentence, and what was written in a part still in its fields."""
    if sent.wants_json:
        return JsonResponse({"told": problem, "errors": []}, status=TOLD_WRONG)
    key = sent.optional_key("key")
    form = SegmentForm(sent.post, plan=sent.plan) if sent.has_words and key else None
    return builder_page(
        sent.request,
        sent.fresh_plan(),
        segment_forms={key: form} if key and form else None,
        problem=problem,
        status=status,
    )


def _conflict(
    sent: Sent, conflict: ChangedMeanwhile | SegmentGone, also: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """Both texts, and what can be done: keep this person's, the other's, or both. Nothing has been written there.

    `also` is what else waits to be decided: it goes along, to be asked about next.
    """
    is_gone = isinstance(conflict, SegmentGone)
    context = {
        "plan": sent.fresh_plan(),
        "way_back": sent.way_back,
        "told": str(conflict),
        "is_gone": is_gone,
        "is_details": sent.do == "details",
        "is_removal": sent.do == "remove",
        "differences": [] if is_gone else cast(ChangedMeanwhile, conflict).differences,
        "mark": "" if is_gone else cast(ChangedMeanwhile, conflict).mark,
        "fields": [*sent.fields_again, *([("whole", "1"), *also] if also else [])],
    }
    if sent.wants_json:
        html = render_to_string("training/sessions/conflict_choices.html", context, request=sent.request)
        return JsonResponse({"told": str(conflict), "html": html}, status=CONFLICT)
    return render(sent.request, "training/sessions/conflict.html", context, status=CONFLICT)
