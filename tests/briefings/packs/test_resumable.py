"""What a Range header asks for, and what is answered."""

from datetime import datetime

import pytest
from django.test import RequestFactory

from briefings.exports.stored_zip import StoredFile, StoredZip
from briefings.resumable import OutOfBounds, Part, part_asked_for, send_zip

ARCHIVE = StoredZip([StoredFile.of_text("a.txt", "x" * 700)], datetime(2026, 5, 12))
LENGTH = ARCHIVE.length
WHOLE = b"".join(ARCHIVE.slices())


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", Part(0, 1)),
        ("bytes=0-", Part(0, 100)),
        ("bytes=10-19", Part(10, 20)),
        ("bytes=90-500", Part(90, 100)),
        ("bytes=-10", Part(90, 100)),
        ("bytes=-500", Part(0, 100)),
        (" Bytes = 99 - ", Part(99, 100)),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=٣-٤", None),
        ("lines=1-2", None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("", None),
    ],
)
def test_a_range_is_read_or_ignored(header, part):
    assert part_asked_for(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=9999999999999999999-"])
def test_a_range_without_a_byte_is_out_of_bounds(header):
    with pytest.raises(OutOfBounds):
        part_asked_for(header, 100)


def answer(method="get", begun=None, **headers):
    request = getattr(RequestFactory(), method)("/", headers={k.replace("_", "-"): v for k, v in headers.items()})
    return send_zip(request, ARCHIVE, "pack.zip", begun=begun)


def test_without_a_range_all_of_it_comes_with_its_length_and_how_to_resume():
    response = answer()

    assert (response.status_code, response.getvalue()) == (200, WHOLE)
    assert response["Content-Length"] == str(LENGTH)
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "application/zip"


def test_a_download_that_broke_off_goes_on_where_it_stopped():
    response = answer(range="bytes=300-", if_range=ARCHIVE.etag)

    assert (response.status_code, response.getvalue()) == (206, WHOLE[300:])
    assert response["Content-Range"] == f"bytes 300-{LENGTH - 1}/{LENGTH}"
    assert response["Content-Length"] == str(LENGTH - 300)


@pytest.mark.parametrize("condition", ['"another"', 'W/"weak"', "Tue, 12 May 2026 00:00:00 GMT"])
def test_a_download_of_another_edition_starts_anew(condition):
    response = answer(range="bytes=300-", if_range=condition)

    assert (response.status_code, response.getvalue()) == (200, WHOLE)


def test_a_range_out_of_bounds_is_answered_with_the_length_there_is():
    response = answer(range=f"bytes={LENGTH}-")

    assert (response.status_code, response["Content-Range"], response.content) == (416, f"bytes */{LENGTH}", b"")
    assert "Content-Disposition" not in response


def test_several_ranges_at_once_are_answered_with_the_whole():
    assert answer(range="bytes=0-1,5-9").getvalue() == WHOLE


def test_head_says_the_length_and_sends_nothing():
    response = answer("head", range="bytes=1-2")

    assert (response.status_code, response["Content-Length"], response.content) == (200, str(LENGTH), b"")


def test_who_has_it_already_is_told_so():
    assert answer(if_none_match=ARCHIVE.etag).status_code == 304


@pytest.mark.parametrize(
    ("method", "headers", "counted"),
    [
        ("get", {}, 1),
        ("get", {"range": "bytes=0-"}, 1),
        ("get", {"range": "bytes=1-"}, 0),
        ("get", {"range": "bytes=9999999-"}, 0),
        ("head", {}, 0),
        ("get", {"if_none_match": ARCHIVE.etag}, 0),
    ],
)
def test_only_a_download_that_starts_at_its_start_has_begun(method, headers, counted):
    told = []
    response = answer(method, begun=lambda: told.append(1), **headers)
    if response.streaming:
        next(iter(response.streaming_content))
    for (
        close
    ) in response._resource_closers:  # what the server calls; all of `close()` would close the tests' database too
        close()

    assert len(told) == counted
