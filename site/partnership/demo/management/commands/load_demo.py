"""`manage.py load_demo`: the five founding partnerships and fictional Exampleshire."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnership.demo.loading import load_all, remove_fictional


class Command(BaseCommand):
    help = (
        "Load the demonstration: five founding partnerships from their public pages, and openly fictional Exampleshire."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remove", action="store_true", help="take Exampleshire, and all that is fictional, out again"
        )
        parser.add_argument("--port", type=int, default=8000, help="the port the sites answer at (8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            removed = remove_fictional()
            self.stdout.write("Exampleshire is gone." if removed else "There was no fictional content to remove.")
            return
        load_all(port=options["port"], say=self.stdout.write)
