from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = "Reviews and learning"

    def ready(self) -> None:
        from learning import document_uses, public_sources, signals  # noqa: F401 - the first two register what is public

        signals.connect()
