"""How long a report of evidence takes, and its files, on a synthetic partnership with feedback.

    python benchmarks/bench_evidence.py [--attendance 1000000] [--json]

Makes a temporary SQLite database, or uses the dataset that is in the one named by DATABASE_URL; the feedback it adds is
taken back at the end. Events, points and agencies are in the proportions of the largest partnership asked for: 5,000 events,
20,000 learning points and 300 agencies to 1,000,000 rows of attendance.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from bench_coverage import best

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, PEOPLE_A_ROUND, POINTS_ASKED = 300, 15, 5
AS_AT = date(2026, 3, 31)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attendance", type=int, default=100_000, help="rows of attendance")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.test")
        sys.path[:0] = [str(ROOT), str(ROOT / "site")]
        import django

        django.setup()
        figures = measure(options.attendance)
    print(json.dumps(figures, indent=2) if options.json else "\n".join(f"{k:36}{v}" for k, v in figures.items()))


def measure(rows: int) -> dict[str, str]:
    """Seconds by the clock and of CPU: the year's report, that of all time, and each file of the year's."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from learning.queries.agency_history import AgencyHistory
    from training.exports.evidence_csv import evidence_csv
    from training.exports.evidence_docx import evidence_docx
    from training.exports.evidence_pdf import evidence_pdf
    from training.models import Attendance
    from training.queries.coverage_filters import CoverageFilters
    from training.queries.evidence_asked import EvidenceAsked
    from training.reports.telling import Named, evidence_report

    partnership = dataset(rows)
    year = CoverageFilters(since=date(2025, 4, 1), until=AS_AT)
    with transaction.atomic():
        answers = add_feedback(partnership, year)

        def report(filters: CoverageFilters) -> Any:
            return evidence_report(EvidenceAsked(partnership, filters, AS_AT, AgencyHistory.load()), Named())

        with CaptureQueriesContext(connection) as captured:
            made = report(year)
        figures = {
            "attendance rows": f"{Attendance.objects.count():,}",
            "answers on confidence": f"{answers:,}",
            "queries": str(len(captured)),
            "report of a year": best(lambda: report(year)).told(),
            "report of all time": best(lambda: report(CoverageFilters()), 2).told(),
            "its CSV file": best(lambda: list(evidence_csv(made))).told(),
            "its Word file": best(lambda: evidence_docx(made)).told(),
            "its PDF": best(lambda: evidence_pdf(made)).told(),
        }
        transaction.set_rollback(True)
    return figures


def dataset(rows: int) -> Any:
    """The partnership with most events of the dataset there is; else one made now."""
    from django.core.management import call_command
    from django.db.models import Count

    from learning.models import Partnership

    call_command("migrate", verbosity=0)
    most = Partnership.objects.annotate(n=Count("events")).order_by("-n").first()
    if most is not None and most.n:
        return most
    from partnership.demo.synthetic import DatasetSize, make_dataset

    size = DatasetSize(
        reviews=max(1, rows // 500),
        points=max(1, rows // 50),
        events=max(1, rows // 200),
        agencies=min(300, max(200, rows // 3_000)),
        attendance=rows,
        taught=20,
    )
    return make_dataset(size, seed=20261121)


def add_feedback(partnership: Any, year: Any) -> int:
    """Rounds of all three moments about events of the year, each answered by so many people about so many points."""
    from training.models import FeedbackConfidence, FeedbackResponse, FeedbackRound, TrainingEvent

    events = TrainingEvent.objects.filter(year.held(partnership, AS_AT, "")).order_by("pk")[: ROUNDS // 3]
    days = {"opens_on": AS_AT, "closes_on": AS_AT}
    rounds = FeedbackRound.objects.bulk_create(
        FeedbackRound(event=event, moment=moment, **days) for event in events for moment in ("before", "after", "later")
    )
    people = FeedbackResponse.objects.bulk_create(
        FeedbackResponse(round=one, received_on=AS_AT, has_done="partly")
        for one in rounds
        for _person in range(PEOPLE_A_ROUND)
    )
    points = {event.pk: list(event.points_taught.values_list("point", flat=True)[:POINTS_ASKED]) for event in events}
    said = FeedbackConfidence.objects.bulk_create(
        FeedbackConfidence(response=person, point_id=point, score=1 + (person.pk + point) % 5)
        for person in people
        for point in points[person.round.event_id]
    )
    return len(said)


if __name__ == "__main__":
    main()
