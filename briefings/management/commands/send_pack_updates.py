"""Mails to those who asked what is new in the packs they asked about."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from briefings.domain.pack_news import send_news


class Command(BaseCommand):
    help = "Sends each reader who asked one mail with what is new in their packs. Run it once a day or once a week."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_news()
        self.stdout.write(ngettext("%(n)d mail sent.", "%(n)d mails sent.", sent) % {"n": sent})
        if failed:
            raise CommandError(
                ngettext(
                    "%(n)d mail could not be sent; it is tried again the next time.",
                    "%(n)d mails could not be sent; they are tried again the next time.",
                    failed,
                )
                % {"n": failed}
            )
