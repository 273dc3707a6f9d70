"""How many functions Python calls to make a page: what no other work on the machine changes.

    python benchmarks/bench_calls.py [--var-dir DIR] [--json] [--page NAME]

The pages of bench_pages.py on the demo content, in one process, counted by cProfile: with parts kept, after a publication, with nothing
kept; and beside it milliseconds of the processor, the median of some requests without the profiler. With --page, of that one page:
where its time goes with nothing kept.
"""

import argparse
import cProfile
import pstats
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench_pages import AFTER, COLD, chosen_pages
from served_site import say, site_folder

REQUESTS, LINES = 25, 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--page", help="a page to look into")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=True) as folder:
        addresses, _queries = chosen_pages(folder)
        if options.page:
            look_into(addresses[options.page])
            return
        said = {
            f"{name}{which}": f"{calls(ask, before):9,} calls {milliseconds(ask, before):8.2f} ms"
            for name, path in addresses.items()
            for which, ask, before in cases(path)
        }
        say(said, options.json)


def cases(path: str) -> list[tuple[str, Callable[[], Any], Callable[[], Any]]]:
    """Of a page: what is said after its name, what asks for it, and what happens before each time."""
    from partnership.content_version import content_changed

    kept, nothing_kept = asks(path, KEPT_PARTS_SECONDS=3600), asks(path, KEPT_PARTS_SECONDS=0)
    return [("", kept, bool), (AFTER, kept, content_changed), (COLD, nothing_kept, bool)]


def asks(path: str, **settings: int) -> Callable[[], Any]:
    """Asks for a page without the page cache, as a worker does."""
    from django.conf import settings as in_force
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})

    def ask() -> Any:
        for name, value in {"PAGE_CACHE_SECONDS": 0, **settings}.items():
            setattr(in_force, name, value)
        response = client.get(path)
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}")
        return response

    return ask


def calls(ask: Callable[[], Any], before: Callable[[], Any]) -> int:
    """Functions called by one request, the fewest of four."""
    counted = []
    for _ in range(4):  # the first of them fills what is kept
        before()
        profile = cProfile.Profile()
        profile.runcall(ask)
        counted.append(pstats.Stats(profile).total_calls)
    return min(counted)


def milliseconds(ask: Callable[[], Any], before: Callable[[], Any] = bool) -> float:
    """Of the processor, the median."""
    taken = []
    for _ in range(REQUESTS):
        before()
        start = time.process_time()
        ask()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000


def look_into(path: str) -> None:
    ask = asks(path, KEPT_PARTS_SECONDS=0)
    ask()
    profile = cProfile.Profile()
    profile.runcall(ask)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(LINES)


if __name__ == "__main__":
    main()
