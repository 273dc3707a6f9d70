"""How long the board of a cascade and the overview of all of them take, from the request to the last byte.

    VAR_DIR=/a/folder python manage.py load_demo
    VAR_DIR=/a/folder python benchmarks/bench_cascade_board.py

Adds 300 agencies and 20 cascades to all of them to Exampleshire in the site's own database, 9 of 10 agencies with two or three
versions of their reply, 1 of 10 with two teams, and takes all of it back at the end.
"""

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
AGENCIES, CASCADES = 300, 20


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.dev")
    sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "benchmarks")]
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    with transaction.atomic():
        for name, (milliseconds, queries) in measure().items():
            print(f"{name:44}{milliseconds:8.0f} ms {queries:4} queries")
        transaction.set_rollback(True)


def measure() -> dict[str, tuple[float, int]]:
    """Milliseconds of the processor, best of five, and queries, of each page."""
    from bench_coverage_pages import best
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from learning.models import Partnership
    from training.cascade_board.years import year_of

    partnership = Partnership.objects.with_site().filter(site__is_default_site=True).get()
    cascade = fill(partnership)
    person = get_user_model().objects.create(email="bench@example.org")
    person.groups.add(Group.objects.get(name="Training managers"))
    client = Client(HTTP_HOST=f"{partnership.site.hostname}:{partnership.site.port}")  # type: ignore[union-attr]
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = {
        "all cascades, 300 agencies x 20": "/cascade/overview/",
        "board of one, 300 agencies": cascade.get_absolute_url(),
        "its spreadsheet (CSV)": f"{cascade.get_absolute_url()}board.csv",
        "the year, 20 cascades": f"/cascade/year/{year_of(cascade.sent_at)}/",
    }
    figures = {}
    for name, address in pages.items():
        took = best(lambda address=address: read(client, address))
        with CaptureQueriesContext(connection) as queries:
            read(client, address)
        figures[name] = took, len(queries)
    return figures


def read(client: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, address
    _ = b"".join(response.streaming_content) if response.streaming else response.content


def fill(partnership: Any) -> Any:
    """The agencies and cascades; returns the last of them."""
    from django.utils import timezone

    from learning.models import Agency, AgencyKind
    from training.models import Cascade, CascadeRecipient, CascadeReply

    kinds, now = list(AgencyKind.objects.all()), timezone.now()
    agencies = Agency.objects.bulk_create(
        Agency(name=f"Agency {n:03}", kind=kinds[n % len(kinds)]) for n in range(AGENCIES)
    )
    through = Agency.partnerships.through
    through.objects.bulk_create(through(agency=agency, partnership=partnership) for agency in agencies)
    cascades = Cascade.objects.bulk_create(
        Cascade(
            partnership=partnership,
            of="summary",
            title=f"National review of something {n}",
            state="sent",
            sent_at=now - timedelta(days=40 + n),
            acknowledge_by=date(2020, 1, 1),
            complete_by=date(2020, 2, 1),
        )
        for n in range(CASCADES)
    )
    rows = CascadeRecipient.objects.bulk_create(
        CascadeRecipient(cascade=cascade, agency=agency) for cascade in cascades for agency in agencies
    )
    teams = CascadeRecipient.objects.bulk_create(
        CascadeRecipient(cascade_id=row.cascade_id, agency_id=row.agency_id, parent=row, team=team)
        for row in rows[::10]
        for team in ("Days", "Nights")
    )
    replies = []
    for n, row in enumerate([*rows, *teams]):
        if n % 10 == 7:
            continue
        last = 2 + n % 2
        for version in range(1, last + 1):
            kind = "received" if version == 1 else ("shared", "shared", "not_relevant", "need_help")[n % 4]
            when = now - timedelta(days=30 - n % 20 - version)
            replies.append(
                CascadeReply(
                    recipient=row,
                    version=version,
                    is_current=version == last,
                    kind=kind,
                    people=n % 90 if kind == "shared" else None,
                    will_change="We will ask what the child sees at home, and write it down.",
                    received_at=when,
                )
            )
    CascadeReply.objects.bulk_create(replies, batch_size=2000)
    return cascades[-1]


if __name__ == "__main__":
    main()
