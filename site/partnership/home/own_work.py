"""What somebody who is signed in does on the site itself: the links in the frame that lead there."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.permission_policies.pages import PagePermissionPolicy

from learning.mail_queue.views import LOOK_AFTER_MAIL
from partnership.accounts.permissions import can_open_admin
from partnership.alerts.newsletter_views import DESK
from training.permissions import PLAN_SESSIONS, SEE_CASCADES, VIEW_ATTENDANCE

Link = tuple[str, Any]
"""An address and what it is called."""

# What is done on the site itself, and which right it takes, in the order of the loop.
OWN_WORK = (
    (PLAN_SESSIONS, "session_plans", gettext_lazy("Plan a session")),
    (VIEW_ATTENDANCE, "coverage", gettext_lazy("Who has had what")),
    (SEE_CASCADES, "cascades", gettext_lazy("Cascades")),
    (LOOK_AFTER_MAIL, "mailings", gettext_lazy("Mail")),
    (DESK, "newsletter", gettext_lazy("Newsletter")),
)
# Last, for everybody who is signed in: training rooms have computers that many use.
OWN_ACCOUNT = (
    ("your_account", gettext_lazy("Your account")),
    ("account_logout", gettext_lazy("Sign out")),
)


def own_work(request: HttpRequest) -> list[Link]:
    """What this person may do here, then the account; nothing for readers, of whom nothing is asked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    work = [(reverse(name), label) for permission, name, label in OWN_WORK if user.has_perm(permission)]
    return [*work, *((reverse(name), label) for name, label in OWN_ACCOUNT)]


def has_desk(request: HttpRequest) -> bool:
    """Whether this person has work at /admin/."""
    user = getattr(request, "user", None)
    return user is not None and can_open_admin(user)


def edits_pages(request: HttpRequest) -> str:
    """`yes` or `no`: whether there are pages this person may edit. One query, for those who have a desk."""
    return "yes" if has_desk(request) and PagePermissionPolicy().user_has_permission(request.user, "change") else "no"


def is_offered(request: HttpRequest) -> tuple[object, ...]:
    """What the frame differs by, of whoever reads: empty for readers."""
    links = own_work(request)
    return (has_desk(request), *(address for address, _label in links)) if links else ()
