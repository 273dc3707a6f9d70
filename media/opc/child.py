"""Run one of our functions on a stranger's file in a process of its own, which may die without taking the site along.

For whatever reads strangers' bytes in a library written in C or Rust: lxml, pikepdf, the renderers. The process starts
afresh (no Django, no settings, no secrets in its environment), with a limit of memory and of time, and is killed with
everything it started. This is a wall against accidents and greed, not against somebody who has taken the process
over: that one could still read what this user may read.
"""

import importlib
import logging
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from media.opc.child_work import Answer, Order
from media.opc.refusals import CouldNotBeRead, FileRefused

MIB: Final = 1024 * 1024
_LARGEST_ANSWER: Final = 256 * MIB
_ROOT: Final = Path(__file__).resolve().parents[2]
# What a program needs to run at all. Not kept: passwords and keys, which settings are made of.
_ENVIRONMENT: Final = ("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "TZ")
_PLAIN_CLASSES: Final = frozenset(
    {
        *(("builtins", name) for name in ("bytearray", "complex", "frozenset", "set")),
        *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
        *(("pathlib", name) for name in ("Path", "PosixPath", "PurePosixPath")),
        *(("collections", name) for name in ("Counter", "OrderedDict", "deque")),
        ("decimal", "Decimal"),
    }
)

logger = logging.getLogger(__name__)


def in_child(target: str, *args: Any, memory_bytes: int = 600 * MIB, seconds: float = 60, **kwargs: Any) -> Any:
    """What `target` ("media.opc.gate:inspect") returns for these arguments, worked out in a process of its own.

    Arguments and result must be picklable; hand over files by path. `memory_bytes` is what the child may take beyond
    what it has once `target` is imported, `seconds` how long it may run by the clock on the wall.

    Raises the FileRefused that `target` raised, with its type, sentence and part; CouldNotBeRead if the child ran out
    of memory or time, died, or raised anything else. Starting one takes about 80 ms.
    """
    processors = os.cpu_count() or 1
    order = Order(target, args, kwargs, memory_bytes, processor_seconds=int(seconds * processors) + 1)
    answer = _ask(order, seconds)
    if answer.refusal is not None:
        raise _refusal(*answer.refusal)
    if answer.error:
        logger.error("%s failed in its own process:\n%s", target, answer.error)
        raise CouldNotBeRead
    return answer.result


def _ask(order: Order, seconds: float) -> Answer:
    child = _start()
    deadline = time.monotonic() + seconds
    try:
        with suppress(BrokenPipeError):  # it died before it had read the order: its silence will tell
            pickle.dump(order, _pipe(child.stdin))
            _pipe(child.stdin).close()
        written = _read(_pipe(child.stdout), deadline)
        return _loads(written)
    except _NoAnswer as reason:
        logger.warning("%s did not answer from its own process: %s", order.target, reason)
        raise CouldNotBeRead from reason
    finally:
        _end(child)


class _NoAnswer(Exception):
    """The child ran out of time, or died without a word."""


def _start() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    # Each further malloc arena would take 64 MB of the address space that is limited below, and use next to none.
    environment |= {"PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "2"}
    return subprocess.Popen(
        [sys.executable, "-P", "-c", "from media.opc.child_work import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and all it started, and wait for it, so that nothing of it is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        with suppress(BrokenPipeError):
            _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """One of the child's pipes, which are there: it was started with them."""
    if pipe is None:
        raise _NoAnswer("it has no pipes")
    return pipe


def _read(pipe: IO[bytes], deadline: float) -> bytes:
    """All that the child writes until it closes its end. Raises _NoAnswer past the deadline, or for far too much."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    pieces: list[bytes] = []
    size = 0
    while (left := deadline - time.monotonic()) > 0:
        if not poll.poll(left * 1000):
            break
        piece = os.read(pipe.fileno(), MIB)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST_ANSWER:
            raise _NoAnswer("its answer is too long")
    raise _NoAnswer("out of time")


def _loads(written: bytes) -> Answer:
    try:
        answer = _AnswerReader(BytesIO(written)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise _NoAnswer("it died") from error
    if not isinstance(answer, Answer):
        raise _NoAnswer("it said something else")
    return answer


class _AnswerReader(pickle.Unpickler):
    """Reads an answer as data: our own classes and a few plain ones, so that it can start nothing by being read."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name. Raises UnpicklingError for a function, or for a class of anybody else's."""
        if (module, name) in _PLAIN_CLASSES:
            return super().find_class(module, name)
        if module.startswith("media."):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__.startswith("media."):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an answer")


def _refusal(module: str, name: str, state: dict[str, Any]) -> FileRefused:
    """The refusal that the child raised, made again."""
    kind = getattr(importlib.import_module(module), name) if module.startswith("media.") else None
    if not (isinstance(kind, type) and issubclass(kind, FileRefused)):
        return CouldNotBeRead()
    refusal = kind.__new__(kind, state["sentence"])
    refusal.__dict__.update(state)
    return refusal
