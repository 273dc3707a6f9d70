"""The edition of a pack with one briefing in all its formats, slides and the sheet about the review: made cold, and asked for again.

    python benchmarks/bench_pack_edition.py [--json]

Cold: nothing is in the cache, fonts and libraries are loaded. Then: the same pack's zip laid out from its edition, and
twenty who ask at once for an edition that is not there yet, in twenty threads.
"""

import argparse
import shutil
import threading
import time
from pathlib import Path
from typing import Any

from bench_pack_stream import make_site
from served_site import met, say, set_up_django, site_folder

MOST_SECONDS = 1.5
FILES = 12
AT_ONCE = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=False) as folder:
        set_up_django(folder)
        make_site()
        review = review_with_briefing()
        edition(review, folder)  # fonts and libraries are loaded once
        cold = min(timed(lambda: edition(review, folder)) for _ in range(3))
        made = edition(review, folder)
        files = made.items.count()
        again = min(timed(lambda: asked_again(review)) for _ in range(5))
        numbers, together = twenty_at_once(review, folder)
    say(
        {
            "files made": files,
            "the edition made cold, ms": f"{cold * 1000:.0f}",
            "a file, ms": f"{cold / files * 1000:.0f}",
            "asked for again and laid out, ms": f"{again * 1000:.0f}",
            f"editions after {AT_ONCE} asked at once": numbers,
            f"until all {AT_ONCE} had it, ms": f"{together * 1000:.0f}",
            f"{FILES} files under {MOST_SECONDS} s": met(cold / files * FILES < MOST_SECONDS),
        },
        options.json,
    )


def review_with_briefing() -> Any:
    """A published review with five learning points and a usual briefing of 550 words."""
    from wagtail.rich_text import RichText

    from briefings.models import BriefingIndexPage, BriefingPage
    from briefings.presets import HEADINGS
    from learning.enums import PublicationState
    from learning.models import Finding, LearningPoint, ReviewIndexPage, ReviewPage
    from partnership.home.models import HomePage

    ReviewPage.objects.filter(slug="made").delete()
    review = ReviewPage(title="Child M", slug="made", publication_state=PublicationState.FULL_REPORT)
    ReviewIndexPage.objects.get().add_child(instance=review)
    for number in range(5):
        point = LearningPoint.objects.create(
            title=f"Ask what the child sees, {number}", found="Nobody asked.", change="Ask."
        )
        Finding.objects.create(review=review, point=point)
    index = BriefingIndexPage.objects.first() or HomePage.objects.get().add_child(
        instance=BriefingIndexPage(title="Briefings", slug="briefings")
    )
    body = RichText("<p>" + "Ask the child, and write down what was said. " * 9 + "</p>")
    sections = [("section", {"heading": one, "body": body, "facilitator_note": "Pause."}) for one in HEADINGS["case"]]
    BriefingPage.objects.filter(slug="made").delete()
    index.add_child(instance=BriefingPage(title="Child M", slug="made", sections=sections, reviews=[review]))
    return review


def edition(review: Any, folder: Path) -> Any:
    """Its edition, made as if none had been and nothing were in the cache."""
    from django.core.cache import cache

    from briefings.domain.packs.editions import make_edition
    from briefings.models import PackEdition

    PackEdition.objects.filter(review=review).delete()
    shutil.rmtree(folder / "uploads" / "packs", ignore_errors=True)
    cache.clear()
    return make_edition(review)


def asked_again(review: Any) -> None:
    from briefings.domain.packs.contents import pack_of
    from briefings.domain.packs.editions import current_edition
    from briefings.exports.pack_zip import archive_of
    from learning.models import ReviewPage

    now = current_edition(pack_of(ReviewPage.objects.get(pk=review.pk)))
    items = list(now.items.select_related("document").order_by("order"))
    for _chunk in archive_of(now, items, len(items)).slices():
        pass


def twenty_at_once(review: Any, folder: Path) -> tuple[int, float]:
    """How many editions there are after so many have asked, and the seconds until the last had it."""
    from django.core.cache import cache
    from django.db import connection

    from briefings.models import PackEdition

    PackEdition.objects.filter(review=review).delete()
    shutil.rmtree(folder / "uploads" / "packs", ignore_errors=True)
    cache.clear()

    def ask() -> None:
        asked_again(review)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(AT_ONCE)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return PackEdition.objects.filter(review=review).count(), time.perf_counter() - start


def timed(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
