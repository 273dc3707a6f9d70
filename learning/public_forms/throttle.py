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


def taken_this_hour(kind: str, who: str, now: datetime | None = None) -> int:
    """How many of a kind have been counted from there since the hour began."""
    return int(cache.get(_key(kind, who, now), 0))


def count_this_hour(kind: str, who: str, now: datetime | None = None) -> int:
    """Counts one more form of a kind from there, and says how many that makes since the hour began.

    A cache of files reads, then writes: where no more than so many may ever pass, count under a lock.
    """
    key = _key(kind, who, now)
    cache.add(key, 0, timeout=HOUR.total_seconds())
    count = int(cache.incr(key))
    cache.touch(key, timeout=HOUR.total_seconds())  # some caches give what they have added to their own, shorter time
    return count


def _key(kind: str, who: str, now: datetime | None) -> str:
    """What stands for the address in the cache: nobody reads the address out of it without the site's secret key."""
    hour = int((now or timezone.now()).timestamp() // HOUR.total_seconds())
    return f"form-{kind}-{hour}-{salted_hmac(SALT, who).hexdigest()}"
