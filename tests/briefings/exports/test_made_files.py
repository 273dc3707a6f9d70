"""Files are made once, however many ask, and a maker that fails or dies holds nobody up."""

import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from briefings.exports.made_files import kept
from briefings.exports.one_at_a_time import one_at_a_time
from media.pdf.errors import TooLong

# Python 3.12 and later warn of forking beside threads: the threads of these tests have ended by then.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
MANY = 20
FORK = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def shared_cache(settings, tmp_path):
    """One that other processes see, as a site's is."""
    settings.VAR_DIR = tmp_path
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path / "cache"}
    }


class Maker:
    """Takes its time, and leaves a mark each time it is asked."""

    def __init__(self, folder, error=None):
        self.marks, self.error = folder / "marks", error

    def __call__(self):
        with self.marks.open("a") as marks:
            marks.write("made\n")
        time.sleep(0.2)
        if self.error:
            raise self.error
        return b"a file"

    @property
    def times(self):
        return self.marks.read_text().count("made")


def all_at_once(maker):
    """What twenty threads that ask at one moment are given: bytes, or the error's words."""
    together = threading.Barrier(MANY)

    def ask(_number):
        together.wait()
        try:
            return kept("thing", "content", maker)
        except TooLong as error:
            return str(error)

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(ask, range(MANY)))


def test_twenty_threads_that_ask_at_once_are_given_what_was_made_once(tmp_path):
    maker = Maker(tmp_path)

    assert all_at_once(maker) == [b"a file"] * MANY
    assert maker.times == 1


def in_processes(count, work):
    """Runs `work` in so many processes at once and gives what they said, in any order."""
    said, together = FORK.Queue(), FORK.Barrier(count)

    def run():
        together.wait(10)
        said.put(work())

    running = [FORK.Process(target=run) for _ in range(count)]
    for process in running:
        process.start()
    answers = [said.get(timeout=20) for _ in running]
    for process in running:
        process.join(10)
    return answers


def test_two_workers_of_ten_threads_each_are_given_what_was_made_once(tmp_path):
    maker = Maker(tmp_path)

    def worker():
        with ThreadPoolExecutor(MANY // 2) as pool:
            return list(pool.map(lambda _number: kept("thing", "content", maker), range(MANY // 2)))

    assert in_processes(2, worker) == [[b"a file"] * (MANY // 2)] * 2
    assert maker.times == 1


def test_if_it_cannot_be_made_all_are_told_so_and_it_is_tried_once(tmp_path):
    maker = Maker(tmp_path, TooLong(40))

    assert all_at_once(maker) == [str(TooLong(40))] * MANY
    assert maker.times == 1


def test_what_could_not_be_made_is_tried_again_after_a_little(tmp_path, monkeypatch):
    monkeypatch.setattr("briefings.exports.made_files.FAILED_SECONDS", 0.05)
    with pytest.raises(TooLong):
        kept("thing", "content", Maker(tmp_path, TooLong(40)))
    time.sleep(0.1)

    assert kept("thing", "content", Maker(tmp_path)) == b"a file"


class Unsendable(Exception):
    """One that no other worker could be given."""

    def __init__(self, one, two):
        super().__init__(f"{one} {two}")


def test_an_error_that_cannot_be_sent_is_raised_where_it_happens_and_not_kept(tmp_path):
    for _time in range(2):
        with pytest.raises(Unsendable):
            kept("thing", "content", Maker(tmp_path, Unsendable("a", "b")))

    assert kept("thing", "content", Maker(tmp_path)) == b"a file"


def test_a_worker_that_is_killed_while_it_makes_a_file_holds_nobody_up(tmp_path):
    inside = FORK.Event()

    def make_for_ever():
        inside.set()
        time.sleep(60)
        return b""

    stuck = FORK.Process(target=lambda: kept("thing", "content", make_for_ever))
    stuck.start()
    assert inside.wait(60)
    os.kill(stuck.pid, signal.SIGKILL)
    stuck.join(60)
    started = time.monotonic()

    assert kept("thing", "content", Maker(tmp_path)) == b"a file"
    assert time.monotonic() - started < 30


def test_nobody_waits_for_ever_for_one_that_is_stuck():
    with one_at_a_time("work") as first, one_at_a_time("work", wait_seconds=0.05) as second:
        assert (first, second) == (True, False)


def test_where_no_lock_can_be_had_the_file_is_made_all_the_same(settings, tmp_path):
    (tmp_path / "a-file").write_text("")
    settings.VAR_DIR = tmp_path / "a-file"

    assert kept("thing", "content", Maker(tmp_path)) == b"a file"


def test_no_lock_is_left_behind(tmp_path):
    kept("thing", "content", Maker(tmp_path))

    assert list((tmp_path / "locks").iterdir()) == []


def test_other_content_is_another_file(tmp_path):
    kept("thing", "content", Maker(tmp_path))

    assert kept("thing", "other content", lambda: b"another") == b"another"


def test_a_file_is_kept_for_a_day(tmp_path):
    kept("thing", "content", Maker(tmp_path))
    cache.close()

    assert kept("thing", "content", lambda: b"another") == b"a file"
