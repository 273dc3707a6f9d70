"""What goes on in a process that `media.opc.child` starts: it takes an order, works under limits, and answers.

It imports little beyond what the work needs: each file is looked at by several such processes, and to import what only
the parent needs takes longer than to read a deck.
"""

import importlib
import os
import pickle
import resource
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from media.opc.refusals import FileRefused

_LARGEST_FILE_WRITTEN: Final = 2048 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Order:
    """What the child is asked to do, and with how much."""

    target: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    memory_bytes: int
    processor_seconds: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: a result, a refusal (its class and what it holds), or the trace of an error."""

    result: Any = None
    refusal: tuple[str, str, dict[str, Any]] | None = None
    error: str = ""


def _work(order: Order) -> Answer:
    """In the child: import, limit, run."""
    module, _, name = order.target.partition(":")
    try:
        work = getattr(importlib.import_module(module), name)
        _limit(order)
        return Answer(result=work(*order.args, **order.kwargs))
    except FileRefused as refusal:
        kind = type(refusal)
        return Answer(refusal=(kind.__module__, kind.__qualname__, dict(refusal.__dict__)))
    except MemoryError:
        return Answer(error="out of memory")
    except Exception:  # whatever it is, the parent logs it and tells the person that the file could not be read
        return Answer(error=traceback.format_exc())


def _limit(order: Order) -> None:
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
        written = pickle.dumps(Answer(error="out of memory"))
    except Exception:
        written = pickle.dumps(Answer(error=traceback.format_exc()))
    with os.fdopen(answers, "wb") as pipe:
        pipe.write(written)
