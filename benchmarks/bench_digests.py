"""How long digests for many subscribers take to build and queue, where wishes are alike and where they differ.

    python benchmarks/bench_digests.py [--subscribers 20000] [--news 40] [--json]

Makes a temporary SQLite database with a site on which so many things are new. First every subscriber wants one of ten
things; then each has up to four wishes, of kinds, themes, kinds of agency and words, so that many mails differ. What is
timed is `send_digests`: looking up what is new, sieving it, writing the mails, queueing one row an address. The floor,
in the same run, is inserting as many rows into the queue with nothing to say.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench_coverage import PeakMemory

ROOT = Path(__file__).resolve().parents[1]
SEED = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--subscribers", type=int, default=20_000)
    parser.add_argument("--news", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.test")
        sys.path[:0] = [str(ROOT), str(ROOT / "site")]
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        figures = measure(options.subscribers, options.news)
    print(json.dumps(figures, indent=2) if options.json else told(figures))


def measure(subscribers: int, news: int) -> dict[str, Any]:
    """Seconds and sizes, by how wishes differ."""
    from learning.models import AgencyKind, MailBatch, QueuedMail, Theme
    from partnership.alerts.domain.digests import send_digests
    from partnership.alerts.models import Subscriber

    partnership = make_site(news)
    draw = random.Random(SEED)
    themes = list(Theme.objects.values_list("pk", flat=True))
    kinds = list(AgencyKind.objects.values_list("pk", flat=True))
    alike = [(draw.choice(["", "review", "briefing"]), draw.choice([None, *themes[:5]]), None, "") for _n in range(10)]
    figures: dict[str, Any] = {"subscribers": subscribers, "news": news, "floor": floor(partnership, subscribers)}
    for name in ("alike", "different"):
        Subscriber.objects.all().delete()
        subscribe(
            partnership,
            subscribers,
            (lambda: [draw.choice(alike)])
            if name == "alike"
            else (lambda: [wish(draw, themes, kinds) for _one in range(draw.randint(1, 4))]),
        )
        QueuedMail.objects.all().delete()
        MailBatch.objects.all().delete()
        with PeakMemory() as memory:
            started = time.perf_counter()
            done = send_digests(partnership)
            seconds = time.perf_counter() - started
        figures[name] = {
            "seconds": round(seconds, 2),
            "mails": done.mails,
            "different": done.different,
            "queued": QueuedMail.objects.count(),
            "of_the_floor": round(seconds / figures["floor"], 1),
            "mb_above_start": round(memory.above_start),
        }
    return figures


def wish(draw: random.Random, themes: list[int], kinds: list[int]) -> tuple[str, int | None, int | None, str]:
    what = draw.choice(["kind", "theme", "agency kind", "words"])
    return (
        draw.choice(["review", "briefing"]) if what == "kind" else "",
        draw.choice(themes) if what == "theme" else None,
        draw.choice(kinds) if what == "agency kind" else None,
        f"word{draw.randint(0, 39)}" if what == "words" else "",
    )


def make_site(news: int) -> Any:
    """A partnership's site with so many new reviews, each with three themes and words of its own."""
    from django.utils import timezone
    from wagtail.models import Site

    from learning.models import AgencyKind, Partnership, Theme
    from partnership.alerts.models import NewsItem
    from partnership.search.engines import current_engine
    from partnership.search.models import SearchEntry

    site = Site.objects.get(is_default_site=True)
    partnership = Partnership.objects.create(name="Bench", short_name="Bench", slug="bench", site=site)
    if not AgencyKind.objects.exists():
        AgencyKind.objects.bulk_create(AgencyKind(name=f"kind {n}", slug=f"kind-{n}") for n in range(12))
    themes = list(Theme.objects.all())
    for number in range(news):
        entry = SearchEntry.objects.create(
            site=site,
            kind="review" if number % 2 else "briefing",
            source="learning.reviewpage",
            source_id=number + 1,
            path=f"/reviews/{number}/",
            title=f"Review {number}",
            summary="What was learned, and what should change. " * 5,
            body=f"word{number % 40} " * 20,
        )
        entry.themes.set(themes[(number * 3 + step) % len(themes)] for step in range(3))
        current_engine().write([entry])
        NewsItem.objects.create(
            site=site,
            kind=entry.kind,
            source=entry.source,
            source_id=entry.source_id,
            at=timezone.now() - timedelta(hours=1),
        )
    return partnership


def subscribe(partnership: Any, number: int, wishes: Any) -> None:
    from django.utils import timezone

    from partnership.alerts.models import Interest, Subscriber

    before = timezone.now() - timedelta(days=2)
    rows = Subscriber.objects.bulk_create(
        (
            Subscriber(
                site=partnership.site,
                email=f"reader{n}@example.org",
                frequency="daily",
                asked_at=before,
                confirmed_at=before,
                told_until=before,
            )
            for n in range(number)
        ),
        batch_size=1_000,
    )
    Interest.objects.bulk_create(
        (
            Interest(
                subscriber=row, kind=kind, theme_id=theme, agency_kind_id=agency_kind, words=words, is_confirmed=True
            )
            for row in rows
            for kind, theme, agency_kind, words in wishes()
        ),
        batch_size=1_000,
    )


def floor(partnership: Any, number: int) -> float:
    """Seconds to put so many rows into the queue."""
    from learning.models import MailBatch, QueuedMail

    batch = MailBatch.objects.create(partnership=partnership, kind="floor", title="x", subject="x", text="x")
    rows = [QueuedMail(batch=batch, to=f"reader{n}@example.org", key=f"floor:{n}") for n in range(number)]
    started = time.perf_counter()
    QueuedMail.objects.bulk_create(rows, batch_size=500)
    return round(time.perf_counter() - started, 2)


def told(figures: dict[str, Any]) -> str:
    lines = [f"{figures['subscribers']:,} subscribers, {figures['news']} new things; rows alone {figures['floor']} s"]
    lines += [
        f"wishes {name}: {one['seconds']} s, {one['of_the_floor']} x the rows alone, {one['mails']:,} mails, "
        f"{one['different']:,} different, {one['mb_above_start']} MB above start"
        for name, one in figures.items()
        if isinstance(one, dict)
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
