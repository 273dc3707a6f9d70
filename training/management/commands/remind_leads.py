"""The weekly mail to each lead with everything owed, and what is overdue for long to board members."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from learning.models import Partnership
from training.domain.cascade_escalations import Escalations, escalate, to_escalate
from training.domain.cascade_reminders import Reminded, remind_leads, who_to_remind
from training.queries.cascade_owed import OwedByLead


class Command(BaseCommand):
    help = (
        "Queues one mail for each agency lead with every reply and return awaited, on the days chosen under Cascades, once a "
        "week at most. Run it every day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="says who would be written to, and writes to nobody")
        parser.add_argument(
            "--escalate", action="store_true", help="writes to board members too about what is overdue for long"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run = options["dry_run"]
        for partnership in Partnership.objects.with_site():
            self.stdout.write(self.style.MIGRATE_HEADING(str(partnership)))
            self._tell(who_to_remind(partnership) if dry_run else remind_leads(partnership), dry_run=dry_run)
            if options["escalate"]:
                told = to_escalate(partnership) if dry_run else escalate(partnership)
                self._tell_escalated(told, dry_run=dry_run)

    def _tell(self, batch: Reminded, *, dry_run: bool) -> None:
        self._list("Would be reminded" if dry_run else "Reminded", batch.reminded)
        self._list("Written to within the last seven days already", batch.lately)
        self._list("The last mail came back or could not be sent", batch.came_back)
        for agency in batch.no_address:
            self.stdout.write(f"  No lead's address: {agency}.")
        if not (batch.reminded or batch.lately or batch.came_back or batch.no_address):
            self.stdout.write("  Nobody is to be reminded today.")

    def _list(self, title: str, leads: Iterable[OwedByLead]) -> None:
        """Agencies, never addresses: what a command prints is kept in logs."""
        for lead in leads:
            names = ", ".join(agency.name for agency in lead.agencies)
            returns = sum(len(one.event_ids) for one in lead.returns)
            self.stdout.write(f"  {title}: {names}: {len(lead.replies)} replies, {returns} returns.")

    def _tell_escalated(self, told: Escalations, *, dry_run: bool) -> None:
        title = "Would be told" if dry_run else "Told"
        for one in told.ready:
            self.stdout.write(f"  {title}: board member of {one.agency}, {len(one.overdue)} cascades.")
        for one in told.no_address:
            self.stdout.write(f"  No board member's address: {one.agency}, {len(one.overdue)} cascades.")
