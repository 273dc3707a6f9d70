"""What a page costs under gunicorn, as CPU time a request, against a bare Django view with one query in the same run.

    python benchmarks/bench_pages.py [--var-dir DIR] [--json]

Two workers, the demo content, connections kept open, requests in turn over every kind of page; the figure is the median of the rounds.
"""

import argparse
import gzip
import itertools
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from served_site import Connection, Served, met, say, set_up_django, site_folder

ROUNDS, CONNECTIONS, WARM_UP = 5, 4, 24
BARE, REVIEW, MIDDLING = "bare view with one query", "fullest review", "middling review"
HOME_AND_LISTS = ("home", "list of reviews", "list of briefings", "themes", "training")
CACHED, AFTER, COLD = "fullest review, page cache on", ", after a publication", ", nothing kept"
TARGET_UNCACHED, TARGET_LISTS, TARGET_CACHED, TARGET_QUERIES = 8.0, 12.0, 1.2, 12


@dataclass
class Page:
    """A page to ask for, so many times a round, at one of the running sites.

    `after`: each time the first since something else was published, which is done outside of what is measured.
    """

    name: str
    site: Served
    path: str
    times: int
    after: Callable[[], object] = bool

    def __post_init__(self) -> None:
        self.connections = [self.site.connection() for _ in range(CONNECTIONS)]
        self.seconds: list[float] = []
        self.ask(WARM_UP)

    def ask(self, times: int) -> None:
        for connection in itertools.islice(itertools.cycle(self.connections), times):
            self.after()
            status, _body = connection.get(self.path)
            if status != 200:
                raise SystemExit(f"{self.name}: {self.path} answered {status}")

    def measure(self) -> None:
        before = self.site.cpu_seconds()
        self.ask(self.times)
        self.seconds.append((self.site.cpu_seconds() - before) / self.times)

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.seconds) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=True) as folder:
        addresses, queries = chosen_pages(folder)
        from partnership.content_version import content_changed

        with (
            Served(folder, DJANGO_SETTINGS_MODULE="bare_settings") as bare,
            Served(folder, PAGE_CACHE_SECONDS="0", KEPT_PARTS_SECONDS="0") as nothing_kept,
            Served(folder, PAGE_CACHE_SECONDS="0", KEPT_PARTS_SECONDS="3600") as plain,
            Served(folder, PAGE_CACHE_SECONDS="3600") as cached,
        ):
            pages = [Page(BARE, bare, "/", 1500), Page(CACHED, cached, addresses[REVIEW], 1500)]
            pages += [Page(name, plain, path, 100) for name, path in addresses.items()]
            pages += [Page(f"{name}{AFTER}", plain, path, 50, content_changed) for name, path in addresses.items()]
            pages += [Page(f"{name}{COLD}", nothing_kept, path, 20) for name, path in addresses.items()]
            weight = compressed_weight(plain.connection(), addresses[REVIEW])
            for _ in range(ROUNDS):
                for page in pages:
                    page.measure()
    say(
        figures(pages, queries) | {f"{REVIEW}, with its styles and scripts, gzip, KB": f"{weight / 1000:.1f}"},
        options.json,
    )


def chosen_pages(folder: Path) -> tuple[dict[str, str], dict[str, int]]:
    """The addresses to measure (of the review and the briefing with the most on them), and how many queries each makes."""
    set_up_django(folder)
    from django.db import connection
    from django.db.models import Count
    from django.urls import reverse
    from wagtail.models import Site

    from briefings.models import BriefingPage
    from learning.models import ReviewPage

    here = Site.objects.get(is_default_site=True)
    size = Count("findings", distinct=True) + Count("pack_items", distinct=True)
    reviews = list(ReviewPage.objects.live().descendant_of(here.root_page).annotate(size=size).order_by("-size", "pk"))
    briefings = BriefingPage.objects.live().descendant_of(here.root_page)
    briefing = briefings.annotate(size=Count("briefing_points", distinct=True)).order_by("-size", "pk").first()
    if not reviews or briefing is None:
        raise SystemExit("the demo content has no review or no briefing")
    addresses = {
        REVIEW: reviews[0].get_url_parts()[2],
        MIDDLING: reviews[len(reviews) // 2].get_url_parts()[2],
        "home": "/",
        "briefing": briefing.get_url_parts()[2],
        "list of reviews": reviews[0].get_parent().get_url_parts()[2],
        "list of briefings": briefing.get_parent().get_url_parts()[2],
        "themes": "/themes/",
        "training": "/training/",
        "theme": reverse("theme", args=[reviews[0].themes.first().slug]),
        "learning point": reviews[0].findings.first().point.get_absolute_url(),
    }
    queries = {name: queries_of(path, KEPT_PARTS_SECONDS=60) for name, path in addresses.items()}
    queries |= {f"{name}{COLD}": queries_of(path, KEPT_PARTS_SECONDS=0) for name, path in addresses.items()}
    connection.close()
    return addresses, queries


def queries_of(path: str, **settings: int) -> int:
    """Queries that a page makes when it is read again, without the page cache."""
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    with override_settings(PAGE_CACHE_SECONDS=0, **settings):
        for _ in range(2):  # the very first makes the site's settings, which is a change
            client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
    return len(captured)


def compressed_weight(connection: Connection, path: str) -> int:
    """Bytes of the page with its styles and scripts, each compressed."""
    page = connection.get(path)[1]
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))', page.decode())
    return sum(len(gzip.compress(data, 6)) for data in (page, *(connection.get(file)[1] for file in files)))


def figures(pages: list[Page], queries: dict[str, int]) -> dict[str, Any]:
    """For each page: milliseconds of CPU a request, the ratio to the bare view, the number of queries."""
    bare = pages[0].milliseconds
    said: dict[str, Any] = {"bare view with one query, ms": f"{bare:.3f}"}
    for page in pages[1:]:
        said[f"{page.name}, ms"] = f"{page.milliseconds:.3f}"
        said[f"{page.name}, ratio to the bare view"] = f"{page.milliseconds / bare:.2f}"
        if page.name in queries:
            said[f"{page.name}, queries"] = queries[page.name]
    ratios = {page.name: page.milliseconds / bare for page in pages}
    said["review without the page cache at most 8x the bare view"] = met(ratios[REVIEW] <= TARGET_UNCACHED)
    said["home and lists at most 12x"] = met(max(ratios[name] for name in HOME_AND_LISTS) <= TARGET_LISTS)
    for which in (AFTER, COLD):
        said[f"review{which}, at most 8x"] = met(ratios[f"{REVIEW}{which}"] <= TARGET_UNCACHED)
        said[f"home and lists{which}, at most 12x"] = met(
            max(ratios[f"{name}{which}"] for name in HOME_AND_LISTS) <= TARGET_LISTS
        )
    said["without the page cache at most 12 queries"] = met(queries[REVIEW] <= TARGET_QUERIES)
    said["... with nothing kept "] = met(queries[f"{REVIEW}{COLD}"] <= TARGET_QUERIES)
    said["with the page cache at most 1.2x the bare view"] = met(ratios[CACHED] <= TARGET_CACHED)
    return said


if __name__ == "__main__":
    main()
