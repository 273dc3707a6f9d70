"""Fifty slow downloads of a pack at once on two workers: what a page view costs meanwhile, and whether any file stays open.

    python benchmarks/bench_downloads.py [--downloads 50] [--json]

The readers take some tens of kB at a time, as over a poor line, so every download is under way all the time. The page is
one that is made anew for each view. All of them then go away in the middle, as people do.
"""

import argparse
import socket
import statistics
import threading
import time

from bench_pack_stream import MEGABYTE, make_reviews
from served_site import THREADS, WORKERS, Connection, Served, met, say, site_folder

VIEWS = 300
PAGE = "/reviews/large/"
PACK = "/reviews/large/pack.zip"
PACK_MEGABYTES = 500
TAKEN = 32 * 1024  # bytes at a time
PAUSE = 0.1  # seconds between one reader's takings: 320 kB/s
ALLOWED_SLOWER = 3.0
"""At most so many times the time of a view without downloads, for 19 of 20 views."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--downloads", type=int, default=50)
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=False) as folder:
        make_reviews(folder, PACK_MEGABYTES)
        with Served(folder, PAGE_CACHE_SECONDS="0", KEPT_PARTS_SECONDS="0") as site:
            connection = site.connection()
            views(connection, 30)
            connection.get(PACK.replace("large", "small"))
            next(site.connection().stream(PACK))  # its edition is made
            before, memory = views(connection, VIEWS), resident(site)
            with SlowReaders(site.port, options.downloads) as readers:
                during, most_open = views(site.connection(), VIEWS), open_uploads(site)
                under_way, memory_during = readers.under_way(), resident(site)
            time.sleep(2)
            left = open_uploads(site)
    say(
        {
            "workers, threads each": f"{WORKERS}, {THREADS}",
            "downloads under way": under_way,
            "a page view without, median and p95, ms": figures(before),
            "a page view during them, median and p95, ms": figures(during),
            "ratio of p95": f"{p95(during) / p95(before):.2f}",
            "files of packs open during": most_open,
            "files of packs open after the readers went away": left,
            "memory of the workers before and during, MB": f"{memory:.0f}, {memory_during:.0f}",
            f"all under way, and p95 at most {ALLOWED_SLOWER} times": met(
                under_way == options.downloads and p95(during) <= ALLOWED_SLOWER * p95(before)
            ),
            "no file left open": met(left == 0),
        },
        options.json,
    )


def views(connection: Connection, count: int) -> list[float]:
    """The seconds that each of so many views of the page took."""
    taken = []
    for _ in range(count):
        start = time.perf_counter()
        status, _body = connection.get(PAGE)
        taken.append(time.perf_counter() - start)
        if status != 200:
            raise SystemExit(f"{PAGE} answered {status}")
    return taken


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def figures(taken: list[float]) -> str:
    return f"{statistics.median(taken) * 1000:.1f}, {p95(taken) * 1000:.1f}"


def resident(site: Served) -> float:
    """MB."""
    return sum(worker.memory_info().rss for worker in site.workers()) / MEGABYTE


def open_uploads(site: Served) -> int:
    """How many files of packs the workers have open."""
    return sum(_is_of_a_pack(file.path) for worker in site.workers() for file in worker.open_files())


def _is_of_a_pack(path: str) -> bool:
    return "/uploads/" in path


class SlowReaders:
    """Readers who have begun to download the pack and take their time, all in one thread, which sleeps for most of it."""

    def __init__(self, port: int, count: int) -> None:
        self._sockets = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(count)]
        self._done, self._taken = threading.Event(), [0] * count
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> "SlowReaders":
        for one in self._sockets:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
            one.sendall(f"GET {PACK} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            one.setblocking(False)
        self._thread.start()
        until = time.monotonic() + 30
        while self.under_way() < len(self._sockets) and time.monotonic() < until:
            time.sleep(0.1)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._done.set()
        self._thread.join()
        for one in self._sockets:
            one.close()

    def under_way(self) -> int:
        """How many have been given more than the answer's head."""
        return sum(taken > TAKEN for taken in self._taken)

    def _read(self) -> None:
        while not self._done.wait(PAUSE):
            for number, one in enumerate(self._sockets):
                try:
                    self._taken[number] += len(one.recv(TAKEN))
                except BlockingIOError:
                    continue


if __name__ == "__main__":
    main()
