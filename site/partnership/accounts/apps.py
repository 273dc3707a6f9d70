from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_save


class AccountsConfig(AppConfig):
    name = "partnership.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from partnership.accounts.domain.addresses import forget_former_addresses

        post_save.connect(
            forget_former_addresses, sender=settings.AUTH_USER_MODEL, dispatch_uid="forget_former_addresses"
        )
