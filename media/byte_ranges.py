"""A part of a file, for players that ask for a recording piece by piece: without it, some play nothing and none can wind.

https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

PIECE = 64 * 1024  # bytes
_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def part_asked_for(request: HttpRequest, size: int) -> tuple[int, int] | None:
    """The first and last byte the request asks for. None where it asks for all, for several parts, or in no way we know.

    A part that begins past the end is (size, size - 1): none of the file.
    """
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[1] == asked[2] == "":
        return None
    if not asked[1]:  # the last so many
        last = int(asked[2])
        return (max(size - last, 0), size - 1) if last and size else (size, size - 1)
    first = int(asked[1])
    last = min(int(asked[2]), size - 1) if asked[2] else size - 1
    if asked[2] and int(asked[2]) < first:
        return None
    return (first, last) if first < size else (size, size - 1)


def part_of(file: BinaryIO, first: int, last: int, size: int, content_type: str) -> HttpResponseBase:
    """206 with those bytes, the last included; 416 where there are none. Closes the file."""
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_pieces(file, first, last), status=206, content_type=content_type)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _pieces(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
