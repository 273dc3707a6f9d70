from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "partnership.home"
    label = "home"
    verbose_name = "Home pages"

    def ready(self) -> None:
        from partnership import page_cache_signals

        page_cache_signals.connect()
