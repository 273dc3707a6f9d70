"""Children of `media.opc.child` in less time: forked from one warm process, where the site starts each afresh.

They are as far away as the site's own: a process and a session of their own, limits of their own, no Django, no settings.
What they save is starting Python and importing the libraries, a tenth to a third of a second of every file a test keeps. The
tests of `media.opc.child` itself, and of all that is asked of it directly, have `fresh_children`: see tests/media/conftest.py.
"""

import gc
import importlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO

from media.opc import child, child_work

WARM = (
    "media.cleaning",
    "media.inspection",
    "media.opc.gate",
    "media.opc.workbook",
    "media.decks.accessibility",
    "media.decks.combine",
    "media.decks.legacy",
    "media.decks.outline",
    "media.decks.pictures.betteroffice",
    "media.decks.pictures.prepare",
    "media.decks.reading",
    "betteroffice_pptx",
    "PIL.Image",
    "pikepdf",
    "pptx",
)
BEGIN = "import sys; from tests.forking import serve; serve(int(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Forked:
    """What `media.opc.child` asks of a Popen."""

    pid: int
    stdin: IO[bytes]
    stdout: IO[bytes]

    def wait(self) -> None:
        """Until it is gone: the warm process does not collect its children, so the system does."""
        while True:
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.001)


class WarmProcess:
    """Starts when the first child is asked for, and ends with `end`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # a served site asks from several threads
        self._asks: socket.socket | None = None
        self._process: subprocess.Popen | None = None

    def start_child(self) -> Forked:
        """In place of `media.opc.child._start`."""
        order, to_child = os.pipe()
        from_child, answer = os.pipe()
        with self._lock:
            asks = self._asks or self._begin()
            socket.send_fds(asks, [b"!"], [order, answer])
            pid = int.from_bytes(asks.recv(8), "big")
        os.close(order)
        os.close(answer)
        return Forked(pid, os.fdopen(to_child, "wb"), os.fdopen(from_child, "rb"))

    def _begin(self) -> socket.socket:
        self._asks, answers = socket.socketpair()
        environment = {name: os.environ[name] for name in child._ENVIRONMENT if name in os.environ}
        with answers:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", BEGIN, str(answers.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[answers.fileno()],
                env=environment | {"PYTHONPATH": str(child._ROOT), "MALLOC_ARENA_MAX": "2"},
            )
        return self._asks

    def end(self) -> None:
        if self._asks and self._process:
            self._asks.close()
            self._process.wait()


def serve(descriptor: int) -> None:
    """In the warm process: a child for each pair of pipes, until nobody can ask any more."""
    for name in WARM:
        importlib.import_module(name)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as asked:
        while True:
            said, pipes, _flags, _address = socket.recv_fds(asked, 1, 2)
            if not said:
                return
            pid = os.fork()
            if not pid:
                asked.close()
                _be_a_child(*pipes)
            for pipe in pipes:
                os.close(pipe)
            asked.sendall(pid.to_bytes(8, "big"))


def _be_a_child(order: int, answer: int) -> None:
    """As one that was started: its pipes are its standard input and output, and it never comes back."""
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for pipe, standard in ((order, 0), (answer, 1)):
            os.dup2(pipe, standard)
            os.close(pipe)
        child_work.main()
    finally:
        os._exit(0)
