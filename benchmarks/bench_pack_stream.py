"""A learning pack of 2 GB streamed by the real view under gunicorn: how much memory it takes, against a pack of a tenth of a megabyte.

    python benchmarks/bench_pack_stream.py [--megabytes 2000] [--json]

The speed is given beside that of reading the same files in the same run: of the archive in this process, which reads
them too and does nothing else; and of the served one, beside the server handing over one of its files by itself, which
has the same way to go. The files are sparse, so that no disk is in the way: zeros are read as fast as memory is.
"""

import argparse
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from served_site import Connection, Served, met, say, set_up_django, site_folder

if TYPE_CHECKING:
    from briefings.exports.stored_zip import StoredZip

MEGABYTE = 1_000_000
DOCUMENTS = 5
CHUNK = 256 * 1024
ALLOWED_GROWTH = 60  # MB above what the small pack takes
AT_LEAST = 0.8  # of the speed of reading the same files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=2000)
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=False) as folder:
        large = make_reviews(folder, options.megabytes)
        archive = in_this_process()
        with Served(folder, PAGE_CACHE_SECONDS="0") as site:
            connection = site.connection()
            for _ in range(4):  # libraries, fonts and templates are loaded once
                fetch(connection, "/reviews/small/pack.zip")
            small_growth, small_bytes, _ = watched(site, connection, "/reviews/small/pack.zip")
            large_growth, large_bytes, seconds = watched(site, connection, "/reviews/large/pack.zip")
            alone = served_alone(connection)
        laid_out, read = fastest(lambda: archive.slices()), fastest(lambda: reading(large))
    speed = large_bytes / MEGABYTE / seconds
    say(
        {
            "small pack, MB": f"{small_bytes / MEGABYTE:.2f}",
            "small pack, memory above start, MB": f"{small_growth:.1f}",
            "large pack, MB": f"{large_bytes / MEGABYTE:.0f}",
            "large pack, memory above start, MB": f"{large_growth:.1f}",
            "large pack served, MB/s": f"{speed:.0f}",
            "one of its files served by itself, MB/s": f"{alone:.0f}",
            "ratio of these": f"{speed / alone:.2f}",
            "the archive in this process, MB/s": f"{laid_out:.0f}",
            "reading the same files, MB/s": f"{read:.0f}",
            "ratio of those": f"{laid_out / read:.2f}",
            f"at most {ALLOWED_GROWTH} MB more than the small pack": met(large_growth - small_growth <= ALLOWED_GROWTH),
            f"at least {AT_LEAST} of reading the same files": met(laid_out / read >= AT_LEAST),
        },
        options.json,
    )


def in_this_process() -> "StoredZip":
    """The large pack's archive, as its view sends it."""
    from briefings.domain.packs.editions import make_edition
    from briefings.exports.pack_zip import archive_of
    from learning.models import ReviewPage

    items = list(make_edition(ReviewPage.objects.get(slug="large")).items.select_related("document").order_by("order"))
    return archive_of(items[0].edition, items, len(items))


def served_alone(connection: Connection) -> float:
    """MB/s of one of the large pack's documents at its own address."""
    from media.models import Document

    document = Document.objects.get(title="large-0")
    fetch(connection, document.url)
    start = time.perf_counter()
    size = fetch(connection, document.url)
    return size / MEGABYTE / (time.perf_counter() - start)


def fastest(chunks: Callable[[], Iterator[bytes]]) -> float:
    """MB/s of going through them, the best of three."""
    speeds = []
    for _ in range(3):
        start = time.perf_counter()
        size = sum(len(chunk) for chunk in chunks())
        speeds.append(size / MEGABYTE / (time.perf_counter() - start))
    return max(speeds)


def reading(files: list[Path]) -> Iterator[bytes]:
    """The files' bytes, as many at a time as the archive takes."""
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


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

    make_site()
    files = [review_with_pack(folder, "small", 1, MEGABYTE // 10)]
    files += [review_with_pack(folder, "large", DOCUMENTS, megabytes * MEGABYTE // DOCUMENTS)]
    connection.close()
    return files[1]


def make_site() -> None:
    """A site with a home page and a list of reviews, if there is none."""
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
        Document(title=path.stem, file=f"documents/{path.name}", file_size=size) for path in paths
    )
    review = ReviewPage(title=f"Child {slug}", slug=slug, publication_state=PublicationState.FULL_REPORT)
    ReviewIndexPage.objects.get().add_child(instance=review)
    PackItem.objects.bulk_create(PackItem(review=review, title=one.title, document=one) for one in held)
    return paths


def write_file(path: Path, size: int) -> None:
    """So many zeros, which take no room on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)


if __name__ == "__main__":
    main()
