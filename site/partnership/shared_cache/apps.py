from django.apps import AppConfig


class SharedCacheConfig(AppConfig):
    name = "partnership.shared_cache"
    label = "shared_cache"
    verbose_name = "Shared cache"

    def ready(self) -> None:
        from partnership.shared_cache import checks, purging  # noqa: F401 - checks register themselves

        purging.connect()
