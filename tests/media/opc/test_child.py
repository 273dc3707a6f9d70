"""One function in a process of its own: its answer comes back, and nothing else of it does."""

import re
import signal
import time
from pathlib import Path

import psutil
import pytest

from media.decks.outline import read_outline
from media.opc import child
from media.opc.child import in_child
from media.opc.gate import inspect
from media.opc.refusals import CouldNotBeRead, Macros, Renamed
from tests.media import sample_files as samples

pytestmark = pytest.mark.usefixtures("fresh_children")

ROOT = Path(__file__).resolve().parents[3]
WORK = "tests.media.opc.work_for_a_child"
MIB = 1024 * 1024


def ask(name: str, *args, **options):
    return in_child(f"{WORK}:{name}", *args, **options)


@pytest.fixture(autouse=True)
def _nothing_is_left():
    """Every test here leaves no process behind, dead or alive."""
    before = set(psutil.Process().children(recursive=True))
    yield
    assert set(psutil.Process().children(recursive=True)) - before == set()


def test_the_result_comes_back():
    assert ask("add", 2, second=3) == 5


def test_an_inspection_and_an_outline_come_back_as_they_are(tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(samples.deck())

    assert in_child("media.opc.gate:inspect", path) == inspect(path)
    assert in_child("media.decks.outline:read_outline", path) == read_outline(path)


def test_a_long_answer_comes_back():
    assert len(ask("answer_at_length", 5 * MIB)) == 5 * MIB


def test_a_refusal_comes_back_with_its_type_sentence_and_part():
    with pytest.raises(Macros) as caught:
        ask("refuse_macros")

    assert (caught.value.sentence, str(caught.value), caught.value.part) == (
        Macros().sentence,
        Macros().sentence,
        "ppt/vbaProject.bin",
    )


def test_a_refusal_keeps_what_it_found():
    with pytest.raises(Renamed) as caught:
        ask("refuse_renamed")

    assert caught.value.found == "pdf"


DEATHS = {
    "eats memory": ("take_memory", (3_000 * MIB,)),
    "dies by a signal": ("die", (signal.SIGSEGV,)),
    "is killed": ("die", (signal.SIGKILL,)),
    "leaves without a word": ("leave", ()),
    "nests for ever": ("nest_for_ever", ()),
    "fails": ("fail", ()),
    "answers with what cannot be sent": ("answer_with_what_cannot_be_sent", ()),
    "answers with a function": ("answer_with_a_function", ()),
    "is not there": ("nobody_wrote_this", ()),
}


@pytest.mark.parametrize("case", DEATHS)
def test_a_child_that_does_not_answer_means_the_file_could_not_be_read(case):
    name, args = DEATHS[case]

    with pytest.raises(CouldNotBeRead) as caught:
        ask(name, *args)

    assert str(caught.value).startswith("This file could not be read")


@pytest.mark.parametrize("name", ["loop", "ignore_the_end"])
def test_a_child_that_never_ends_is_ended(name):
    started = time.monotonic()

    with pytest.raises(CouldNotBeRead):
        ask(name, seconds=1)

    assert time.monotonic() - started < 20


def test_what_the_child_started_ends_with_it(tmp_path):
    note = tmp_path / "other"

    with pytest.raises(CouldNotBeRead):
        ask("sleep_beside_another", str(note), seconds=2)

    assert not is_running(int(note.read_text()))


def is_running(process: int) -> bool:
    """Whether a process runs; one that waits to be collected does not. Looks for a second before it says yes."""
    for _ in range(100):
        if not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE:
            return False
        time.sleep(0.01)
    return True


def test_memory_is_counted_from_where_the_work_starts():
    assert ask("take_memory", 60 * MIB, memory_bytes=100 * MIB) == 60 * MIB
    with pytest.raises(CouldNotBeRead):
        ask("take_memory", 140 * MIB, memory_bytes=100 * MIB)


def test_what_is_printed_does_not_spoil_the_answer():
    assert ask("chatter") == "heard"


def test_the_child_knows_nothing_of_django():
    found = ask("modules")

    assert "lxml.etree" not in found
    assert [name for name in found if name.partition(".")[0] in ("django", "wagtail", "partnership")] == []


def test_the_gate_and_the_reader_in_the_child_know_nothing_of_django(tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(samples.deck())

    found = ask("modules_after_reading", path)

    assert "lxml.etree" in found
    assert [name for name in found if name.partition(".")[0] in ("django", "wagtail", "partnership")] == []


def targets() -> list[str]:
    """All that the site does in a process of its own."""
    code = [path.read_text() for room in ("media", "training") for path in (ROOT / room).rglob("*.py")]
    return sorted({found for text in code for found in re.findall(r'"((?:media|training)\.[a-z_.]+:[a-z_]+)"', text)})


@pytest.mark.parametrize("target", targets())
def test_whatever_the_site_asks_a_child_is_there_when_it_starts_afresh(target):
    is_there, modules = ask("modules_with", target)

    assert is_there
    assert [name for name in modules if name.partition(".")[0] in ("django", "wagtail", "partnership")] == []


def test_those_targets_are_all_there_are():
    assert {
        "media.opc.gate:inspect",
        "media.cleaning:clean_file",
        "training.imports.calendar_child:read_events",
    } <= set(targets())


@pytest.mark.parametrize("target", ["media.opc.gate:inspect", "media.decks.reading:read_and_check"])
def test_what_looks_at_a_deck_starts_without_what_takes_long_to_import(target):
    _, modules = ask("modules_with", target)

    assert {"http.client", "email", "ssl", "logging", "pptx", "pikepdf", "PIL"} & set(modules) == set()


def test_what_cleans_a_deck_starts_without_what_cleans_other_files():
    _, modules = ask("modules_with", "media.cleaning:clean_file")

    assert {"http.client", "email", "pptx", "pikepdf", "ppt2pptx"} & set(modules) == set()


def test_secrets_stay_here(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "much")

    assert "SECRET_KEY" not in ask("environment")


def test_a_module_in_the_folder_we_are_in_is_not_taken_for_one_of_pythons(tmp_path, monkeypatch):
    (tmp_path / "pickle.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)

    assert ask("add", 1, 1) == 2


def test_a_child_that_talks_without_end_is_ended(monkeypatch):
    monkeypatch.setattr(child, "_LARGEST_ANSWER", MIB)

    with pytest.raises(CouldNotBeRead):
        ask("answer_at_length", 5 * MIB)
