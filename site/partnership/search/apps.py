from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "partnership.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from partnership.search import (  # noqa: F401 - each file of sources registers what it makes entries of
            deck_signals,
            signals,
            sources,
        )

        signals.connect()
        deck_signals.connect()
