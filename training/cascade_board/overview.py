"""All cascades against all agencies: who owes most, and a table with a word in each cell."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from learning.models import Agency
from training.enums import OVERDUE_STATES, OWING_STATES, RecipientState
from training.queries.cascade_board import Overview

COLUMNS = 20  # the latest cascades: more do not fit a page


@dataclass(frozen=True)
class Owing:
    """An agency that owes answers, and of how many cascades they are overdue."""

    agency: Agency
    owing: int
    overdue: int
    unreachable: int


def who_owes(found: Overview) -> list[Owing]:
    """Those who owe or cannot be reached, the most overdue first."""
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for one in found.answers:
        states[one.agency][one.state] += 1
    owing = [
        Owing(
            found.agencies[agency],
            sum(count[state] for state in OWING_STATES),
            sum(count[state] for state in OVERDUE_STATES),
            count[RecipientState.UNREACHABLE],
        )
        for agency, count in states.items()
    ]
    told = [one for one in owing if one.owing or one.unreachable]
    return sorted(told, key=lambda one: (-one.overdue, -one.unreachable, -one.owing, one.agency.name.casefold()))


def matrix_rows(found: Overview) -> SafeString:
    """A row of HTML for each agency, by name, with its state in each of the latest cascades.

    Thousands of cells: a template would take most of the page's time.
    """
    columns = [cascade.pk for cascade in found.cascades[:COLUMNS]]
    cells = _cells()
    nothing = f'<td class="soft">{escape(_("not asked"))}</td>'
    states = {(one.agency, one.cascade): one.state for one in found.answers}
    rows = []
    for agency in sorted(found.agencies.values(), key=lambda one: (one.name.casefold(), one.pk)):
        told = "".join(cells.get(states.get((agency.pk, cascade), ""), nothing) for cascade in columns)
        rows.append(f'<tr><th scope="row">{escape(agency.name)}</th>{told}</tr>')
    return SafeString("\n".join(rows))


def _cells() -> dict[str, str]:
    """Each state as a cell: a short word, and a look besides."""
    words = {
        RecipientState.UNREACHABLE: _("Unreachable"),
        RecipientState.WAITING: _("Waiting"),
        RecipientState.OVERDUE_TO_ACKNOWLEDGE: _("Overdue, silent"),
        RecipientState.ACKNOWLEDGED: _("Acknowledged"),
        RecipientState.OVERDUE_TO_COMPLETE: _("Overdue, acknowledged"),
        RecipientState.NEEDS_HELP: _("Needs help"),
        RecipientState.SHARED: _("Shared"),
        RecipientState.DECLINED: _("Not relevant"),
        RecipientState.NO_REPLY: _("No reply"),
    }
    looks = {
        **dict.fromkeys(OVERDUE_STATES, "is-old"),
        RecipientState.NEEDS_HELP: "is-old",
        RecipientState.UNREACHABLE: "is-awaiting",
        RecipientState.SHARED: "is-reached",
    }
    return {
        state: f'<td class="{looks.get(state, "is-zero")}"><span>{escape(word)}</span></td>'
        for state, word in words.items()
    }
