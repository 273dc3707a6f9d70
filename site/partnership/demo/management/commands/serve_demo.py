"""`manage.py serve_demo`: what `make run` does once the environment is there."""

import os
import socket
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication
from wagtail.models import Site

from learning.mail_queue.worker import start_beside
from partnership.demo.accounts import demo_accounts
from partnership.demo.loading import is_loaded, load_all
from partnership.read_as_utf_8 import Application, reading_utf_8

THREADS = 48
"""A worker: whoever downloads a pack over a poor line holds one for minutes, and does nothing with it but wait."""


class Command(BaseCommand):
    help = "Make the database if need be, load the demonstration the first time, and serve it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=None, help="the port to listen at (PORT, or 8000)")
        parser.add_argument("--workers", type=int, default=2, help="worker processes (2)")
        parser.add_argument("--prepare-only", action="store_true", help="make everything ready and stop before serving")

    def handle(self, *args: Any, **options: Any) -> None:
        port = self._port(options["port"])
        if not options["prepare_only"]:
            self._require_free(port)
        for folder in (settings.VAR_DIR, settings.STATIC_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        self._migrate()
        if is_loaded():
            self._move_to(port)
        else:
            self.stdout.write("Loading the demonstration (once; about half a minute) ...")
            load_all(port=port, say=lambda line: self.stdout.write(f"  {line}"))
        self._say_where(port)
        if not options["prepare_only"]:
            self._serve(port, options["workers"])

    @staticmethod
    def _port(asked: int | None) -> int:
        name, given = ("PORT", os.environ.get("PORT", "8000")) if asked is None else ("--port", str(asked))
        if not (given.isascii() and given.isdigit() and len(given) < 6 and 0 < int(given) < 65536):
            raise CommandError(f"{name} is “{given}”: it should be a number from 1 to 65535.")
        return int(given)

    @staticmethod
    def _require_free(port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"Something else is listening at port {port}. Choose another: make run PORT={port + 1}"
                ) from None

    def _migrate(self) -> None:
        """Also where a first start broke off behind the last migration: what follows upon them makes the permissions."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()) or _lacks_permissions():
            self.stdout.write("Making the database (once; about half a minute) ...")
            call_command("migrate", verbosity=0)

    @staticmethod
    def _move_to(port: int) -> None:
        """A site's address is in every link of a feed or a mail: what is remembered of it goes too."""
        if Site.objects.exclude(port=port).update(port=port):
            Site.clear_site_root_paths_cache()

    def _say_where(self, port: int) -> None:
        lines = ["", f"Cascade is at http://127.0.0.1:{port}/ (fictional Exampleshire).", "The founding partnerships:"]
        lines += [
            f"  http://{site.hostname}:{port}/  {site.site_name}"
            for site in Site.objects.filter(is_default_site=False).order_by("hostname")
        ]
        lines += ["", f"Sign in at http://127.0.0.1:{port}/accounts/login/ with:"]
        lines += [f"  {account.email:<28} {account.password}   {account.role}" for account in demo_accounts()]
        lines += ["", "Stop with Ctrl-C.", ""]
        self.stdout.write("\n".join(lines))

    def _serve(self, port: int, workers: int) -> None:
        self.stdout.flush()
        connections.close_all()
        start_beside()  # mail goes while the server runs
        DemoServer(
            {
                "bind": f"127.0.0.1:{port}",
                "workers": workers,
                "threads": THREADS,
                "loglevel": "warning",
                "preload_app": True,
            }
        ).run()


def _lacks_permissions() -> bool:
    kept = set(Permission.objects.values_list("content_type__app_label", "content_type__model", "codename"))
    return any(
        (model._meta.app_label, model._meta.model_name, get_permission_codename(action, model._meta)) not in kept
        for model in apps.get_models()
        for action in model._meta.default_permissions
    )


class DemoServer(BaseApplication):
    """gunicorn in this very process: Django is loaded once, and the workers are forked from it."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        return reading_utf_8(get_wsgi_application())
