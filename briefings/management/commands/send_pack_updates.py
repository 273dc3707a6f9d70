"""Queues mails to those who asked what is new in the packs they asked about."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from briefings.domain.pack_news import send_news


class Command(BaseCommand):
    help = "Sends each reader who asked one mail with what is new in their packs. Run it once a day or once a week."

    def handle(self, *args: Any, **options: Any) -> None:
        queued = send_news()
        self.stdout.write(ngettext("%(n)d mail queued.", "%(n)d mails queued.", queued) % {"n": queued})
