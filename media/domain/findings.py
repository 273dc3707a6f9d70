"""What was found unseen in a file, as it is kept on its document and shown to editors."""

from dataclasses import asdict
from typing import Any

from media.opc.hidden_items import CleaningReport, HiddenData

MOST_KEPT = 500


def as_findings(report: CleaningReport) -> list[dict[str, Any]]:
    """Plain values to store, what is still in the copy first: code, sentence, slide if there is one, count, `is_kept`."""
    kept = [asdict(item) | {"is_kept": True} for item in report.kept]
    removed = [asdict(item) | {"is_kept": False} for item in report.removed]
    return [*kept, *removed][:MOST_KEPT]


def still_there(found: HiddenData) -> CleaningReport:
    """The report on a file that goes out as it came."""
    return CleaningReport(removed=(), kept=found.items, size=0, sha256="")
