"""The retention rule for people: see docs/operators.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnership.accounts.domain.retention import anonymise_account, inactive_accounts, is_last_administrator

MOST_MONTHS = 1200


class Command(BaseCommand):
    help = "Anonymise the accounts nobody has signed in to for a number of months. What they did stays in the history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--inactive-months", type=int, default=24, help="how long unused, in calendar months (24)")
        parser.add_argument("--dry-run", action="store_true", help="name the accounts and change nothing")

    def handle(self, *args: Any, inactive_months: int, dry_run: bool, **options: Any) -> None:
        if inactive_months < 1:
            raise CommandError("--inactive-months must be 1 or more: 0 would take in people who were made today.")
        if inactive_months > MOST_MONTHS:
            raise CommandError(f"--inactive-months must be {MOST_MONTHS} or fewer: nobody has been away for longer.")
        done = 0
        for person in inactive_accounts(inactive_months):
            if is_last_administrator(person):
                self.stdout.write(f"{person.email}: kept, the only administrator left")
                continue
            self.stdout.write(f"{person.email}: {'would be anonymised' if dry_run else 'anonymised'}")
            if not dry_run:
                anonymise_account(person)
            done += 1
        self.stdout.write(
            f"{done} account(s) unused for {inactive_months} months {'found' if dry_run else 'anonymised'}."
        )
