"""All that was typed anywhere on the builder's page, saved part by part: what cannot be kept is told, and the rest is kept."""

from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError

from training.errors import TrainingError
from training.session_errors import ChangedMeanwhile, SegmentGone
from training.sessions.actions import ACTIONS, save
from training.sessions.forms import PlanDetailsForm, SegmentForm
from training.sessions.page import details_form_of
from training.sessions.sent import Refused, Sent
from training.sessions.whole_form import WholeForm

TOLD_WRONG, CONFLICT = 422, 409


@dataclass
class SavedWhole:
    """What came of it. `problem` is a sentence, where something could not be kept; the forms hold what was typed there."""

    changed: int = 0
    problem: str = ""
    status: int = TOLD_WRONG
    forms: dict[UUID, SegmentForm] = field(default_factory=dict)
    details: PlanDetailsForm | None = None
    conflicts: list[tuple[Sent, ChangedMeanwhile | SegmentGone]] = field(default_factory=list)
    left: list[Sent] = field(default_factory=list)
    """All that could not be kept, for whatever reason."""


def save_whole(whole: WholeForm, first: Sent | None = None) -> SavedWhole:
    """Saves what differs from what the page showed. `first` is a decision about a part, which comes before the rest."""
    saved = SavedWhole()
    if first is not None:
        _keep(saved, first)
    for sent in whole.parts():
        if not _is_as_shown(sent):
            _keep(saved, sent)
    details = whole.details
    if details is not None and not _are_details_as_shown(details):
        _keep(saved, details)
    return saved


def _keep(saved: SavedWhole, sent: Sent) -> None:
    action = ACTIONS.get(sent.do, save)
    try:
        action(sent)
    except Refused as refused:
        saved.problem = str(refused)
        saved.details = refused.details or saved.details
        if refused.segment is not None:
            saved.forms[sent.key] = refused.segment
    except (ChangedMeanwhile, SegmentGone) as conflict:
        saved.conflicts.append((sent, conflict))
    except (TrainingError, ValidationError) as problem:
        saved.problem = " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
        saved.status = TOLD_WRONG if isinstance(problem, ValidationError) else CONFLICT
        if sent.do == "details":
            saved.details = details_form_of(sent.request, sent.plan, sent.post)
        elif key := sent.optional_key("key"):
            saved.forms[key] = SegmentForm(sent.post, plan=sent.plan)
    else:
        saved.changed += 1
        return
    saved.left.append(sent)


def _is_as_shown(sent: Sent) -> bool:
    """Whether nothing was typed in the part: it says what the page's mark is of."""
    try:
        return bool(sent.mark) and sent.words.mark == sent.mark
    except Refused:
        return False


def _are_details_as_shown(sent: Sent) -> bool:
    form = details_form_of(sent.request, sent.plan, sent.post)
    return form.is_valid() and bool(sent.mark) and form.details.mark == sent.mark
