"""Who may open the pages on which training is planned and judged."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponseBase]

TOLD_WRONG = 422


def only_with(permission: str) -> Callable[[View], View]:
    """Asks strangers to sign in, tells those without the permission no, and lets nobody keep the page."""

    def guarded(view: View) -> View:
        checked: Any = permission_required(permission, raise_exception=True)(view)
        kept: Any = never_cache(login_required(checked))
        return kept

    return guarded
