"""Two hundred readers at once on two workers: what each waits, against one reader alone in the same run.

    python benchmarks/bench_readers.py [--var-dir DIR] [--readers 200] [--seconds 20] [--json]

A reader opens a page, reads it for two to six seconds, and opens another: home, lists, reviews, briefings, points, search.
The page cache is as in an install. Afterwards the same readers ask without ever reading (no pause): what the workers can do.
"""

import argparse
import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from served_site import Served, met, say, set_up_django, site_folder

READS_SECONDS = (2.0, 6.0)
TARGET = 5.0  # times what a reader alone waits


@dataclass
class Waits:
    """Seconds that readers waited, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def at(self, percent: int) -> float:
        return statistics.quantiles(self.seconds, n=100)[percent - 1] * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=True) as folder:
        paths = paths_to_read(folder)
        with Served(folder) as site:
            asyncio.run(readers(site.port, paths, 1, 5, pause=False))  # each page made once
            alone = asyncio.run(readers(site.port, paths, 1, options.seconds, pause=False))
            together = asyncio.run(readers(site.port, paths, options.readers, options.seconds, pause=True))
            hurried = asyncio.run(readers(site.port, paths, options.readers, options.seconds, pause=False))
    say(figures(options.readers, options.seconds, alone, together, hurried), options.json)


def paths_to_read(folder: Path) -> list[str]:
    """Addresses of the demo's default site."""
    set_up_django(folder)
    from django.db import connection
    from wagtail.models import Page, Site

    from learning.models import LearningPoint

    site = Site.objects.get(is_default_site=True)
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    paths = [page.get_url_parts()[2] for page in pages]
    paths += [point.get_absolute_url() for point in LearningPoint.objects.public().of(site.partnership)[:20]]
    paths += [f"/search/?q={word}" for word in ("neglect", "voice of the child", "bruising")]
    connection.close()
    return paths


async def readers(port: int, paths: list[str], count: int, seconds: int, *, pause: bool) -> Waits:
    """So many readers for so long, each on a connection of its own."""
    waits, until = Waits(), time.monotonic() + seconds
    await asyncio.gather(*(_reader(port, random.Random(n), paths, until, waits, pause=pause) for n in range(count)))
    return waits


async def _reader(
    port: int, chance: random.Random, paths: list[str], until: float, waits: Waits, *, pause: bool
) -> None:
    if pause:
        await asyncio.sleep(chance.uniform(0, READS_SECONDS[1]))
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        path, start = chance.choice(paths), time.monotonic()
        try:
            status = await _get(reading, writing, path)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            waits.errors.append(type(error).__name__)
            reading, writing = await asyncio.open_connection("127.0.0.1", port)
            continue
        waits.seconds.append(time.monotonic() - start)
        if status != 200:
            waits.errors.append(f"{status} {path}")
        if pause:
            await asyncio.sleep(chance.uniform(*READS_SECONDS))
    writing.close()


async def _get(reading: asyncio.StreamReader, writing: asyncio.StreamWriter, path: str) -> int:
    """The status of the answer, after all of it has come."""
    writing.write(
        f"GET {path.replace(' ', '%20')} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    )
    head = (await reading.readuntil(b"\r\n\r\n")).decode("latin-1")
    headers = dict(line.lower().split(": ", 1) for line in head.splitlines()[1:] if ": " in line)
    if "content-length" in headers:
        await reading.readexactly(int(headers["content-length"]))
    else:
        while size := int(await reading.readuntil(b"\r\n"), 16):
            await reading.readexactly(size + 2)
        await reading.readexactly(2)
    return int(head.split(" ", 2)[1])


def figures(count: int, seconds: int, alone: Waits, together: Waits, hurried: Waits) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, waits in (("one reader", alone), (f"{count} readers", together), (f"{count} without a pause", hurried)):
        said[f"{name}, pages a second"] = f"{len(waits.seconds) / seconds:.0f}"
        said[f"{name}, median and 95th of 100, ms"] = f"{waits.at(50):.1f} and {waits.at(95):.1f}"
        said[f"{name}, errors"] = len(waits.errors)
    ratio = together.at(95) / alone.at(95)
    said[f"95th of 100 of {count} readers against one reader's"] = f"{ratio:.2f}"
    said[f"no error, and under {TARGET:.0f} times"] = met(ratio < TARGET and not together.errors and not hurried.errors)
    return said


if __name__ == "__main__":
    main()
