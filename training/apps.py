from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        from training import coverage_signals, session_signals
        from training.domain import session_holdings  # noqa: F401 - registers which sessions hold a deck or a briefing

        session_signals.connect()
        coverage_signals.connect(self)
