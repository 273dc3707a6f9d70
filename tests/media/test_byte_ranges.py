"""A part of a recording, for players that ask piece by piece."""

import io

import pytest
from django.test import RequestFactory

from media.byte_ranges import part_asked_for, part_of


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 9)),
        ("bytes=2-4", (2, 4)),
        ("bytes=-3", (7, 9)),
        ("bytes=-30", (0, 9)),
        ("bytes=8-99", (8, 9)),
        ("bytes=10-", (10, 9)),
        ("bytes=-0", (10, 9)),
        ("bytes=4-2", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("bytes=99999999999999999999-", None),
    ],
)
def test_the_part_that_is_asked_for(asked, part):
    request = RequestFactory().get("/", headers={"Range": asked} if asked else {})

    assert part_asked_for(request, 10) == part


def test_those_bytes_are_sent_and_the_file_closed():
    file = io.BytesIO(b"0123456789")

    response = part_of(file, 2, 4, 10, "video/mp4")

    assert (response.status_code, b"".join(response), file.closed) == (206, b"234", True)
    assert (response["Content-Range"], response["Content-Length"]) == ("bytes 2-4/10", "3")


def test_none_of_the_file_is_416():
    response = part_of(io.BytesIO(b"0123456789"), 10, 9, 10, "video/mp4")

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")
