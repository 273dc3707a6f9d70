"""What deposits register with Wagtail; `briefings.wagtail_hooks` brings it in."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from briefings.deposits import attention, views  # noqa: F401 - the rule registers
from learning.models import ReviewPage


@hooks.register("register_admin_urls")
def deposit_addresses() -> list[URLPattern]:
    return [
        path("deposits/reviews/<int:page_id>/", views.deposit, name="deposit"),
        path("deposits/<int:pk>/package.zip", views.deposit_zip, name="deposit_zip"),
        path("deposits/<int:pk>/sent/", views.deposit_sent, name="deposit_sent"),
    ]


@hooks.register("register_page_header_buttons")
def deposit_from_editor(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """On a published review that this person may edit."""
    if page.specific_class is ReviewPage and page.live and page.permissions_for_user(user).can_edit():
        address = reverse("deposit", args=[page.pk])
        yield Button(gettext_lazy("Prepare the NSPCC deposit"), address, icon_name="mail", priority=70)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "briefings.prepare_deposit", gettext_lazy("Prepare NSPCC deposit"), gettext_lazy("Prepared an NSPCC deposit")
    )
    actions.register_action(
        "briefings.send_deposit",
        gettext_lazy("Send NSPCC deposit"),
        gettext_lazy("Noted that an NSPCC deposit was sent"),
    )
