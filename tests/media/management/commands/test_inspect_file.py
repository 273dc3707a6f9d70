"""`manage.py inspect_file` says of each file what the gate and the checks say of it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from media import inspection
from media.opc.refusals import CouldNotBeRead
from tests.media import sample_files as samples
from tests.media.decks.canary_deck import canary_deck
from tests.media.decks.legacy_files import OldSlide, old_deck


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


def told(*files):
    out = io.StringIO()
    call_command("inspect_file", *map(str, files), stdout=out)
    return out.getvalue().splitlines()


def values(*files):
    out = io.StringIO()
    call_command("inspect_file", *map(str, files), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_an_accepted_file_is_told_first(deck):
    assert told(deck)[0] == f"{deck}: accepted. pptx, {deck.stat().st_size:,} bytes, slides: 1"


def test_what_a_deck_hides_and_what_to_mend_in_it_is_told(tmp_path):
    path = tmp_path / "canary.pptx"
    path.write_bytes(canary_deck()[0])

    (report,) = values(path)

    assert {"author", "notes"} <= {item["code"] for item in report["hidden"]}
    assert report["accessibility"]["status"] == "needs_work"
    assert {"slide", "code", "sentence", "weight"} == set(report["accessibility"]["problems"][0])
    assert "  Hidden in it:" in told(path)


def test_a_kind_of_file_that_is_not_looked_into_says_nothing_of_it(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("Ask the child.")

    assert [(one["hidden"], one["accessibility"]) for one in values(path)] == [(None, None)]


def test_an_old_deck_is_told_of_as_what_is_made_of_it(tmp_path):
    path = tmp_path / "old.ppt"
    path.write_bytes(old_deck(OldSlide("Was not brought", "Ask why.")))

    (report,) = values(path)

    assert (report["accepted"], report["kind"], bool(report["lost"])) == (True, "pptx", True)


def test_a_file_that_brings_the_process_down_is_refused_and_the_others_are_told(deck, tmp_path, monkeypatch):
    fatal = tmp_path / "fatal.pptx"
    fatal.write_bytes(deck.read_bytes())
    monkeypatch.setattr(inspection, "in_child", dies_of(fatal))

    reports = inspection.reports_on([deck, fatal, deck])

    assert [report.refusal.code if report.refusal else "" for report in reports] == ["", "could_not_be_read", ""]


def dies_of(fatal):
    def in_child(target, files, limits, **_options):
        if fatal in files:
            raise CouldNotBeRead
        return inspection.look_at(files, limits)

    return in_child


def test_a_refused_file_ends_with_1_after_every_file_is_told(deck, renamed):
    out = io.StringIO()

    with pytest.raises(CommandError) as caught:
        call_command("inspect_file", str(renamed), str(deck), stdout=out)

    assert (caught.value.returncode, str(caught.value)) == (1, "1 of 2 refused.")
    lines = [line for line in out.getvalue().splitlines() if not line.startswith(" ")]
    assert [line.partition(": ")[2].partition(".")[0] for line in lines] == ["refused", "accepted"]


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
