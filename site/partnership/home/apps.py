from django.apps import AppConfig
from django.db.backends.signals import connection_created


class HomeConfig(AppConfig):
    name = "partnership.home"
    label = "home"
    verbose_name = "Home pages"

    def ready(self) -> None:
        from partnership import page_cache_signals
        from partnership.postgresql import without_just_in_time_compiling

        page_cache_signals.connect()
        connection_created.connect(without_just_in_time_compiling)
