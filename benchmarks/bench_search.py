"""How long search takes, against a primary-key lookup of the same run.

    python benchmarks/bench_search.py [ENTRIES] [--json]

Makes a database of its own with that many entries (8,000) and removes it again: a temporary SQLite file, or, with
DATABASE_URL=postgres://..., a test database on that server. Each figure is the median of several tries of everything a
search does: other words for the same thing, counts by kind, the first ten results with their excerpts. "Slowest query"
is the slowest single one; more than a second is a failure.
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
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
TRIES = 5
LIMIT_SECONDS = 1.0
WORDS_AN_ENTRY = 300
BATCH = 500
CASES = {
    "a word in 20% of entries": "neglect",
    "a word in every entry": "safeguarding",
    "one letter, in every entry": "a",
    "one letter, in no entry": "x",
    "the beginning of many words": "con",
    "two words": "neglect safeguarding",
    "another word for it": "dna",
    "some of twelve words": "safeguarding neglect a context zebra one two three four five six seven",
    "no entry": "zebra",
    "nothing: a quote": '"',
    "nothing: 10,000 blanks": " " * 10_000,
    "operators": 'neglect" OR NEAR(a b) AND NOT -x ^title:* {title} <-> !b',
    "10,000 letters": "x" * 10_000,
    "5,000 words": "safeguarding " * 5_000,
    "emoji and a nul": "🧸 neglect\x00",
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


def timed(action: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of the whole, and of its slowest query ever."""
    from django.db import connection

    slowest, whole = 0.0, []

    def watch(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # as Django calls it
        nonlocal slowest
        started = time.perf_counter()
        result = execute(sql, params, many, context)
        slowest = max(slowest, time.perf_counter() - started)
        return result

    for _ in range(TRIES):
        started = time.perf_counter()
        with connection.execute_wrapper(watch):
            action()
        whole.append(time.perf_counter() - started)
    return median(whole), slowest


def actions(number: int) -> dict[str, Callable[[], object]]:
    """What is timed, by what it is called in the table."""
    from wagtail.models import Site

    from partnership.search.domain.find import find
    from partnership.search.engines import current_engine
    from partnership.search.models import SearchEntry

    site = Site.objects.get()

    def save() -> None:
        entry = SearchEntry.objects.get(source_id=number // 2)
        entry.save()
        current_engine().write([entry])

    found: dict[str, Callable[[], object]] = {
        name: (lambda text=text: find(text, site)[0:10]) for name, text in CASES.items()
    }
    found["one kind of a common word"] = lambda: find("safeguarding", site, "event")[0:10]
    found["the last page of a common word"] = lambda: find("safeguarding", site)[190:200]
    found["one entry indexed again"] = save
    return found | admin_actions(number)


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
    options = parser.parse_args()
    with database():
        from django.db import connection

        from partnership.search.models import SearchEntry

        make_entries(options.entries)
        if connection.vendor == "postgresql":  # as its own autovacuum does in time; SQLite is measured as it comes
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE search_searchentry")
        key = SearchEntry.objects.order_by("pk").values_list("pk", flat=True)[options.entries // 2]
        lookup, _slowest = timed(lambda: SearchEntry.objects.only("kind").get(pk=key))
        figures = {name: timed(action) for name, action in actions(options.entries).items()}
        report(options, connection.vendor, lookup, figures)
    return int(any(slowest > LIMIT_SECONDS for _whole, slowest in figures.values()))


def report(options: argparse.Namespace, vendor: str, lookup: float, figures: dict[str, tuple[float, float]]) -> None:
    if options.json:
        print(
            json.dumps({"engine": vendor, "entries": options.entries, "lookup": lookup, "figures": figures}, indent=1)
        )
        return
    print(f"{options.entries:,} entries on {vendor}; a primary-key lookup takes {lookup * 1000:.2f} ms")
    print(f"{'search':34} {'ms':>8} {'lookups':>8} {'slowest query, ms':>18}")
    for name, (whole, slowest) in figures.items():
        print(f"{name:34} {whole * 1000:8.1f} {whole / lookup:8.0f} {slowest * 1000:18.1f}")


if __name__ == "__main__":
    sys.exit(main())
