"""`manage.py send_mail`: the mail worker."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from learning.mail_queue.worker import work


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # they load every page and form of the site, which sending needs none of
    help = "Sends what is in the mail queue, for as long as it runs. With --once: what is due now, and stops."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now and stop; for cron")
        parser.add_argument(
            "--per-second",
            type=float,
            default=None,
            help="so many mails a second at most, 0 for no limit (MAIL_PER_SECOND)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        code = work(once=options["once"], per_second=options["per_second"], say=self.stdout.write)
        if code:
            sys.exit(code)
