"""How long search takes: the whole page with its counts of facets, suggestions, and publishing a review that it finds.

    python benchmarks/bench_search.py [ENTRIES] [--json] [--admin]

Makes a database of its own with that many entries (8,000), the same for the same number, and removes it again: a temporary
SQLite file, or, with DATABASE_URL=postgres://..., a test database on that server. For each search: the median and the
95th of a hundred by the clock, the median of processor time in this process (PostgreSQL's is its own), how many queries, and
the slowest single one ever; more than a second is a failure. `--admin`: the admin's own search too.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
TRIES = 21
LIMIT_SECONDS = 1.0
WORDS_AN_ENTRY = 150
BATCH = 500
CASES = {
    "a word in 20% of entries": "q=neglect",
    "the same, by date": "q=neglect&sort=newest",
    "a word in every entry": "q=safeguarding",
    "one letter, in every entry": "q=a",
    "the beginning of many words": "q=con",
    "two words": "q=neglect+safeguarding",
    "another word for it": "q=dna",
    "a misspelt word": "q=neglcet",
    "some of several words": "q=neglect+zebra+baby",
    "two words and a theme": "q=baby+neglect&theme=theme-3",
    "a word and three facets": "q=neglect&year=2024&year=2023&kind=review&age=under_1",
    "no word, a year": "year=2024",
    "no word, two kinds, page 50": "kind=review&kind=event&page=50",
    "nothing asked": "",
    "no entry": "q=zebra",
    "10,000 letters": "q=" + "x" * 10_000,
    "200 facets": "&".join(f"year={1900 + n}" for n in range(200)),
}


@contextmanager
def database() -> Iterator[None]:
    """Django set up on an empty, migrated database that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/search.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "partnership.settings.test"
        sys.path[:0] = [str(ROOT), str(ROOT / "site")]
        import django
        from django.conf import settings

        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            settings.DATABASES["default"]["TEST"] = {"NAME": f"{folder}/bench.sqlite3"}
        django.setup()
        from django.db import connection

        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)


