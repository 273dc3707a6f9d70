"""`manage.py rebuild_search`: makes public search say what is readable now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from partnership.search.domain.index import rebuild


class Command(BaseCommand):
    help = "Brings public search up to date with what everybody may read. Search keeps answering meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", metavar="HOSTNAME", help="only this site")

    def handle(self, *args: Any, **options: Any) -> None:
        site = None
        if hostname := options["site"]:
            site = Site.objects.filter(hostname=hostname).first()
            if site is None:
                raise CommandError(f"There is no site at {hostname}.")
        self.stdout.write(f"Search holds {rebuild(site)} entries.")
