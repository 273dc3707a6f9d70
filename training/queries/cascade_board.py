"""What the board of a cascade shows, and the overview of all of them: few queries, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from learning.models import Agency, Partnership
from training.enums import ANSWERS, OWING_STATES, CascadeState, RecipientState, ReminderKind, ReplyKind
from training.models import Cascade, CascadeRecipient, CascadeReminder, CascadeReply
from training.queries.cascade_figures import Figures
from training.queries.cascade_rollup import Rollup
from training.queries.cascade_states import annotate_states

if TYPE_CHECKING:
    from learning.models import QueuedMail

# What a reader has to do something about comes first.
ORDER = {
    state: place
    for place, state in enumerate(
        [
            RecipientState.NEEDS_HELP,
            RecipientState.UNREACHABLE,
            RecipientState.OVERDUE_TO_ACKNOWLEDGE,
            RecipientState.OVERDUE_TO_COMPLETE,
            RecipientState.WAITING,
            RecipientState.ACKNOWLEDGED,
            RecipientState.DECLINED,
            RecipientState.SHARED,
            RecipientState.NO_REPLY,
            RecipientState.NOT_SENT,
        ]
    )
}
SENT_STATES = (CascadeState.SENT, CascadeState.CLOSED)


@dataclass(slots=True)
class BoardRow:
    """One agency of a cascade, with all that its line on the board says."""

    recipient: CascadeRecipient
    state: str
    reply: CascadeReply | None
    rollup: Rollup
    days: int | None
    teams: list[CascadeRecipient] = field(default_factory=list)
    reminded_at: datetime | None = None
    reminders: int = 0
    escalated_at: datetime | None = None

    @property
    def people(self) -> int | None:
        return self.rollup.people

    @property
    def kind_name(self) -> str:
        return self.recipient.agency.kind.name

    @property
    def state_label(self) -> str:
        return str(RecipientState(self.state).label)

    @property
    def is_owing(self) -> bool:
        return self.state in OWING_STATES

    @property
    def mail(self) -> "QueuedMail | None":
        return self.recipient.mail


@dataclass(slots=True)
class Answered:
    """One agency of one of many cascades."""

    cascade: int
    agency: int
    state: str
    kind_name: str
    people: int | None
    days: int | None


@dataclass(slots=True)
class Overview:
    """All cascades that were sent, latest first, and every agency's state with each."""

    cascades: list[Cascade]
    agencies: dict[int, Agency]
    answers: list[Answered]

    def figures(self) -> dict[int, Figures]:
        """By cascade."""
        grouped: dict[int, list[Answered]] = defaultdict(list)
        for one in self.answers:
            grouped[one.cascade].append(one)
        return {cascade.pk: Figures.of(grouped[cascade.pk]) for cascade in self.cascades}


def board_rows(cascade: Cascade, at: datetime | None = None) -> list[BoardRow]:
    """Each agency of a cascade, what a reader has to act on first, then by name. 3 queries."""
    found: Any = _with_first_answer(annotate_states(CascadeRecipient.objects.filter(cascade=cascade), at))
    of_teams: dict[int, list[Any]] = defaultdict(list)
    agencies: list[Any] = []
    for one in found.select_related("agency__kind", "mail").order_by("agency__name", "team", "pk"):
        if one.parent_id:
            of_teams[one.parent_id].append(one)
        else:
            agencies.append(one)
    replies = {
        reply.recipient_id: reply
        for reply in CascadeReply.objects.filter(recipient__cascade=cascade, is_current=True).select_related(
            "recorded_by"
        )
    }
    rows, sent_on = [], timezone.localdate(cascade.sent_at) if cascade.sent_at else None
    for one in agencies:
        teams = of_teams[one.pk]
        for team in teams:
            team.reply = replies.get(team.pk)
        reply = replies.get(one.pk)
        days = _days(sent_on, one.first_answer)
        rows.append(BoardRow(one, one.state, reply, _rollup(reply, teams), days, teams))
    _add_reminders(cascade, rows)
    return sorted(rows, key=lambda row: ORDER[RecipientState(row.state)])


