"""How a new person gets in: a link to choose a password, sent to their work address."""

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from partnership.accounts.models import User


def invite(person: User, *, request: HttpRequest) -> bool:
    """Send `person` the link with which they choose their first password; True if one was sent.

    The link is allauth's own for a forgotten password, good for `PASSWORD_RESET_TIMEOUT` seconds. Somebody who has a
    password, or may not sign in, gets none.
    """
    if person.has_usable_password() or not person.is_active:
        return False
    form = ResetPasswordForm(data={"email": person.email})
    if not form.is_valid():
        return False
    form.save(request)
    return True
