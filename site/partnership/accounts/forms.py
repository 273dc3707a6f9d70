"""How an administrator makes and changes people: no passwords typed for others, addresses kept in lower case."""

from typing import Any

from wagtail.users.forms import UserCreationForm, UserEditForm

from partnership.accounts.models import User


class _LowerCaseAddress:
    """People type their address in any case; it is one person all the same."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PersonCreationForm(_LowerCaseAddress, UserCreationForm):
    """A new person has no password until they choose one from the link that is sent to them."""

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit=commit)


class PersonEditForm(_LowerCaseAddress, UserEditForm):
    """What an administrator may change about a person."""
