"""How many forms are taken from one network address in an hour. The address itself is kept nowhere."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

SALT = "training.throttle"
HOUR = timedelta(hours=1)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, as `settings.CLIENT_ADDRESS_CALLABLE` tells it; "" where nobody can tell."""
    tell: Callable[[HttpRequest], str] = import_string(settings.CLIENT_ADDRESS_CALLABLE)
    return tell(request)


def taken_this_hour(address: str, now: datetime | None = None) -> int:
    """How many forms from there have been taken since the hour began. 0 for an address that is not known."""
    return (cache.get(_key(address, now), 0) if address else 0) or 0


def count_one(address: str, now: datetime | None = None) -> None:
    """Counts one more. Read, then written: whoever counts holds a lock, so that two at once are two."""
    if address:
        cache.set(_key(address, now), taken_this_hour(address, now) + 1, timeout=HOUR.total_seconds())


def _key(address: str, now: datetime | None) -> str:
    """What stands for the address in the cache: nobody reads the address out of it without the site's secret key."""
    hour = int((now or timezone.now()).timestamp() // HOUR.total_seconds())
    return f"team-use-{hour}-{salted_hmac(SALT, address).hexdigest()}"
