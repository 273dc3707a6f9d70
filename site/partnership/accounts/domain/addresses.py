"""One person, one address to sign in with."""

from typing import Any

from allauth.account.models import EmailAddress

from partnership.accounts.models import User


def forget_former_addresses(sender: type[User], instance: User, created: bool, **kwargs: Any) -> None:
    """After a person's address changes: the old one opens nothing any more.

    allauth keeps a list of addresses of its own, and would go on taking a former one for signing in and for new passwords.
    """
    if not created and not kwargs.get("raw"):
        EmailAddress.objects.filter(user=instance).exclude(email__iexact=instance.email).delete()
