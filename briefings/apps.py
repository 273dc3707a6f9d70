from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "briefings"
    verbose_name = "Briefings and packs"

    def ready(self) -> None:
        from briefings import (
            document_holdings,  # noqa: F401 - registers which pack editions hold a document
            public_sources,  # noqa: F401 - registers what makes a learning point public
            signals,
        )

        signals.connect()
