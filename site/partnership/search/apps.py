from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "partnership.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from partnership.search import signals, sources  # noqa: F401 - each file registers what it makes entries of

        signals.connect()