def make_entries(number: int) -> None:
    """Entries whose words and facets are as unevenly spread as real ones: some in a fifth of them, most in few."""
    from wagtail.models import Page, Site

    from learning.enums import AgeBand, ReviewKind, ThemeGroup
    from learning.models import AgencyKind, Level, Partnership, Theme, ThemeAlternative
    from partnership.home.models import HomePage
    from partnership.search.domain.index import recount
    from partnership.search.engines import current_engine
    from partnership.search.enums import EntryKind, Format
    from partnership.search.models import SearchEntry

    root = Page.get_first_root_node().add_child(instance=HomePage(title="Benchton", slug="bench"))
    Site.objects.all().delete()
    site = Site.objects.create(hostname="testserver", root_page=root, is_default_site=True)
    Partnership.objects.create(name="Benchton", short_name="Benchton", slug="benchton", site=site)
    chance = random.Random(7)
    theme, _made = Theme.objects.get_or_create(name="was not brought", defaults={"slug": "was-not-brought"})
    ThemeAlternative.objects.get_or_create(theme=theme, label="DNA")
    for n in range(150 - Theme.objects.count()):
        Theme.objects.create(name=f"theme {n}", slug=f"theme-{n}", group=chance.choice(ThemeGroup.values))
    themes = list(Theme.objects.values_list("pk", flat=True))
    areas = [
        Partnership.objects.create(name=f"Area {n}", short_name=f"Area {n}", slug=f"area-{n}").pk for n in range(120)
    ]
    kinds = [AgencyKind.objects.get_or_create(name=f"kind {n}", slug=f"kind-{n}")[0].pk for n in range(30)]
    levels = [Level.objects.create(name=f"Level {n}").pk for n in range(4)]
    often = [1 / (rank + 1) for rank in range(200)]

    def some(values: Sequence[object], most: int) -> list[object]:
        return chance.choices(values, often[: len(values)], k=chance.randrange(most + 1))

    tail = [f"{start}{n}" for n in range(500) for start in ("con", "pro", "re", "in", "st", "chi")]
    named = [
        a + b + c
        for a in ("bar", "mel", "tor", "sun", "wick")
        for b in ("ando", "ely", "ish", "ov")
        for c in "aeimnrst"
    ]
    weights = [1 / (rank + 1) for rank in range(len(tail))]
    for start in range(0, number, BATCH):
        entries = []
        for n in range(start, min(start + BATCH, number)):
            words = [
                *chance.choices(tail, weights, k=WORDS_AN_ENTRY),
                "safeguarding",
                *["a"] * 6,
                *chance.sample(named, 5),
            ]
            words += ["neglect"] * (n % 5 == 0) + ["was", "not", "brought"] * (n % 10 == 0) + ["baby"] * (n % 3 == 0)
            facets = [
                *(f"theme:{one}" for one in some(themes, 5)),
                *(f"agency:{one}" for one in some(kinds, 4)),
                *(f"age:{one}" for one in some(AgeBand.values, 2)),
                f"publisher:{chance.choices(areas, often[:120])[0]}",
                f"year:{chance.randrange(2005, 2027)}",
                f"review:{chance.choices(ReviewKind.values, often[: len(ReviewKind.values)])[0]}",
                f"format:{chance.choice(Format.values)}",
                *(f"level:{one}" for one in some(levels, 2)),
                *["pack:yes"] * (n % 7 == 0),
            ]
            entries.append(
                SearchEntry(
                    site=site,
                    kind=EntryKind.values[n % len(EntryKind.values)],
                    source="bench",
                    source_id=n,
                    path=f"/{n}/",
                    facets=" ".join(sorted(set(facets))),
                    date=date(chance.randrange(2005, 2027), 1 + n % 12, 1),
                    title=f"{chance.choice(tail)} {chance.choice(named)} {'neglect' if n % 20 == 0 else ''} {n}",
                    theme_labels="\n".join(chance.sample(tail, 3)),
                    summary=" ".join(words[:40]),
                    body=" ".join(words),
                )
            )
        SearchEntry.objects.bulk_create(entries)
        current_engine().write(entries)
    recount([site.pk])


@dataclass
class Timed:
    """Seconds: by the clock (median and 95th of a hundred), of this process, and of the slowest query ever."""

    median: float
    p95: float
    processor: float
    slowest_query: float
    queries: int


