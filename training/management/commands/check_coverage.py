"""Whether what is kept of coverage is what the raw rows say, and working it out anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from training.domain.coverage_triggers import make_triggers, triggers_there
from training.domain.kept_coverage import differences, forget, rebuild, take_in_changes
from training.models import AwaitedReturns, PointPassedOn

_NAMED = 10


class Command(BaseCommand):
    help = "Compares what is kept of coverage with the raw rows. Exit code 1 if it is not the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="work it out anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            forget()  # meanwhile lists are counted from the raw rows
            make_triggers()
            rebuild()
            self.stdout.write("What is kept of coverage was worked out anew.")
            return
        if not triggers_there() or not take_in_changes():
            raise CommandError(
                "Nothing that can be relied on is kept of coverage: triggers of the database are missing. Run --rebuild."
            )
        if wrong := differences():
            named = ", ".join(f"{what} {'/'.join(map(str, key))}" for what, key in wrong[:_NAMED])
            more = " and others" if len(wrong) > _NAMED else ""
            are = "is" if len(wrong) == 1 else "are"
            raise CommandError(
                f"{len(wrong):,} of them {are} not what the raw rows say: {named}{more}. Run --rebuild, and tell us: "
                "this must not happen."
            )
        points, events = PointPassedOn.objects.count(), AwaitedReturns.objects.count()
        self.stdout.write(
            f"What is kept of coverage is what the raw rows say: {points:,} learning point{_s(points)}, "
            f"{events:,} event{_s(events)} with returns awaited."
        )


def _s(number: int) -> str:
    return "" if number == 1 else "s"
