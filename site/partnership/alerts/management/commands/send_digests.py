"""`manage.py send_digests`: queues what is new for those who asked. Run it every morning."""

from typing import Any

from django.core.management.base import BaseCommand

from learning.models import Partnership
from partnership.alerts.domain.digests import send_digests


class Command(BaseCommand):
    help = (
        "Queues one mail for each subscriber with all that is new of what they asked for: daily ones every day, weekly "
        "ones on Monday. Run it every morning; run twice, it tells nobody twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for partnership in Partnership.objects.with_site():
            done = send_digests(partnership)
            self.stdout.write(
                f"{partnership}: {done.mails} mails queued, {done.different} different; "
                f"nothing new for {done.nothing_new} subscribers."
            )
