"""What accounts add to the admin: the invitation, the second factor's page, and words for the history."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from partnership.accounts.domain.invitations import invite
from partnership.accounts.models import User


@hooks.register("after_create_user")
def invite_new_person(request: HttpRequest, person: User) -> None:
    if invite(person, request=request):
        messages.info(
            request, gettext("A link to choose a password has been sent to %(email)s.") % {"email": person.email}
        )


@hooks.register("register_account_menu_item")
def link_to_password(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("account_change_password"),
        "label": _("Change password"),
        "help_text": _("Choose a new password for signing in."),
    }


@hooks.register("register_account_menu_item")
def link_to_second_factor(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("Set up an authenticator app, or get new recovery codes."),
    }


@hooks.register("register_log_actions")
def name_account_actions(actions: Any) -> None:
    actions.register_action("accounts.anonymise", _("Anonymise account"), _("Account anonymised"))
    actions.register_action("accounts.forget_second_factor", _("Forget second factor"), _("Second factor taken off"))
