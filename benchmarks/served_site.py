"""The site under gunicorn on this machine's loopback, with a database of its own, for the benchmarks that measure it served.

Started as `make run` starts it: two workers of 48 threads each. Nothing here outlives the benchmark but a folder it was told to keep.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = 2, 48
START_SECONDS = 60


def environment(var_dir: Path, **settings: str) -> dict[str, str]:
    """The environment of a site whose database and files are in `var_dir`."""
    paths = os.pathsep.join(str(path) for path in (ROOT, ROOT / "site", ROOT / "benchmarks"))
    named = {"PYTHONPATH": paths, "VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "partnership.settings.dev"}
    return (
        {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL"}}
        | named
        | settings
    )


def manage(var_dir: Path, *arguments: str, **settings: str) -> None:
    """One of the site's commands, in a process of its own. Raises CalledProcessError with what it said."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment(var_dir, **settings), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")


@contextmanager
def site_folder(keep: str | None, *, with_demo: bool) -> Iterator[Path]:
    """A folder with a migrated database, and the demo content where asked for: temporary, or `keep`, used again if it has one."""
    with tempfile.TemporaryDirectory(prefix="cascade-bench-") as temporary:
        folder = Path(keep or temporary)
        (folder / "static").mkdir(parents=True, exist_ok=True)
        is_new = not (folder / "cascade.sqlite3").exists()
        manage(folder, "migrate", "--verbosity", "0")
        if is_new and with_demo:
            manage(folder, "load_demo")
        yield folder


def set_up_django(var_dir: Path) -> None:
    """Django in this process, on the same database."""
    os.environ |= {
        "VAR_DIR": str(var_dir),
        "DJANGO_SETTINGS_MODULE": "partnership.settings.dev",
        "PAGE_CACHE_SECONDS": "0",
    }
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()


class Served:
    """A running gunicorn: its port, and what its workers use."""

    def __init__(self, var_dir: Path, **settings: str) -> None:
        self.port = _free_port()
        command = [
            *(
                sys.executable,
                "-m",
                "gunicorn",
                "partnership.wsgi",
                "--log-level",
                "error",
                "--bind",
                f"127.0.0.1:{self.port}",
            ),
            *("--workers", str(WORKERS), "--threads", str(THREADS), "--keep-alive", "600", "--timeout", "120"),
        ]
        self._process = subprocess.Popen(command, env=environment(var_dir, **settings), stdout=subprocess.DEVNULL)

    def __enter__(self) -> "Served":
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if len(self.workers()) == WORKERS and self.connection().get("/healthz")[0] in {200, 404}:
                    return self
            except OSError:
                time.sleep(0.2)
        self.__exit__()
        raise SystemExit("gunicorn did not start")

    def __exit__(self, *_exc: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self._process.pid).children()

    def cpu_seconds(self) -> float:
        """What the workers have used so far, their own code and the system's for them."""
        return sum(times.user + times.system for times in (worker.cpu_times() for worker in self.workers()))

    def connection(self) -> "Connection":
        return Connection(self.port)


class Connection:
    """One connection, kept open from request to request."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> tuple[int, bytes]:
        return self._ask("GET", path)

    def post(self, path: str) -> tuple[int, bytes]:
        return self._ask("POST", path)

    def _ask(self, method: str, path: str) -> tuple[int, bytes]:
        self._http.request(method, path, headers={"Host": "127.0.0.1"})
        response = self._http.getresponse()
        return response.status, response.read()

    def stream(self, path: str, chunk: int = 1 << 20) -> Iterator[bytes]:
        """The answer, so many bytes at a time."""
        self._http.request("GET", path, headers={"Host": "127.0.0.1"})
        response = self._http.getresponse()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}")
        while data := response.read(chunk):
            yield data


def say(figures: dict[str, Any], as_json: bool) -> None:
    print(
        json.dumps(figures, indent=2) if as_json else "\n".join(f"{name:58}{value}" for name, value in figures.items())
    )


def met(reached: bool) -> str:
    """How a target is reported."""
    return "reached" if reached else "NOT REACHED"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
