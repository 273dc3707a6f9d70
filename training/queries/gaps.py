"""What is still to be passed on: learning points that no agency has had, not lately, or not this agency.

A point whose only returns are still awaited is not a gap and not passed on either: it is listed on its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.models import Agency, LearningPoint, Partnership
from learning.queries.agency_history import AgencyHistory
from training.queries.coverage import OLD_AFTER_MONTHS, Question, read_latest
from training.queries.coverage_filters import CoverageFilters
from training.queries.gap_kinds import GapKind, Parts
from training.queries.gaps_counted import counted_gaps
from training.queries.gaps_kept import kept_gaps
from training.queries.point_conditions import found_in_and_newest

GAPS_SHOWN = 50


@dataclass(frozen=True)
class Gap:
    """A learning point still to be passed on. `found_in` counts published reviews; `last` is None where not known."""

    point: LearningPoint
    why: str
    found_in: int
    last: date | None = None
    last_stated: str = ""
    awaiting: bool = False

    @property
    def found_in_words(self) -> str:
        return ngettext("found in %(n)d review", "found in %(n)d reviews", self.found_in) % {"n": self.found_in}


@dataclass(frozen=True)
class GapList:
    """One question's answer, most widely found first, then newest: the first few of `count`, and what may yet close.

    `planned` are those that events to come are to pass on, where that was asked; then they are not among the others.
    """

    kind: GapKind
    title: str
    explanation: str
    count: int
    gaps: Sequence[Gap]
    awaiting_count: int
    awaiting: Sequence[Gap]
    planned_count: int = 0
    planned: Sequence[Gap] = ()


def gaps(
    partnership: Partnership,
    kind: GapKind,
    *,
    filters: CoverageFilters | None = None,
    as_at: date | None = None,
    months: int = OLD_AFTER_MONTHS,
    agency: Agency | None = None,
    limit: int = GAPS_SHOWN,
    history: AgencyHistory | None = None,
) -> GapList:
    """One of the lists of `gap_lists`.

    Raises:
        ValueError: `NOT_THIS_AGENCY` without an agency.
    """
    lists = gap_lists(
        partnership, filters=filters, as_at=as_at, months=months, agency=agency, limit=limit, history=history
    )
    found = next((one for one in lists if one.kind == kind), None)
    if found is None:
        raise ValueError("Which agency? `agency` is needed for this list.")
    return found


def gap_lists(
    partnership: Partnership,
    *,
    filters: CoverageFilters | None = None,
    as_at: date | None = None,
    months: int = OLD_AFTER_MONTHS,
    agency: Agency | None = None,
    limit: int = GAPS_SHOWN,
    history: AgencyHistory | None = None,
    planned: Collection[int] = (),
) -> list[GapList]:
    """What is still to be passed on as of `as_at` (today): never, not in the last `months`, not to `agency` if given.

    Retired points are no gaps, and a period does not apply: "never" means never. Points written for some kinds of
    agency only are no gap of an agency of another kind. What an agency merged into another had counts for that one.
    Points in `planned` (ids) are told apart. Of today, which points are in a list is read from what is kept; on another
    day and by some filters every event is looked at. 4 queries at most, and one for `history` if not given.
    """
    filters = replace(filters or CoverageFilters(), since=None, until=None, include_retired=False)
    asked = Question.of(partnership, filters, as_at, history, months=months)
    found = kept_gaps(asked, agency, planned, limit) or counted_gaps(asked, agency, planned, limit)
    return [_gap_list(kind, parts, months, agency) for kind, parts in found.items()]


def _gap_list(
    kind: GapKind,
    parts: Parts,
    months: int,
    agency: Agency | None,
) -> GapList:
    titles = {
        GapKind.NEVER: _("Never passed on"),
        GapKind.NOT_LATELY: _("Not passed on in the last %(months)d months") % {"months": months},
        GapKind.NOT_THIS_AGENCY: _("Not passed on to %(agency)s") % {"agency": agency},
    }
    explanations = {
        GapKind.NEVER: _("No event held here has passed these on to anybody, as far as returns say."),
        GapKind.NOT_LATELY: _("People have moved on since these were last passed on, or the date is not known."),
        GapKind.NOT_THIS_AGENCY: _("Learning points written for this kind of agency, or for all, that it has not had."),
    }
    told = {
        name: [_gap(kind, point, agency, awaiting=name == "awaited") for point in part.points]
        for name, part in parts._asdict().items()
    }
    return GapList(
        kind=kind,
        title=titles[kind],
        explanation=explanations[kind],
        count=parts.open.count,
        gaps=told["open"],
        awaiting_count=parts.awaited.count,
        awaiting=told["awaited"],
        planned_count=parts.planned.count,
        planned=told["planned"],
    )


def _gap(kind: GapKind, point: Any, agency: Agency | None, *, awaiting: bool) -> Gap:
    last, _depth, stated = read_latest(point.latest)
    if awaiting:
        why = _("It was passed on, and who came is not known yet: a return is awaited.")
    elif kind == GapKind.NEVER:
        why = _("No agency has had it.")
    elif kind == GapKind.NOT_THIS_AGENCY:
        why = _("%(agency)s has not had it.") % {"agency": agency}
    elif stated:
        why = _("Last passed on: %(date)s.") % {"date": stated}
    else:
        why = _("Passed on once, on a date that is not known.")
    return Gap(point, why, found_in_and_newest(point.found_in_and_newest)[0], last, stated, awaiting)