def timed(action: Callable[[], object], tries: int = TRIES) -> Timed:
    from django.db import connection

    slowest, asked, clock, processor = 0.0, 0, [], []

    def watch(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # as Django calls it
        nonlocal slowest, asked
        started = time.perf_counter()
        result = execute(sql, params, many, context)
        slowest, asked = max(slowest, time.perf_counter() - started), asked + 1
        return result

    for _ in range(tries):
        started, worked = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(watch):
            action()
        clock.append(time.perf_counter() - started)
        processor.append(time.process_time() - worked)
    return Timed(median(clock), quantiles(clock, n=20)[-1], median(processor), slowest, asked // tries)


def actions(number: int) -> dict[str, Callable[[], object]]:
    """What is timed, by what it is called in the table."""
    from django.test import Client

    from partnership.search import site_index
    from partnership.search.engines import current_engine
    from partnership.search.models import SearchEntry
    from partnership.search.state import entries_changed
    from partnership.search.vocabulary import change, count

    client = Client()

    def page(address: str) -> None:
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} is no page")

    def entry() -> SearchEntry:
        return SearchEntry.objects.get(source="bench", source_id=number // 2)

    def save() -> None:
        one = entry()
        one.save()
        current_engine().write([one])
        change(count([]), count([one]))

    def after_a_change(address: str) -> Callable[[], object]:
        def change_and_ask() -> None:
            entries_changed([entry()])
            page(address)

        return change_and_ask

    def first_of_a_worker() -> None:
        site_index._kept.clear()
        page("/search/?q=neglect")

    found: dict[str, Callable[[], object]] = {
        name: (lambda query=query: page(f"/search/?{query}")) for name, query in CASES.items()
    }
    found["suggestions: ne"] = lambda: page("/search/suggest/?q=ne")
    found["suggestions: con1 b"] = lambda: page("/search/suggest/?q=con1+b")
    found["the first after a change"] = after_a_change("/search/?q=neglect")
    found["first suggestion after a change"] = after_a_change("/search/suggest/?q=ne")
    found["the first of a worker"] = first_of_a_worker
    found["one entry indexed again"] = save
    return found


def publications() -> dict[str, Callable[[], object]]:
    """A review with ten learning points on two themes, published again with another title: its entries are written again."""
    from django.test import override_settings
    from wagtail.models import Site

    from learning.models import Finding, LearningPoint, Partnership, ReviewIndexPage, ReviewPage, Theme

    partnership = Partnership.objects.get(site__isnull=False)
    index = Site.objects.get().root_page.add_child(instance=ReviewIndexPage(title="Reviews", slug="reviews"))
    review = index.add_child(instance=ReviewPage(title="Child", slug="child", publisher=partnership, kind="lcspr"))
    review.themes.set(Theme.objects.order_by("pk")[:2])
    for n in range(10):
        point = LearningPoint.objects.create(
            title=f"Ask what the child sees {n}", found="Nobody asked.", partnership=partnership
        )
        review.findings.add(Finding(point=point, sort_order=n))
    review.save()
    times = iter(range(10**9))

    def publish() -> None:
        review.title = f"Child {next(times)}"
        review.save_revision().publish()

    def publish_and_leave_the_rest() -> None:
        with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
            publish()

    return {
        "a review published, all of it": publish,
        "a review published, what is waited for": publish_and_leave_the_rest,
    }


def admin_actions(number: int) -> dict[str, Callable[[], object]]:
    """The admin's own search, over as many learning points."""
    from wagtail.search.backends import get_search_backend

    from learning.models import LearningPoint

    backend = get_search_backend()
    LearningPoint.objects.bulk_create(
        [LearningPoint(title=f"Point {n} about {'neglect' if n % 5 == 0 else 'home'}") for n in range(number)], BATCH
    )
    backend.add_bulk(LearningPoint, list(LearningPoint.objects.all()))
    return {
        "admin: a word in 20% of points": lambda: [*backend.autocomplete("neglect", LearningPoint)[:20]],
        "admin: one letter": lambda: [*backend.autocomplete("p", LearningPoint)[:20]],
        "admin: one point": lambda: [*backend.autocomplete("77", LearningPoint)[:20]],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", nargs="?", type=int, default=8000)
    parser.add_argument("--json", action="store_true", help="figures in seconds, as JSON")
    parser.add_argument("--admin", action="store_true", help="the admin's own search too")
    options = parser.parse_args()
    with database():
        from django.db import connection

        make_entries(options.entries)
        if connection.vendor == "postgresql":  # as its own autovacuum does in time; SQLite is measured as it comes
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE search_searchentry")
        wanted = actions(options.entries) | publications() | (admin_actions(options.entries) if options.admin else {})
        for action in wanted.values():
            action()
        figures = {name: timed(action) for name, action in wanted.items()}
        report(options, connection.vendor, figures)
    return int(any(one.slowest_query > LIMIT_SECONDS for one in figures.values()))


def report(options: argparse.Namespace, vendor: str, figures: dict[str, Timed]) -> None:
    if options.json:
        found = {name: asdict(one) for name, one in figures.items()}
        print(json.dumps({"engine": vendor, "entries": options.entries, "figures": found}, indent=1))
        return
    print(f"{options.entries:,} entries on {vendor}; milliseconds")
    print(f"{'':40} {'median':>8} {'95%':>8} {'processor':>10} {'slowest query':>14} {'queries':>8}")
    for name, one in figures.items():
        times = (one.median, one.p95, one.processor, one.slowest_query)
        print(
            f"{name:40} {times[0] * 1e3:8.1f} {times[1] * 1e3:8.1f} {times[2] * 1e3:10.1f} {times[3] * 1e3:14.1f} {one.queries:8}"
        )


if __name__ == "__main__":
    sys.exit(main())
