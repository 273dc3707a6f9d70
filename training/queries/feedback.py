"""Reads of the feedback on one session, all of it: for whoever runs it. Others get `training.queries.evidence`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from learning.models import LearningPoint, Partnership
from training.domain.feedback import usual_days
from training.enums import EventStatus, FeedbackMoment, HasDone, QuoteState
from training.models import FeedbackConfidence, FeedbackQuote, FeedbackResponse, FeedbackRound, TrainingEvent
from training.queries.distributions import Distribution, change


@dataclass(frozen=True)
class Rung:
    """One moment of the ladder for one event: its round, if it was ever opened, and the days to suggest or change."""

    moment: FeedbackMoment
    round: FeedbackRound | None
    opens_on: date
    closes_on: date
    answers: int = 0

    @property
    def state(self) -> str:
        """One of "unopened", "coming", "open" and "closed"."""
        if self.round is None:
            return "unopened"
        if self.round.is_open():
            return "open"
        return "closed" if self.round.is_closed() else "coming"


def ladder_of(event: TrainingEvent) -> list[Rung]:
    """The three moments in order. 1 query."""
    rounds = {one.moment: one for one in event.feedback_rounds.annotate(answers=Count("responses"))}
    return [_rung(event, moment, rounds.get(moment)) for moment in FeedbackMoment]


def _rung(event: TrainingEvent, moment: FeedbackMoment, found: FeedbackRound | None) -> Rung:
    if found is None:
        return Rung(moment, None, *usual_days(event, moment))
    return Rung(moment, found, found.opens_on, found.closes_on, getattr(found, "answers", 0))


def points_asked_about(event: TrainingEvent) -> list[LearningPoint]:
    """What people are asked about: what it taught or will teach; else what its plan, else its course, holds. In order."""
    points = LearningPoint.objects.all()
    taught = list(points.filter(points_taught__event=event).order_by("points_taught__sort_order", "pk"))
    if not taught and event.plan_id:
        planned = points.filter(segments__plan=event.plan_id).order_by("segments__order", "pk")
        taught = list({point.pk: point for point in planned}.values())
    if not taught and event.course_id:
        taught = list(points.filter(course_points__course=event.course_id).order_by("course_points__sort_order", "pk"))
    return taught


@dataclass(frozen=True)
class PointFeedback:
    """What was said of one learning point, by moment."""

    point: LearningPoint
    by_moment: Mapping[str, Distribution]

    @property
    def steps(self) -> list[tuple[FeedbackMoment, Distribution]]:
        """Those moments at which anybody said anything."""
        return [(moment, self.by_moment[moment]) for moment in FeedbackMoment if moment in self.by_moment]

    @property
    def change(self) -> float | None:
        """The mean at the end less the mean before."""
        return self._change_to(FeedbackMoment.AFTER)

    @property
    def change_later(self) -> float | None:
        return self._change_to(FeedbackMoment.LATER)

    def _change_to(self, moment: FeedbackMoment) -> float | None:
        nothing = Distribution()
        return change(self.by_moment.get(FeedbackMoment.BEFORE, nothing), self.by_moment.get(moment, nothing))


@dataclass(frozen=True)
class FeedbackResults:
    """All that was said of one event. `answers` counts people by moment; `quotes` are by moment and question as asked."""

    answers: Mapping[str, int] = field(default_factory=dict)
    points: Sequence[PointFeedback] = ()
    has_done: Sequence[tuple[HasDone, int]] = ()
    quotes: Sequence[tuple[str, Sequence[FeedbackQuote]]] = ()


def results_of(event: TrainingEvent) -> FeedbackResults:
    """5 queries, however many answered."""
    responses = FeedbackResponse.objects.filter(round__event=event).order_by()
    answers = dict(responses.values_list("round__moment").annotate(Count("pk")))
    done = Counter(dict(responses.exclude(has_done="").values_list("has_done").annotate(Count("pk"))))
    return FeedbackResults(
        answers={moment: answers.get(moment, 0) for moment in FeedbackMoment},
        points=_points(event),
        has_done=[(state, done[state]) for state in HasDone] if done else [],
        quotes=_quotes(event),
    )


def _points(event: TrainingEvent) -> list[PointFeedback]:
    rows = FeedbackConfidence.objects.filter(response__round__event=event).order_by()
    counted: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for point, moment, score, count in rows.values_list("point", "response__round__moment", "score").annotate(
        Count("pk")
    ):
        counted[point][moment].append((score, count))
    return [
        PointFeedback(point, {moment: Distribution.of(pairs) for moment, pairs in counted[point.pk].items()})
        for point in LearningPoint.objects.filter(pk__in=counted).order_by("title", "pk")
    ]


def _quotes(event: TrainingEvent) -> list[tuple[str, list[FeedbackQuote]]]:
    """By question, in the order of the ladder; what was written by its letters: no order tells who wrote first."""
    found: dict[str, list[FeedbackQuote]] = defaultdict(list)
    quotes = FeedbackQuote.objects.filter(response__round__event=event).select_related("response__round")
    order = {moment: place for place, moment in enumerate(FeedbackMoment)}
    for quote in sorted(quotes, key=lambda quote: (order[_moment(quote)], quote.pk)):
        found[quote.question].append(quote)
    return [(question, sorted(said, key=lambda quote: quote.text)) for question, said in found.items()]


def _moment(quote: FeedbackQuote) -> FeedbackMoment:
    return FeedbackMoment(quote.response.round.moment)


def quotes_to_look_at(partnership: Partnership, state: str = QuoteState.WAITING) -> QuerySet[FeedbackQuote]:
    """What was written at the partnership's events and has been given that state; the first written first."""
    quotes = FeedbackQuote.objects.filter(response__round__event__partnership=partnership, state=state)
    return quotes.select_related("response__round__event", "decided_by").order_by("pk")


def round_at(partnership: Partnership, token: str) -> FeedbackRound | None:
    """The round at that address, open or not; none of a partnership that is not this one."""
    return FeedbackRound.objects.select_related("event").filter(token=token, event__partnership=partnership).first()


def is_taking_answers(asked: FeedbackRound, on: date | None = None) -> bool:
    """Whether it is open and its event has not been cancelled."""
    return asked.is_open(on or timezone.localdate()) and asked.event.status != EventStatus.CANCELLED
