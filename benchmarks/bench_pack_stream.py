"""A learning pack of 500 MB streamed by the real view under gunicorn: how much memory it takes, against a pack of a tenth of a megabyte.

    python benchmarks/bench_pack_stream.py [--megabytes 500] [--json]

The speed is given beside that of reading the same files in the same run.
"""

import argparse
import os
import threading
import time
import zlib
from pathlib import Path

import psutil
from served_site import Connection, Served, met, say, set_up_django, site_folder

MEGABYTE = 1_000_000
DOCUMENTS = 5
CHUNK = 256 * 1024
ALLOWED_GROWTH = 16  # MB above what the small pack takes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=False) as folder:
        large = make_reviews(folder, options.megabytes)
        with Served(folder, PAGE_CACHE_SECONDS="0") as site:
            connection = site.connection()
            for _ in range(4):  # libraries, fonts and templates are loaded once
                fetch(connection, "/reviews/small/pack.zip")
            small_growth, small_bytes, _ = watched(site, connection, "/reviews/small/pack.zip")
            large_growth, large_bytes, seconds = watched(site, connection, "/reviews/large/pack.zip")
        read = reading_speed(large)
    speed = large_bytes / MEGABYTE / seconds
    say(
        {
            "small pack, MB": f"{small_bytes / MEGABYTE:.2f}",
            "small pack, memory above start, MB": f"{small_growth:.1f}",
            "large pack, MB": f"{large_bytes / MEGABYTE:.0f}",
            "large pack, memory above start, MB": f"{large_growth:.1f}",
            "large pack, MB/s": f"{speed:.0f}",
            "reading and summing the same files, MB/s": f"{read:.0f}",
            "ratio": f"{speed / read:.2f}",
            f"at most {ALLOWED_GROWTH} MB more than the small pack": met(large_growth - small_growth <= ALLOWED_GROWTH),
        },
        options.json,
    )


def watched(site: Served, connection: Connection, path: str) -> tuple[float, int, float]:
    """The most memory the workers took above their start (MB), the bytes that came, the seconds it took."""
    with PeakMemory(site.workers()) as memory:
        start = time.perf_counter()
        size = fetch(connection, path)
        seconds = time.perf_counter() - start
    return memory.above_start / MEGABYTE, size, seconds


def fetch(connection: Connection, path: str) -> int:
    return sum(len(data) for data in connection.stream(path))


class PeakMemory:
    """Samples the resident memory of some processes every 5 ms."""

    def __init__(self, processes: list[psutil.Process]) -> None:
        self._processes, self._done = processes, threading.Event()
        self._start = self._peak = self._now()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._done.set()
        self._thread.join()

    def _now(self) -> int:
        return sum(process.memory_info().rss for process in self._processes)

    def _sample(self) -> None:
        while not self._done.wait(0.005):
            self._peak = max(self._peak, self._now())

    @property
    def above_start(self) -> int:
        """Bytes."""
        return self._peak - self._start


def make_reviews(folder: Path, megabytes: int) -> list[Path]:
    """A review whose pack is small and one whose pack is large; returns the large one's files."""
    set_up_django(folder)
    from django.db import connection
    from wagtail.models import Page, Site

    from learning.models import Partnership, ReviewIndexPage
    from partnership.home.models import HomePage

    if not HomePage.objects.exists():
        home = Page.get_first_root_node().add_child(instance=HomePage(title="Benchmark", slug="benchmark"))
        site = Site.objects.create(hostname="127.0.0.1", root_page=home)
        Site.objects.exclude(pk=site.pk).delete()
        Site.objects.update(is_default_site=True)
        Partnership.objects.create(name="Benchmark", short_name="Benchmark", slug="benchmark", site=site)
        home.add_child(instance=ReviewIndexPage(title="Reviews", slug="reviews"))
    files = [review_with_pack(folder, "small", 1, MEGABYTE // 10)]
    files += [review_with_pack(folder, "large", DOCUMENTS, megabytes * MEGABYTE // DOCUMENTS)]
    connection.close()
    return files[1]


def review_with_pack(folder: Path, slug: str, documents: int, size: int) -> list[Path]:
    """A published review with documents of that many bytes each, in files of its own."""
    from learning.enums import PublicationState
    from learning.models import PackItem, ReviewIndexPage, ReviewPage
    from media.models import Document

    ReviewPage.objects.filter(slug=slug).delete()
    paths = [folder / "uploads" / "documents" / f"{slug}-{number}.pdf" for number in range(documents)]
    for path in paths:
        write_file(path, size)
    held = Document.objects.bulk_create(
        Document(title=path.stem, file=f"documents/{path.name}", file_size=size, sha256="0" * 64) for path in paths
    )
    review = ReviewPage(title=f"Child {slug}", slug=slug, publication_state=PublicationState.FULL_REPORT)
    ReviewIndexPage.objects.get().add_child(instance=review)
    PackItem.objects.bulk_create(PackItem(review=review, title=one.title, document=one) for one in held)
    return paths


def write_file(path: Path, size: int) -> None:
    """Bytes that no file system can leave out or compress."""
    path.parent.mkdir(parents=True, exist_ok=True)
    block = os.urandom(MEGABYTE)
    with path.open("wb") as file:
        for start in range(0, size, MEGABYTE):
            file.write(block[: size - start])


def reading_speed(files: list[Path]) -> float:
    """MB/s of reading the files and summing them as a zip must (CRC-32)."""
    start, size = time.perf_counter(), 0
    for path in files:
        checksum = 0
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                checksum, size = zlib.crc32(chunk, checksum), size + len(chunk)
    return size / MEGABYTE / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