def overview(partnership: Partnership, *, since: date | None = None, until: date | None = None) -> Overview:
    """Every cascade that was sent (between two days, both included), with each agency's state. 4 queries at most."""
    cascades = _sent(partnership, since, until)
    listed = list(cascades.order_by("-sent_at", "-pk"))
    if not listed:
        return Overview([], {}, [])
    rows = _with_first_answer(annotate_states(CascadeRecipient.objects.filter(cascade__in=cascades, parent=None)))
    teams = _teams_shared(cascades)
    sent_on = {one.pk: timezone.localdate(one.sent_at) for one in listed if one.sent_at}
    agencies = {
        one.pk: one
        for one in Agency.objects.filter(cascades_received__cascade__in=cascades).select_related("kind").distinct()
    }
    answers = []
    wanted = ("pk", "cascade_id", "agency_id", "state", "answer__people", "answer__includes_teams", "first_answer")
    for pk, cascade, agency, state, people, includes, first in rows.values_list(*wanted):
        shared = state == RecipientState.SHARED
        total, number = teams.get(pk, (0, 0))
        rollup = Rollup(people or 0, bool(includes), total, number) if shared else Rollup(None, True, total, number)
        answers.append(
            Answered(cascade, agency, state, agencies[agency].kind.name, rollup.people, _days(sent_on[cascade], first))
        )
    return Overview(listed, agencies, answers)


def _sent(partnership: Partnership, since: date | None, until: date | None) -> QuerySet[Cascade]:
    cascades = Cascade.objects.filter(partnership=partnership, state__in=SENT_STATES, sent_at__isnull=False)
    if since:
        cascades = cascades.filter(sent_at__date__gte=since)
    return cascades.filter(sent_at__date__lte=until) if until else cascades


def _with_first_answer(rows: QuerySet[CascadeRecipient]) -> QuerySet[CascadeRecipient]:
    """`first_answer`: when the agency first said more than that it came, if it has."""
    said = CascadeReply.objects.filter(recipient=OuterRef("pk"), kind__in=ANSWERS).order_by().values("recipient")
    return rows.annotate(first_answer=Subquery(said.annotate(first=Min("received_at")).values("first")))


def _teams_shared(cascades: QuerySet[Cascade]) -> dict[int, tuple[int, int]]:
    """By the agency's row: how many people its teams count together, and how many teams that is."""
    said = CascadeReply.objects.filter(
        recipient__parent__isnull=False, recipient__cascade__in=cascades, is_current=True, kind=ReplyKind.SHARED
    )
    grouped = said.order_by().values_list("recipient__parent").annotate(Sum("people"), Count("pk"))
    return {parent: (people or 0, number) for parent, people, number in grouped}


def _rollup(reply: CascadeReply | None, teams: Iterable[Any]) -> Rollup:
    shared = [team.reply.people or 0 for team in teams if team.reply and team.reply.kind == ReplyKind.SHARED]
    if reply is not None and reply.kind == ReplyKind.SHARED:
        return Rollup(reply.people or 0, reply.includes_teams, sum(shared), len(shared))
    return Rollup(teams=sum(shared), teams_shared=len(shared))


def _days(sent_on: date | None, first: datetime | None) -> int | None:
    if sent_on is None or first is None:
        return None
    return max((timezone.localdate(first) - sent_on).days, 0)


def _add_reminders(cascade: Cascade, rows: list[BoardRow]) -> None:
    sent: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    reminders = CascadeReminder.recipients.through.objects.filter(Q(cascaderecipient__cascade=cascade))
    wanted = ("cascaderecipient_id", "cascadereminder__kind", "cascadereminder__sent_at")
    for recipient, kind, when in reminders.values_list(*wanted):
        sent[recipient].append((kind, when))
    for row in rows:
        told = sent[row.recipient.pk]
        reminded = [when for kind, when in told if kind == ReminderKind.REMINDER]
        row.reminders, row.reminded_at = len(reminded), max(reminded, default=None)
        row.escalated_at = max((when for kind, when in told if kind == ReminderKind.ESCALATION), default=None)
