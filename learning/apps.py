from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = "Reviews and learning"

    def ready(self) -> None:
        from learning import public_sources  # noqa: F401 - registers what makes a learning point public
