"""Whether a program has what it asks for already, told without a query.

Everything public changes under one content version (`partnership.content_version`): so an answer is the same as long as
the version is. What depends on the day (events to come, what is retired by now) changes at midnight here too.
"""

import hashlib
from datetime import UTC, datetime, time
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from partnership.content_version import changed_second, version_at_start

# To be raised when the answers are written differently, so that nobody keeps the old ones.
WRITTEN = 1
ASK_AGAIN = "public, max-age=0, must-revalidate"

AnyResponse = TypeVar("AnyResponse", bound=HttpResponse)


class Freshness:
    """What tells this answer from others: its `ETag`, and the second from which it has been so (None if not known)."""

    def __init__(self, request: HttpRequest) -> None:
        version, today = version_at_start(request), timezone.localdate()
        told = (version, today, WRITTEN, request.scheme, request.get_host().lower(), request.get_full_path())
        self.etag = f'W/"{hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()}"'
        self.since = _since(version)

    def not_modified(self, request: HttpRequest) -> HttpResponse | None:
        """304 for who has it. A bare `*` says nothing of what somebody has, and is not taken for it."""
        if request.method not in {"GET", "HEAD"} or request.headers.get("If-None-Match", "").strip() == "*":
            return None
        if not {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"} & request.META.keys():
            return None
        answer = get_conditional_response(request, etag=self.etag, last_modified=self._last_modified(request))
        return self.mark(answer) if answer is not None and answer.status_code == 304 else None

    def mark(self, response: AnyResponse) -> AnyResponse:
        """Says with a good answer how to ask whether it still holds, and with any how long to keep it: not unasked."""
        response.headers.setdefault("Cache-Control", ASK_AGAIN)
        if response.status_code in {200, 304}:
            response.headers["ETag"] = self.etag
            if self.since:
                response.headers["Last-Modified"] = http_date(self.since)
        return response

    def _last_modified(self, request: HttpRequest) -> int | None:
        """Only for a day that was ours to give: another cannot have come with the same answer at the same address."""
        asked = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        return self.since if asked is not None and asked <= timezone.now().timestamp() else None


def _since(version: str) -> int | None:
    """The later of the last change and this day's beginning; None within a second of it, when there may be more to come."""
    changed, now = changed_second(version), timezone.now()
    midnight = datetime.combine(timezone.localdate(now), time(), timezone.get_current_timezone())
    if changed is None:
        return None
    since = max(changed, int(midnight.astimezone(UTC).timestamp()))
    return since if since < int(now.timestamp()) else None
