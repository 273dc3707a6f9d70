"""The feedback ladder: a round is opened and closed, answers are taken in, and what people wrote is found fit to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from learning.public_forms.throttle import count_this_hour, taken_this_hour
from training.enums import EventStatus, FeedbackMoment, QuoteState
from training.errors import EventCancelled, FeedbackSentAlready, RoundEndsBeforeItBegins, TooMuchFeedback
from training.models import (
    FeedbackConfidence,
    FeedbackQuote,
    FeedbackResponse,
    FeedbackRound,
    TrainingEvent,
)
from training.models.team_use import new_form_key

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

KIND = "feedback"  # of form, for its token and for counting
LATER_FROM, LATER_TO = timedelta(weeks=6), timedelta(weeks=12)
AFTER_FOR = timedelta(weeks=2)


@dataclass(frozen=True)
class FeedbackAnswers:
    """What one person says: a score of 1 to 5 by learning point (its id), and what was written, by question as asked."""

    scores: Mapping[int, int] = field(default_factory=dict)
    has_done: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def usual_days(event: TrainingEvent, moment: FeedbackMoment, on: date | None = None) -> tuple[date, date]:
    """The first and last day on which people are usually asked. Of an event without a date, from today."""
    today = on or timezone.localdate()
    held = event.date or today
    if moment == FeedbackMoment.BEFORE:
        return min(today, held), held
    if moment == FeedbackMoment.AFTER:
        return held, held + AFTER_FOR
    return held + LATER_FROM, held + LATER_TO


def open_round(
    event: TrainingEvent, moment: FeedbackMoment, *, opens_on: date, closes_on: date, by: "AbstractBaseUser | None"
) -> FeedbackRound:
    """The round of that moment, with these days; opened again it keeps its address and its answers.

    Raises:
        RoundEndsBeforeItBegins: the days are the wrong way round.
        EventCancelled: there is nothing to ask about.
    """
    if closes_on < opens_on:
        raise RoundEndsBeforeItBegins
    with transaction.atomic():
        event = TrainingEvent.objects.select_for_update(no_key=True).get(pk=event.pk)
        if event.status == EventStatus.CANCELLED:
            raise EventCancelled(event)
        days = {"opens_on": opens_on, "closes_on": closes_on}
        found, is_new = FeedbackRound.objects.update_or_create(event=event, moment=moment, defaults=days)
        said = {"moment": str(moment), **{name: str(day) for name, day in days.items()}}
        log(instance=event, action="training.open_feedback", user=by, data={**said, "new": is_new})
    return found


def close_round(asked: FeedbackRound, *, by: "AbstractBaseUser | None", on: date | None = None) -> FeedbackRound:
    """Takes no more answers from now on. What has come stays; closing what is closed changes nothing."""
    today = on or timezone.localdate()
    with transaction.atomic():
        asked = FeedbackRound.objects.select_for_update(of=("self",)).select_related("event").get(pk=asked.pk)
        if not asked.is_closed(today):
            asked.closes_on = today - timedelta(days=1)
            asked.save(update_fields=["closes_on"])
            log(instance=asked.event, action="training.close_feedback", user=by, data={"moment": asked.moment})
    return asked


def receive_feedback(
    asked: FeedbackRound,
    answers: FeedbackAnswers,
    *,
    form_key: str = "",
    address: str = "",
    now: datetime | None = None,
) -> FeedbackResponse:
    """Keeps one person's answers, the day, and nothing else. The same form sent twice is kept once: the first comes back.

    Two people may well say the same, so only the form tells them apart. `address` is counted for an hour, never stored.

    Raises:
        FeedbackSentAlready: this form was taken before, with other answers.
        TooMuchFeedback: too many in the last hour from that address, or today for that round.
    """
    now, form_key = now or timezone.now(), form_key or new_form_key()
    with transaction.atomic():
        FeedbackRound.objects.select_for_update(no_key=True).get(pk=asked.pk)
        if kept := FeedbackResponse.objects.filter(form_key=form_key).first():
            if kept.round_id != asked.pk or _said(kept) != answers:
                raise FeedbackSentAlready
            return kept
        if is_too_much(asked, address, now):
            raise TooMuchFeedback
        response = FeedbackResponse.objects.create(
            round=asked, form_key=form_key, received_on=timezone.localdate(now), has_done=answers.has_done
        )
        FeedbackConfidence.objects.bulk_create(
            FeedbackConfidence(response=response, point_id=point, score=score)
            for point, score in answers.scores.items()
        )
        FeedbackQuote.objects.bulk_create(
            FeedbackQuote(response=response, question=question, text=text) for question, text in answers.words.items()
        )
        if address:
            count_this_hour(KIND, address, now)
    return response


def is_too_much(asked: FeedbackRound, address: str, now: datetime | None = None) -> bool:
    """Whether as many have come as are taken: from one address in the hour, or for one round in the day."""
    if address and taken_this_hour(KIND, address, now) >= settings.FEEDBACK_PER_ADDRESS:
        return True
    today = timezone.localdate(now)
    return asked.responses.filter(received_on=today).count() >= settings.FEEDBACK_PER_ROUND


def decide_quote(
    quote: FeedbackQuote, state: QuoteState, *, by: "AbstractBaseUser | None", now: datetime | None = None
) -> FeedbackQuote:
    """Shows or hides what somebody wrote, or puts it back among those to look at. The log has who, never the words."""
    with transaction.atomic():
        locked = FeedbackQuote.objects.select_for_update(of=("self",)).select_related("response__round__event")
        quote = locked.get(pk=quote.pk)
        before = quote.state
        if before != state:
            quote.state, quote.decided_at, quote.decided_by = state, now or timezone.now(), by  # type: ignore[assignment]
            quote.save(update_fields=["state", "decided_at", "decided_by"])
            data = {"before": str(before), "after": str(state)}
            log(instance=quote, action="training.decide_quote", user=by, data=data)
    return quote


def _said(kept: FeedbackResponse) -> FeedbackAnswers:
    return FeedbackAnswers(
        scores=dict(kept.confidences.values_list("point_id", "score")),
        has_done=kept.has_done,
        words=dict(kept.quotes.values_list("question", "text")),
    )
