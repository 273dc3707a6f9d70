"""What the tests of the child process ask one to do."""

import importlib
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from media.opc.kinds import FileKind
from media.opc.refusals import FileRefused, Macros, Renamed


def add(first: int, second: int) -> int:
    return first + second


def modules() -> list[str]:
    return sorted(sys.modules)


def modules_with(target: str) -> tuple[bool, list[str]]:
    """Whether what `target` names can be called, and the modules it takes."""
    module, _, name = target.partition(":")
    return callable(getattr(importlib.import_module(module), name)), modules()


def modules_after_reading(path: Path) -> list[str]:
    from media.decks.outline import read_outline
    from media.opc.gate import inspect

    inspect(path)
    read_outline(path)
    return modules()


def read_and_measure(path: Path) -> tuple[str, str, int]:
    """What the gate says (blank: nothing), what the reader reads, and the most memory that took above the start."""
    from media.decks.outline import read_outline
    from media.opc.gate import inspect

    before = most_memory()
    code = words = ""
    try:
        inspect(path)
    except FileRefused as refusal:
        code = refusal.code
    with suppress(FileRefused):  # the reader must be safe on what the gate has not let in
        words = repr(read_outline(path))[:10_000]
    return code, words, most_memory() - before


def most_memory() -> int:
    """The most memory this process ever had, bytes."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def environment() -> dict[str, str]:
    return dict(os.environ)


def refuse_macros() -> None:
    raise Macros(part="ppt/vbaProject.bin")


def refuse_renamed() -> None:
    raise Renamed(found=FileKind.PDF, ending="pptx")


def take_memory(bytes_taken: int) -> int:
    return len(b"\1" * bytes_taken)


def loop() -> None:
    while True:
        pass


def sleep_beside_another(note: str) -> None:
    """Start a further process, note its number, and never end."""
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(note).write_text(str(other.pid))
    time.sleep(600)


def die(signal_number: int) -> None:
    os.kill(os.getpid(), signal_number)


def leave() -> None:
    os._exit(0)


def nest_for_ever() -> int:
    return nest_for_ever() + 1


def fail() -> None:
    raise LookupError("what a bug of ours raises")


def chatter() -> str:
    print("a library talks")
    os.write(1, b"another talks past Python")
    return "heard"


def answer_with_a_function() -> Any:
    return subprocess.run


def answer_with_what_cannot_be_sent() -> Any:
    return threading.Lock()


def answer_at_length(length: int) -> str:
    return "a" * length


def ignore_the_end() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
