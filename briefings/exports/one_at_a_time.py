"""Lets one at a time do a piece of work, among all threads and workers of this machine."""

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

WAIT_SECONDS: Final = 15.0
"""After which whoever waits goes ahead: the one before is stuck. One that died is waited for no longer at all."""
LOOK_SECONDS: Final = 0.01


@contextlib.contextmanager
def one_at_a_time(name: str, wait_seconds: float = WAIT_SECONDS) -> Iterator[bool]:
    """Waits until nobody else is inside under this name; True when that was so, False if it waited for too long.

    The lock is the system's own on a file, so it is let go when its holder ends, however it ends. Where no lock can be
    had at all, everybody goes ahead.
    """
    held = _held(_file_for(name), time.monotonic() + wait_seconds)
    try:
        yield held is not None
    finally:
        if held is not None:
            descriptor, path = held
            path.unlink(missing_ok=True)  # before it is let go: who comes next looks whether its file is still there
            os.close(descriptor)


def _file_for(name: str) -> Path:
    return Path(settings.VAR_DIR) / "locks" / hashlib.sha256(name.encode()).hexdigest()


def _held(path: Path, until: float) -> tuple[int, Path] | None:
    """The open file and its place, once it is locked; None if that took too long or cannot be done."""
    while True:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError:
            return None
        if _locked(descriptor, until):
            if os.fstat(descriptor).st_nlink:
                return descriptor, path
            os.close(descriptor)  # its last holder took it away: take the one that is there now
            continue
        os.close(descriptor)
        return None


def _locked(descriptor: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(LOOK_SECONDS)
        except OSError:
            return False
        else:
            return True
