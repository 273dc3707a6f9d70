"""How long it takes to send a cascade to 2,000 agencies: from the button to the last mail in the queue.

    VAR_DIR=/a/folder python manage.py load_demo
    VAR_DIR=/a/folder python benchmarks/bench_cascade_sending.py

Adds the agencies to Exampleshire in the site's own database, and takes all of it back at the end. Nothing is sent.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
AGENCIES = 2_000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.dev")
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    settings.DEBUG = False
    with transaction.atomic():
        for name, (clock, processor) in measure().items():
            print(f"{name:44}{clock:7.2f} s by the clock {processor:7.2f} s of the processor")
        transaction.set_rollback(True)


def measure() -> dict[str, tuple[float, float]]:
    """Seconds of each step."""
    from django.urls import reverse
    from django.utils import timezone

    from briefings.models import NationalSummaryPage
    from learning.models import Partnership
    from training.domain.cascade_sending import send_cascade
    from training.domain.cascades import CascadeDetails, start_cascade
    from training.queries.cascade_reach import reach_of

    partnership = Partnership.objects.with_site().filter(site__is_default_site=True).get()
    page = NationalSummaryPage.objects.live().descendant_of(partnership.site.root_page).exclude(questions=[])[0]  # type: ignore[union-attr]
    reverse("cascades")  # a server has read its addresses long before anybody presses the button
    agencies, today = fill(partnership), timezone.localdate()
    details = CascadeDetails(agencies, today + timedelta(days=14), today + timedelta(days=42), "Please pass it on.")
    took = {}
    draft, took["a draft to 2,000 agencies"] = timed(
        lambda: start_cascade(page, details, partnership=partnership, by=None)
    )
    reach, took["who will get it, who cannot"] = timed(lambda: reach_of(draft))
    sent, took["sent: 2,000 mails in the queue"] = timed(lambda: send_cascade(draft, by=None))
    assert sent.batch is not None
    assert (sent.batch.mails.count(), len(reach.will_get)) == (AGENCIES, AGENCIES)
    return took


def timed(step: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    clock, processor = time.perf_counter(), time.process_time()
    made = step()
    return made, (time.perf_counter() - clock, time.process_time() - processor)


def fill(partnership: Any) -> list[Any]:
    from learning.models import Agency, AgencyKind

    kinds = list(AgencyKind.objects.all())
    agencies = Agency.objects.bulk_create(
        Agency(name=f"Agency {n:04}", kind=kinds[n % len(kinds)], lead_email=f"lead{n}@agency.example")
        for n in range(AGENCIES)
    )
    through = Agency.partnerships.through
    through.objects.bulk_create(through(agency=agency, partnership=partnership) for agency in agencies)
    return agencies


if __name__ == "__main__":
    main()
