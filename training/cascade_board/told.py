"""A cascade's figures in words and pictures: the same on the board, in the files made of it, and in the yearly page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media.sheets.bars import Bar
from training.enums import RecipientState
from training.queries.cascade_figures import Figures
from training.reports.report import Chart


@dataclass(frozen=True)
class Step:
    """How many agencies came so far, and in words where the others stopped."""

    label: str
    count: int
    stopped: tuple[str, ...] = ()


def headline(figures: Figures) -> str:
    """ "31 of 34 agencies have answered; shared with 2,140 people; 19 days at the median"."""
    told = [
        ngettext(
            "%(answered)d of %(agencies)d agency has answered",
            "%(answered)d of %(agencies)d agencies have answered",
            figures.agencies,
        )
        % {"answered": figures.answered, "agencies": figures.agencies}
    ]
    if figures.people is not None:
        told.append(
            ngettext("shared with %(n)s person", "shared with %(n)s people", figures.people)
            % {"n": f"{figures.people:,}"}
        )
    if figures.days is not None:
        words = _("1 day at the median") if figures.days == 1 else _("%(n)s days at the median")
        told.append(words % {"n": figures.median_days})
    return "; ".join(told)


def steps(figures: Figures) -> list[Step]:
    """From sent to shared, each with what became of those that did not come so far."""
    only = figures.only_acknowledged
    lost_answering = [(_("%(n)d said that it came, and no more"), only)]
    lost_sharing = [
        (_("%(n)d said that it is not relevant to them"), figures.declined),
        (_("%(n)d asked for help"), figures.need_help),
    ]
    return [
        Step(_("Sent to"), figures.agencies),
        Step(_("Reached"), figures.reached, _stopped([(_("%(n)d could not be reached"), figures.unreachable)])),
        Step(_("Acknowledged"), figures.acknowledged, _stopped([(_("%(n)d have not said a word"), figures.silent)])),
        Step(_("Answered"), figures.answered, _stopped(lost_answering)),
        Step(_("Shared with people"), figures.shared, _stopped(lost_sharing)),
    ]


def picture(told: Sequence[Step]) -> Chart:
    """The steps as bars, all to the scale of the first."""
    whole = told[0].count
    bars = tuple(
        Bar(step.label, (step.count,), _("%(n)d of %(all)d") % {"n": step.count, "all": whole}) for step in told
    )
    says = ", ".join(f"{step.label} {step.count}" for step in told)
    return Chart(_("Agencies at each step: %(steps)s.") % {"steps": says}, bars)


def by_state(figures: Figures) -> list[tuple[str, int]]:
    """Each state that has an agency, in the order of the enum."""
    return [
        (str(label), figures.by_state[state]) for state, label in RecipientState.choices if figures.by_state.get(state)
    ]


def link_to(name: str, *args: Any) -> str:
    """The address of a page that may not be there on this install; nothing where it is not."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _stopped(lost: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(words % {"n": number} for words, number in lost if number)
