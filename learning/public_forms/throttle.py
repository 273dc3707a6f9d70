"""How many forms of a kind are taken from one network address in an hour. The address itself is kept nowhere."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

SALT = "learning.public_forms"
HOUR = timedelta(hours=1)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, as `settings.CLIENT_ADDRESS_CALLABLE` tells it; "" where nobody can tell."""
    tell: Callable[[HttpRequest], str] = import_string(settings.CLIENT_ADDRESS_CALLABLE)
    return tell(request)


def count_this_hour(kind: str, who: str, now: datetime | None = None) -> int:
    """Counts one more form of a kind from there, and says how many that makes since the hour began."""
    hour = int((now or timezone.now()).timestamp() // HOUR.total_seconds())
    key = f"form-{kind}-{hour}-{salted_hmac(SALT, who).hexdigest()}"
    cache.add(key, 0, timeout=HOUR.total_seconds())
    return int(cache.incr(key))
