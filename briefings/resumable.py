"""Files that can be downloaded in parts, so that a download that broke off goes on where it stopped (RFC 9110, section 14)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

from briefings.exports.stored_zip import StoredZip

# One range. What asks for several, or makes no sense, is answered with the whole, as the standard allows.
_ONE_RANGE = re.compile(r"bytes\s*=\s*(\d{0,19})\s*-\s*(\d{0,19})\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from `start` up to, not including, `stop`."""

    start: int
    stop: int


class OutOfBounds(Exception):
    """No byte of the file is in the range that was asked for."""


def part_asked_for(header: str, length: int) -> Part | None:
    """What a Range header asks for of a file of `length` bytes; None for all of it. Raises OutOfBounds."""
    found = _ONE_RANGE.fullmatch(header.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        if not int(last) or not length:
            raise OutOfBounds
        return Part(max(0, length - int(last)), length)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= length:
        raise OutOfBounds
    return Part(start, min(int(last) + 1, length) if last else length)


def send_zip(
    request: HttpRequest, archive: StoredZip, filename: str, *, begun: Callable[[], None] | None = None
) -> HttpResponseBase:
    """The archive, or the part that was asked for. Asked for again each time: what is no longer public must not stay.

    `begun` is called when a download that started at its first byte is over; HEAD and continuations call nothing.
    """
    unchanged: HttpResponseBase | None = get_conditional_response(request, etag=archive.etag)
    response = unchanged or _answer(request, archive, begun)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = archive.etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    if response.status_code in (200, 206):
        response["Content-Type"] = "application/zip"
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _answer(request: HttpRequest, archive: StoredZip, begun: Callable[[], None] | None) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(archive.length)})
    try:
        part = _part(request, archive)
    except OutOfBounds:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{archive.length}"})
    whole = Part(0, archive.length)
    sent = part or whole
    slices = archive.slices(sent.start, sent.stop)
    response = StreamingHttpResponse(_then(slices, begun) if begun and not sent.start else slices)
    response["Content-Length"] = str(sent.stop - sent.start)
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{archive.length}"
    return response


def _then(slices: Iterator[bytes], begun: Callable[[], None]) -> Iterator[bytes]:
    try:
        yield from slices
    finally:
        begun()


def _part(request: HttpRequest, archive: StoredZip) -> Part | None:
    header, condition = request.headers.get("Range", ""), request.headers.get("If-Range", "")
    if not header or (condition and condition.strip() != archive.etag):
        return None
    return part_asked_for(header, archive.length)
