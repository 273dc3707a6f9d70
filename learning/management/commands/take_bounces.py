"""`manage.py take_bounces`: what other mail servers report of mail that did not arrive."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from learning.mail_queue.bounces import Taken, messages_in, take

TRY_AGAIN = 75
"""EX_TEMPFAIL: the mail server keeps the report and hands it over again."""


class Command(BaseCommand):
    help = (
        "Takes in delivery reports: messages or mboxes in files, or one message on standard input (for a mail alias)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="a message or an mbox; standard input without any")

    def handle(self, *args: Any, **options: Any) -> None:
        counts: Counter[Taken] = Counter()
        for data in self._data(options["files"]):
            try:
                counts.update(take(message) for message in messages_in(data))
            except DatabaseError:
                self.stderr.write("The database cannot be reached.")
                sys.exit(TRY_AGAIN)
        for taken in Taken:
            if counts[taken]:
                self.stdout.write(f"{counts[taken]} {taken.value}")

    @staticmethod
    def _data(files: list[str]) -> list[bytes]:
        if not files:
            return [sys.stdin.buffer.read()]
        try:
            return [Path(name).read_bytes() for name in files]
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
