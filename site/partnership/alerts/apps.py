from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "partnership.alerts"
    label = "alerts"
    verbose_name = "Alerts"

    def ready(self) -> None:
        from partnership.alerts import signals

        signals.connect()
