"""Somebody else's program, run on a stranger's file with as little as it can do with."""

import os
import select
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

from media.opc.child import MIB

_MEMORY: Final = 4096 * MIB
# A process of its own tree: whatever the program starts ends with it, even what hides in a session of its own.
_WALLS: Final = ("unshare", "--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child")
_LOWER_WALLS: Final = ("unshare", "--user", "--map-root-user", "--net")
_SECONDS_TO_DIE: Final = 5.0


def run_caged(command: Sequence[str], cage: Path, *, seconds: float) -> bool:
    """Whether the command ended well in that time. In any case it is gone afterwards, with all that it started.

    Its home and its temporary files are in the folder `cage`, its environment holds nothing else but the search path,
    and it has no network where the system lets us take it away.
    """
    limited = ["/bin/sh", "-c", 'ulimit -v "$0" && exec "$@"', str(_MEMORY // 1024), *command]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(cage),
        "TMPDIR": str(cage),
        "LANG": "C.UTF-8",
    }
    reading, writing = os.pipe()
    with open(reading, "rb") as until_gone:
        with open(writing, "wb") as held_by_all:
            started = subprocess.Popen(  # noqa: S603 words of our own, and paths in the cage
                [*_walls(), *limited],
                cwd=cage,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=(held_by_all.fileno(),),
            )
        try:
            return started.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(started.pid, signal.SIGKILL)
            started.wait()
            _wait_for_the_end_of(until_gone)


def _wait_for_the_end_of(pipe: BinaryIO) -> None:
    """Who is killed is not gone yet: a pipe ends when the last of those who were born with its other end is."""
    ended = select.poll()
    ended.register(pipe, select.POLLHUP)
    ended.poll(_SECONDS_TO_DIE * 1000)


@cache
def _walls() -> tuple[str, ...]:
    """What goes before a command to take its network away; nothing where the system does not allow it."""
    for walls in (_WALLS, _LOWER_WALLS):
        if shutil.which(walls[0]) is not None:
            tried = subprocess.run([*walls, "true"], capture_output=True, check=False, timeout=10)  # noqa: S603 our own
            if tried.returncode == 0:
                return walls
    return ()
