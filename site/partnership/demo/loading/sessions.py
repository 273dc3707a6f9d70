"""What sessions must hold, how many people need them, plans of sessions, and what people said afterwards."""

from datetime import date
from typing import Any

from learning.models import AgencyKind
from partnership.demo.loading.registry import Loaded
from training.domain.segment_sources import take_source
from training.enums import Depth, FeedbackMoment, HasDone
from training.models import (
    Endorsement,
    FeedbackConfidence,
    FeedbackQuote,
    FeedbackResponse,
    FeedbackRound,
    RequiredContent,
    Segment,
    SessionPlan,
    TrainingEvent,
    Workforce,
)

QUESTIONS: dict[str, str] = {
    FeedbackMoment.AFTER: "What will you do differently?",
    FeedbackMoment.LATER: "What did you do?",
}


def load_required_content(loaded: Loaded) -> None:
    for order, row in enumerate(loaded.folder.rows("required_content", "required")):
        theme = loaded.themes([row["theme"]])[0] if "theme" in row else None
        RequiredContent.objects.update_or_create(
            level=loaded.get("level", row["level"]),
            title=row["title"],
            defaults={
                "note": row.get("note", ""),
                "theme": theme,
                "point": loaded.get("point", row.get("point")),
                "sort_order": order,
            },
        )


def load_endorsements(loaded: Loaded) -> None:
    """Says each thing once; what a training manager has decided since stays."""
    for row in loaded.folder.rows("endorsements", "endorsements"):
        event = TrainingEvent.objects.of(loaded.partnership).filter(title=row["event"]).order_by("pk").first()
        level, not_met = loaded.get("level", row["level"]), row.get("not_met", [])
        if Endorsement.objects.filter(event=event, level=level).exists():
            continue
        Endorsement.objects.create(
            event=event,
            level=level,
            answers=[
                {"requirement": line.pk, "title": line.title, "met": line.title not in not_met, "note": ""}
                for line in RequiredContent.objects.filter(level=level)
            ],
            is_endorsed=not not_met,
            decided_on=row["decided_on"],
            valid_until=row.get("until"),
            note=row.get("note", ""),
        )


def load_workforces(loaded: Loaded) -> None:
    for row in loaded.folder.rows("workforces", "workforces"):
        Workforce.objects.update_or_create(
            partnership=loaded.partnership,
            agency=loaded.get("agency", row["agency"]),
            level=loaded.get("level", row.get("level")),
            defaults={name: row[name] for name in ("people", "counted_on", "source")},
        )


def load_sessions(loaded: Loaded) -> None:
    """Makes each plan once; what a trainer has since made of it stays."""
    for row in loaded.folder.rows("sessions", "sessions"):
        if SessionPlan.objects.filter(partnership=loaded.partnership, title=row["title"]).exists():
            continue
        plan = SessionPlan.objects.create(
            partnership=loaded.partnership,
            level=loaded.get("level", row["level"]),
            course=loaded.get("course", row.get("course")),
            **{name: row[name] for name in ("title", "minutes", "size", "mode", "for_roles", "aims")},
        )
        plan.for_kinds.set(AgencyKind.objects.filter(name__in=row["for_kinds"]))
        for order, part in enumerate(row["segments"]):
            _segment(loaded, plan, order, part)


def _segment(loaded: Loaded, plan: SessionPlan, order: int, row: dict[str, Any]) -> None:
    segment = Segment(
        plan=plan,
        order=order,
        point=loaded.get("point", row.get("point")),
        briefing=loaded.get("briefing", row.get("briefing")),
        depth=row.get("depth", Depth.TAUGHT if "point" in row else ""),
        **{name: row.get(name, "") for name in ("kind", "title", "text", "notes")},
        minutes=row["minutes"],
    )
    take_source(segment)
    segment.save()


def load_feedback(loaded: Loaded) -> None:
    """Each round once. Its answers are made of the counts: nobody wrote them."""
    for row in loaded.folder.rows("feedback", "feedback"):
        event = loaded.get("event", row["event"])
        if FeedbackRound.objects.filter(event=event, moment=row["moment"]).exists():
            continue
        asked = FeedbackRound.objects.create(
            event=event, moment=row["moment"], opens_on=row["opens"], closes_on=row["closes"]
        )
        _answers(asked, event, row)


def _answers(asked: FeedbackRound, event: TrainingEvent, row: dict[str, Any]) -> None:
    scores = _dealt_out(row["scores"], range(1, 6))
    done = _dealt_out(row.get("done", []), HasDone.values)
    day: date = row["closes"]
    answers = FeedbackResponse.objects.bulk_create(
        FeedbackResponse(round=asked, received_on=day, has_done=done[n] if n < len(done) else "")
        for n in range(len(scores))
    )
    points = [taught.point_id for taught in event.points_taught.all()]
    FeedbackConfidence.objects.bulk_create(
        # the scores go round from point to point, so that the points differ
        FeedbackConfidence(response=answer, point_id=point, score=min(5, max(1, scores[n] + (n + place) % 3 - 1)))
        for n, answer in enumerate(answers)
        for place, point in enumerate(points)
    )
    FeedbackQuote.objects.bulk_create(
        FeedbackQuote(response=answers[n], question=QUESTIONS[asked.moment], text=quote["text"], state=quote["state"])
        for n, quote in enumerate(row.get("quotes", []))
    )


def _dealt_out(counts: list[int], values: Any) -> list[Any]:
    return [value for value, count in zip(values, counts, strict=False) for _each in range(count)]
