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
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from media.opc.refusals import CouldNotBeRead, FileRefused

MIB: Final = 1024 * 1024
_LARGEST_ANSWER: Final = 256 * MIB
_LARGEST_FILE_WRITTEN: Final = 2048 * MIB
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


@dataclass(frozen=True, slots=True)
class _Order:
    """What the child is asked to do, and with how much."""

    target: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    memory_bytes: int
    processor_seconds: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of it: a result, a refusal (its class and what it holds), or the trace of an error."""

    result: Any = None
    refusal: tuple[str, str, dict[str, Any]] | None = None
    error: str = ""


def in_child(target: str, *args: Any, memory_bytes: int = 600 * MIB, seconds: float = 60, **kwargs: Any) -> Any:
    """What `target` ("media.opc.gate:inspect") returns for these arguments, worked out in a process of its own.

    Arguments and result must be picklable; hand over files by path. `memory_bytes` is what the child may take beyond
    what it has once `target` is imported, `seconds` how long it may run by the clock on the wall.

    Raises the FileRefused that `target` raised, with its type, sentence and part; CouldNotBeRead if the child ran out
    of memory or time, died, or raised anything else. Starting one takes about 80 ms.
    """
    processors = os.cpu_count() or 1
    order = _Order(target, args, kwargs, memory_bytes, processor_seconds=int(seconds * processors) + 1)
    answer = _ask(order, seconds)
    if answer.refusal is not None:
        raise _refusal(*answer.refusal)
    if answer.error:
        logger.error("%s failed in its own process:\n%s", target, answer.error)
        raise CouldNotBeRead
    return answer.result


def _ask(order: _Order, seconds: float) -> _Answer:
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
        [sys.executable, "-P", "-c", "from media.opc.child import main; main()"],
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


def _loads(written: bytes) -> _Answer:
    try:
        answer = _AnswerReader(BytesIO(written)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise _NoAnswer("it died") from error
    if not isinstance(answer, _Answer):
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


def _work(order: _Order) -> _Answer:
    """In the child: import, limit, run."""
    module, _, name = order.target.partition(":")
    try:
        work = getattr(importlib.import_module(module), name)
        _limit(order)
        return _Answer(result=work(*order.args, **order.kwargs))
    except FileRefused as refusal:
        kind = type(refusal)
        return _Answer(refusal=(kind.__module__, kind.__qualname__, dict(refusal.__dict__)))
    except MemoryError:
        return _Answer(error="out of memory")
    except Exception:  # whatever it is, the parent logs it and tells the person that the file could not be read
        return _Answer(error=traceback.format_exc())


def _limit(order: _Order) -> None:
    """Take what may be used from here on. No core file: what the file said would lie about in it."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, _LARGEST_FILE_WRITTEN)
    # The wall clock is the parent's to keep; this one ends a child whose parent was killed.
    _lower(resource.RLIMIT_CPU, order.processor_seconds)
    _lower(resource.RLIMIT_AS, _address_space() + order.memory_bytes)


def _lower(limit: int, most: int) -> None:
    _, hard = resource.getrlimit(limit)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with suppress(ValueError, OSError):  # macOS knows RLIMIT_AS and refuses to set it
        resource.setrlimit(limit, (most, most))


def _address_space() -> int:
    """What is mapped already, bytes: mostly shared libraries, which cost no memory of our own."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def main() -> None:
    """Read an order from the standard input, write the answer where the standard output was."""
    order = pickle.load(sys.stdin.buffer)  # noqa: S301 from our parent
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that a library prints gets into the answer
    answer = _work(order)
    try:
        written = pickle.dumps(answer)
    except MemoryError:
        written = pickle.dumps(_Answer(error="out of memory"))
    except Exception:
        written = pickle.dumps(_Answer(error=traceback.format_exc()))
    with os.fdopen(answers, "wb") as pipe:
        pipe.write(written)
