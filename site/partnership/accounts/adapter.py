"""How allauth behaves here: accounts are made by an administrator, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in only: the sign-up page says that accounts are made by the partnership."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
