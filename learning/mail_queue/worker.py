"""The worker: a process that watches, and one under it that sends.

Whoever kills the worker kills the one that watches. The other finds that it is alone, finishes the one mail that it has
in hand, writes down what became of it, and ends. (Killed itself, it leaves a mail of which `claims` knows how far it was.)
"""

import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections

from learning.mail_queue.retention import forget_addresses
from learning.mail_queue.sending import Sender, Tally

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_TO_KEEP_A_CONNECTION = 20.0
_SECONDS_BETWEEN_TIDYING = 3600.0
_LONGEST_SECONDS_TO_RESTART = 60.0
_LISTEN_EVERY = 0.25
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stop:
    """Whether it is time to stop: told by a signal, or because the process at the other end of a pipe is gone."""

    def __init__(self, pipe: int | None = None) -> None:
        self._pipe = pipe
        self.is_now = False

    def on_signals(self) -> None:
        for one in STOPS:
            signal.signal(one, self._told)

    def _told(self, _number: int, _frame: FrameType | None) -> None:
        self.is_now = True

    def wait(self, seconds: float) -> bool:
        """Waits, not longer than until it is time to stop; says whether it is."""
        ends = time.monotonic() + seconds
        while not self.is_now:
            left = ends - time.monotonic()
            if self._pipe is None:
                time.sleep(max(0.0, min(left, _LISTEN_EVERY)))
            elif select.select([self._pipe], [], [], max(0.0, min(left, _LISTEN_EVERY)))[0]:
                self.is_now = True  # nothing is ever written: the other end is closed
            if left <= 0:
                break
        return self.is_now


def work(
    *,
    once: bool = False,
    per_second: float | None = None,
    say: Callable[[str], None] = print,
    stop: Stop | None = None,
) -> int:
    """Watches over a sender until told to stop; returns the exit code. With `once`, until nothing more is due."""
    stop = stop or Stop()
    stop.on_signals()
    pause = 1.0
    while True:
        began = time.monotonic()
        pid, alive = _start_sender(once, per_second, say)
        status = _watch(pid, alive, stop)
        if once or stop.is_now:
            return os.waitstatus_to_exitcode(status) if once else 0
        # It ended by itself: killed, or the database was gone. Started again, not too fast.
        pause = 1.0 if time.monotonic() - began > _LONGEST_SECONDS_TO_RESTART else pause
        if stop.wait(pause):
            return 0
        pause = min(pause * 2, _LONGEST_SECONDS_TO_RESTART)


def start_beside() -> int:
    """Starts a worker that ends with this process, however that ends; returns what must stay open until then."""
    connections.close_all()
    listening, alive = os.pipe()
    if not os.fork():
        code = 1
        try:
            os.close(alive)
            os.setsid()
            code = work(stop=Stop(listening))
        finally:
            os._exit(code)
    os.close(listening)
    return alive


def _watch(pid: int, alive: int, stop: Stop) -> int:
    """Waits for the sender to end; lets go of it when told to stop, and still waits for its last mail."""
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            os.close(alive)
            return status
        if stop.is_now:
            os.close(alive)
            return os.waitpid(pid, 0)[1]
        stop.wait(_LISTEN_EVERY)


def _start_sender(once: bool, per_second: float | None, say: Callable[[str], None]) -> tuple[int, int]:
    """A process of its own that sends; and the end of a pipe that keeps it going for as long as it is open."""
    connections.close_all()  # a connection belongs to one process
    sys.stdout.flush()
    listening, alive = os.pipe()
    pid = os.fork()
    if pid:
        os.close(listening)
        return pid, alive
    code = 1
    try:
        os.close(alive)
        os.setsid()  # Ctrl-C in a terminal is for the one that watches
        code = _send(Stop(listening), once, per_second, say)
    except DatabaseError:
        logger.exception("The mail queue cannot be read.")
    except Exception:
        logger.exception("Sending mail stopped.")
    finally:
        sys.stdout.flush()
        os._exit(code)  # nothing of what the other process has open is ours to close


def _send(stop: Stop, once: bool, per_second: float | None, say: Callable[[str], None]) -> int:
    stop.on_signals()
    idle_since = tidied = time.monotonic()
    forget_addresses()
    with Sender(per_second=per_second, wait=stop.wait) as sender:
        while True:
            tally = sender.send_due()
            if once:
                say(told(tally))
                return 1 if tally.server_trouble else 0
            now = time.monotonic()
            if tally.sent:
                idle_since = now
            elif now - idle_since > _SECONDS_TO_KEEP_A_CONNECTION:
                sender.hang_up()
            if now - tidied > _SECONDS_BETWEEN_TIDYING:
                forget_addresses()
                tidied = now
            close_old_connections()
            if stop.wait(SECONDS_BETWEEN_LOOKS):
                return 0


def told(tally: Tally) -> str:
    """What a drained queue came to, for whoever ran it."""
    parts = [f"{tally.sent} sent"]
    parts += [f"{tally.put_off} put off"] if tally.put_off else []
    parts += [f"{tally.given_up} could not be sent"] if tally.given_up else []
    parts += [f"{tally.not_known} of which nobody knows"] if tally.not_known else []
    return ", ".join(parts) + "." + (f" {tally.server_trouble}" if tally.server_trouble else "")
