"""How long coverage and the first proposals of a session take on the server, and how many queries they make.

    VAR_DIR=/a/folder python manage.py migrate
    VAR_DIR=/a/folder python manage.py make_dataset --reviews 2000 --points 20000 --events 5000 --agencies 300 \
        --attendance 1000000 --taught 20
    VAR_DIR=/a/folder python benchmarks/bench_coverage_pages.py

Pages are measured from the request to the last byte: the best of seven, of the processor (of this process: not of a
PostgreSQL server) and by the clock, and against COUNT(*) over attendance in the same run. Ten times as large:
`benchmarks/multiply_dataset.py`. Reads the synthetic partnership of the site's own database, as a training manager,
who is added to it.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
EMAIL = "bench@example.org"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.dev")
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    from learning.models import Partnership

    if not Partnership.objects.filter(slug="synthetic").exists():
        print("There is no synthetic partnership in this database: see the first lines of this file.")
        return
    count, figures = measure()
    print(f"{'COUNT(*) over attendance':44}{count.cpu:8.1f} ms of CPU{count.clock:8.1f} ms by the clock")
    for name, (took, queries) in figures.items():
        against = took.clock / count.clock
        print(
            f"{name:44}{took.cpu:8.0f} ms of CPU{took.clock:8.0f} ms by the clock{against:8.1f} x COUNT(*){queries:4} queries"
        )


class Took(NamedTuple):
    """Milliseconds."""

    cpu: float
    clock: float


def measure() -> tuple[Took, dict[str, tuple[Took, int]]]:
    """What COUNT(*) took; and what each page and list took, with its queries."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from learning.models import Agency, AgencyKind, Partnership
    from training.models import Attendance
    from training.queries.proposals import Audience, proposals

    partnership = Partnership.objects.get(slug="synthetic")
    agency = Agency.objects.filter(partnerships=partnership).first()
    person, _made = get_user_model().objects.get_or_create(email=EMAIL)
    person.groups.add(Group.objects.get(name="Training managers"))
    client = Client(HTTP_HOST=f"{partnership.site.hostname}:{partnership.site.port}")  # type: ignore[union-attr]
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = {
        "one year, 50 points x 40 agencies": "/coverage/?since=2025-11-22&until=2026-11-21",
        "ever, 50 points x 40 agencies": "/coverage/",
        "one year, by level": "/coverage/?since=2025-11-22&until=2026-11-21&by=level",
        "what is missing": "/coverage/gaps/",
        "what is missing, of one agency": f"/coverage/gaps/?agency={agency.pk}",  # type: ignore[union-attr]
        "what is planned": "/coverage/planned/",
    }
    kinds = tuple(AgencyKind.objects.order_by("pk")[:3])
    works: dict[str, Callable[[], Any]] = {name: partial(client.get, address) for name, address in pages.items()}
    works["first proposals, for everybody"] = lambda: proposals(partnership, Audience())
    works["first proposals, for three kinds of agency"] = lambda: proposals(partnership, Audience(kinds))
    works["the last proposals, for three kinds"] = lambda: proposals(partnership, Audience(kinds), start=19_000)
    figures = {}
    for name, work in works.items():
        assert getattr(work(), "status_code", 200) == 200, name
        took = best(work)
        with CaptureQueriesContext(connection) as queries:
            work()
        figures[name] = took, len(queries)
    return best(Attendance.objects.count), figures


def best(work: Callable[[], Any], times: int = 7) -> Took:
    """The quickest run, of the processor and by the clock."""
    runs = []
    for _ in range(times):
        clock, cpu = time.perf_counter(), time.thread_time()
        work()
        runs.append((time.thread_time() - cpu, time.perf_counter() - clock))
    return Took(*(min(times) * 1000 for times in zip(*runs, strict=True)))


if __name__ == "__main__":
    main()
