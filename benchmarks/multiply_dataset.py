"""Makes the synthetic partnership ten times as large: as many agencies, ten times of everything else.

    VAR_DIR=/a/folder python benchmarks/multiply_dataset.py [--times 10]

To be used once, on the SQLite database that `make_dataset` made, of which nothing else is asked afterwards. The database
copies its own rows, which takes a fifth of the time that `make_dataset` would take for as many.
"""

import argparse
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261122


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.dev")
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    start = time.perf_counter()
    multiply(options.times)
    print(f"{options.times} times in {time.perf_counter() - start:,.0f} s.")


def multiply(times: int) -> None:
    from django.db import transaction

    from learning.models import Finding, LearningPoint, Partnership, ReviewIndexPage, ReviewPage
    from partnership.content_version import content_changed
    from partnership.demo.synthetic import SLUG, _insert_reviews
    from training.models import Attendance, PointTaught, TrainingEvent

    partnership = Partnership.objects.get(slug=SLUG)
    index, chance = ReviewIndexPage.objects.get(slug="reviews", url_path__contains=SLUG), random.Random(SEED)
    reviews = list(ReviewPage.objects.filter(publisher=partnership).order_by("pk").values_list("pk", flat=True))
    sizes = {model: model.objects.count() for model in (LearningPoint, TrainingEvent)}
    highest = {model: model.objects.latest("pk").pk for model in (LearningPoint, TrainingEvent)}
    assert sizes == highest, "This is not what make_dataset makes in an empty database."
    for copy in range(1, times):
        point, event = (f"+ {copy * size}" for size in sizes.values())
        with transaction.atomic():
            made = _insert_reviews(index, partnership, range(copy * len(reviews), (copy + 1) * len(reviews)), chance)
            review = f"+ {made[0].pk - reviews[0]}"
            copy_rows(LearningPoint, sizes[LearningPoint], "id", id=f"id {point}", title=f"title || ' {copy}'")
            copy_rows(TrainingEvent, sizes[TrainingEvent], "id", id=f"id {event}")
            copy_rows(Finding, reviews[-1], "review_id", review_id=f"review_id {review}", point_id=f"point_id {point}")
            copy_rows(
                PointTaught,
                sizes[TrainingEvent],
                "event_id",
                event_id=f"event_id {event}",
                point_id=f"point_id {point}",
            )
            copy_rows(Attendance, sizes[TrainingEvent], "event_id", event_id=f"event_id {event}")
        print(f"{copy + 1} times", flush=True)
    content_changed()


def copy_rows(model: Any, last: int, by: str, **instead: str) -> None:
    """Inserts the table's rows again up to the id `last` in the column `by`, with these expressions in place of columns."""
    from django.db import connection

    table = model._meta.db_table
    columns = [field.column for field in model._meta.local_concrete_fields]
    columns = [name for name in columns if name != "id" or name in instead]
    values = ", ".join(instead.get(name, name) for name in columns)
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {by} <= {last}")  # noqa: S608


if __name__ == "__main__":
    main()
