"""`manage.py inspect_file` says of each file what the gate says of it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.media import sample_files as samples


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(samples.deck())
    return path


@pytest.fixture
def renamed(tmp_path):
    path = tmp_path / "report.pptx"
    path.write_bytes(samples.pdf())
    return path


def test_an_accepted_file_is_told_in_one_line(deck):
    out = io.StringIO()

    call_command("inspect_file", str(deck), stdout=out)

    assert out.getvalue() == f"{deck}: accepted. pptx, {deck.stat().st_size:,} bytes, slides: 1\n"


def test_a_refused_file_ends_with_1_after_every_file_is_told(deck, renamed):
    out = io.StringIO()

    with pytest.raises(CommandError) as caught:
        call_command("inspect_file", str(renamed), str(deck), stdout=out)

    assert (caught.value.returncode, str(caught.value)) == (1, "1 of 2 refused.")
    assert [line.partition(": ")[2].partition(".")[0] for line in out.getvalue().splitlines()] == [
        "refused",
        "accepted",
    ]


def test_json_has_one_object_a_file(deck, renamed, tmp_path):
    out = io.StringIO()

    with pytest.raises(CommandError):
        call_command("inspect_file", str(deck), str(renamed), str(tmp_path), "--json", stdout=out)

    reports = json.loads(out.getvalue())
    assert [(one["accepted"], one.get("code"), one.get("slides")) for one in reports] == [
        (True, None, 1),
        (False, "renamed", None),
        (False, "cannot_be_opened", None),
    ]
