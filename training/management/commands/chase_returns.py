"""The weekly batch: asks agencies for the figures they owe."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from learning.models import Partnership
from training.domain.returns import Chased, chase_returns, who_to_ask
from training.queries.returns import Owes


class Command(BaseCommand):
    help = (
        "Sends each agency's lead one mail with all returns awaited from it, at most once a week. Run it once a week."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="says who would be asked, and asks nobody")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for partnership in Partnership.objects.with_site():
            batch = who_to_ask(partnership) if options["dry_run"] else chase_returns(partnership)
            self._tell(partnership, batch, dry_run=options["dry_run"])
            failed += len(batch.failed)
        if failed:
            raise CommandError(
                ngettext(
                    "%(n)d mail could not be sent; it is tried again the next time.",
                    "%(n)d mails could not be sent; they are tried again the next time.",
                    failed,
                )
                % {"n": failed}
            )

    def _tell(self, partnership: Partnership, batch: Chased, *, dry_run: bool) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(str(partnership)))
        self._list("Would be asked" if dry_run else "Asked", batch.asked)
        self._list("Not sent", batch.failed)
        self._list("No lead's address", batch.no_address)
        self._list("Asked within the last seven days already", batch.lately)
        if not (batch.asked or batch.failed or batch.no_address or batch.lately):
            self.stdout.write("  No return is awaited.")

    def _list(self, title: str, owes: Sequence[Owes]) -> None:
        for one in owes:
            number = len(one.event_ids)
            why = f" {one.problem}" if title == "Not sent" else ""
            self.stdout.write(f"  {title}: {one.agency}, {number} return{'s' if number != 1 else ''}.{why}")
