"""`manage.py make_dataset`: a synthetic partnership for benchmarks."""

import time
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learning.models import Partnership
from partnership.demo.synthetic import DatasetSize, make_dataset


class Command(BaseCommand):
    help = "Make a synthetic partnership of any size, to measure with: the same for the same seed. Not beside real content."

    def add_arguments(self, parser: CommandParser) -> None:
        for field in fields(DatasetSize):
            parser.add_argument(
                f"--{field.name}", metavar="N", type=int, default=field.default, help=f"({field.default})"
            )
        parser.add_argument("--seed", metavar="N", type=int, default=1, help="another seed, other rows (1)")
        parser.add_argument("--yes", action="store_true", help="even if there are real partnerships here")

    def handle(self, *args: Any, **options: Any) -> None:
        real = list(Partnership.objects.with_site().filter(is_fictional=False).values_list("short_name", flat=True))
        if real and not options["yes"]:
            raise CommandError(
                f"There are real partnerships here: {', '.join(real)}. Use an empty database, or say --yes if you are sure."
            )
        size = DatasetSize(**{field.name: options[field.name] for field in fields(DatasetSize)})
        start = time.monotonic()
        try:
            partnership = make_dataset(size, options["seed"])
        except ValueError as refused:
            raise CommandError(str(refused)) from None
        counts = ", ".join(
            f"{getattr(size, field.name):,} {field.name}" for field in fields(size) if field.name != "taught"
        )
        self.stdout.write(f"{partnership}: {counts}, in {time.monotonic() - start:.0f} s.")
