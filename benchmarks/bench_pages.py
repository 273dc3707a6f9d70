"""What a page costs under gunicorn, as CPU time a request, against a bare Django view with one query in the same run.

    python benchmarks/bench_pages.py [--var-dir DIR] [--json]

Two workers, the demo content, connections kept open, requests in turn over every kind of page; the figure is the median of the rounds.
"""

import argparse
import itertools
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from served_site import Served, met, say, set_up_django, site_folder

ROUNDS, CONNECTIONS, WARM_UP = 5, 4, 24
TARGET_UNCACHED, TARGET_CACHED, TARGET_QUERIES = 10.0, 1.2, 12


@dataclass
class Page:
    """A page to ask for, so many times a round, at one of the running sites."""

    name: str
    site: Served
    path: str
    times: int

    def __post_init__(self) -> None:
        self.connections = [self.site.connection() for _ in range(CONNECTIONS)]
        self.seconds: list[float] = []
        self.ask(WARM_UP)

    def ask(self, times: int) -> None:
        for connection in itertools.islice(itertools.cycle(self.connections), times):
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
        with (
            Served(folder, DJANGO_SETTINGS_MODULE="bare_settings") as bare,
            Served(folder, PAGE_CACHE_SECONDS="0") as plain,
            Served(folder, PAGE_CACHE_SECONDS="600") as cached,
        ):
            pages = [Page("bare", bare, "/", 1500)]
            pages += [Page(name, plain, path, 60) for name, path in addresses.items()]
            pages += [Page("review, cached", cached, addresses["review"], 1500)]
            for _ in range(ROUNDS):
                for page in pages:
                    page.measure()
    say(figures(pages, queries), options.json)


def chosen_pages(folder: Path) -> tuple[dict[str, str], dict[str, int]]:
    """The addresses to measure (of the review and the briefing with the most on them), and how many queries each makes."""
    set_up_django(folder)
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment
    from wagtail.models import Site

    from briefings.models import BriefingPage
    from learning.models import ReviewPage

    here = Site.objects.get(is_default_site=True)
    reviews = ReviewPage.objects.live().descendant_of(here.root_page)
    review = (
        reviews.annotate(size=Count("findings", distinct=True) + Count("pack_items", distinct=True))
        .order_by("-size", "pk")
        .first()
    )
    briefings = BriefingPage.objects.live().descendant_of(here.root_page)
    briefing = briefings.annotate(size=Count("briefing_points", distinct=True)).order_by("-size", "pk").first()
    if review is None or briefing is None:
        raise SystemExit("the demo content has no review or no briefing")
    point = review.findings.first().point
    addresses = {
        "review": review.get_url_parts()[2],
        "home": "/",
        "briefing": briefing.get_url_parts()[2],
        "list of reviews": review.get_parent().get_url_parts()[2],
        "learning point": point.get_absolute_url(),
    }
    setup_test_environment()
    client = Client(headers={"host": "127.0.0.1"})
    queries = {}
    for name, path in addresses.items():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        queries[name] = len(captured)
    connection.close()
    return addresses, queries


def figures(pages: list[Page], queries: dict[str, int]) -> dict[str, Any]:
    """For each page: milliseconds of CPU a request, the ratio to the bare view, the number of queries."""
    bare = pages[0].milliseconds
    said: dict[str, Any] = {"bare view with one query, ms": f"{bare:.3f}"}
    for page in pages[1:]:
        said[f"{page.name}, ms"] = f"{page.milliseconds:.3f}"
        said[f"{page.name}, ratio to the bare view"] = f"{page.milliseconds / bare:.2f}"
        if page.name in queries:
            said[f"{page.name}, queries"] = queries[page.name]
    review, cached = next(page for page in pages if page.name == "review"), pages[-1]
    said["review at most 10x the bare view"] = met(review.milliseconds / bare <= TARGET_UNCACHED)
    said["review at most 12 queries"] = met(queries["review"] <= TARGET_QUERIES)
    said["cached review at most 1.2x the bare view"] = met(cached.milliseconds / bare <= TARGET_CACHED)
    return said


if __name__ == "__main__":
    main()
