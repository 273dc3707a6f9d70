"""How long the pages of coverage take on the server, from the request to the last byte, and how many queries they make.

    VAR_DIR=/a/folder python manage.py migrate
    VAR_DIR=/a/folder python manage.py make_dataset --reviews 2000 --points 20000 --events 5000 --agencies 300 \
        --attendance 1000000 --taught 20
    VAR_DIR=/a/folder python benchmarks/bench_coverage_pages.py

Reads the synthetic partnership of the site's own database, as a training manager, who is added to it.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    for name, (milliseconds, queries) in measure().items():
        print(f"{name:44}{milliseconds:8.0f} ms {queries:4} queries")


def measure() -> dict[str, tuple[float, int]]:
    """Milliseconds of the processor, best of five, and queries, of each page."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from learning.models import Agency, Partnership

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
    figures = {}
    for name, address in pages.items():
        assert client.get(address).status_code == 200, address
        took = best(lambda address=address: client.get(address))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        figures[name] = took, len(queries)
    return figures


def best(work: Callable[[], Any], times: int = 5) -> float:
    """Milliseconds of the processor of the quickest run."""
    runs = []
    for _ in range(times):
        start = time.thread_time()
        work()
        runs.append(time.thread_time() - start)
    return min(runs) * 1000


if __name__ == "__main__":
    main()
