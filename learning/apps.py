from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = "Reviews and learning"

    def ready(self) -> None:
        from learning import document_uses, public_sources  # noqa: F401 - register what makes files and points public
