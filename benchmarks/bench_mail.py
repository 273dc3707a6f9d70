"""A cascade to 2,000 leads: queued, sent to a mail server on this machine, and sent again while the worker is killed 50 times.

python benchmarks/bench_mail.py [--mails 2000] [--kills 50] [--json]
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
from served_site import ROOT, environment, say, set_up_django, site_folder

sys.path.insert(0, str(ROOT))
from tests.learning.mail_queue.mail_sink import Sink, listening

MOST_SECONDS_TO_QUEUE, FEWEST_A_SECOND, MOST_MB = 2.0, 50, 150


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=False) as folder:
        set_up_django(folder)
        with listening() as sink:
            figures = queue(options.mails) | send(folder, sink, options.mails)
            for whom in ("worker", "sender"):
                sink.clear()
                figures |= kill(folder, sink, whom, options.mails, options.kills)
    say(figures, options.json)


def queue(mails: int) -> dict[str, Any]:
    """A mailing of several kilobytes, to addresses of their own."""
    import killed_worker

    began, used = time.monotonic(), time.process_time()
    killed_worker.fill(mails)
    return {
        "mails": mails,
        "seconds to queue": round(time.monotonic() - began, 2),
        "... of the processor": round(time.process_time() - used, 2),
        "queued in under 2 s": time.monotonic() - began < MOST_SECONDS_TO_QUEUE,
    }


def send(folder: Path, sink: Sink, mails: int) -> dict[str, Any]:
    """What one worker takes for all of them, from the first mail that arrives to the last."""
    command = [sys.executable, str(ROOT / "manage.py"), "send_mail", "--once", "--per-second", "0"]
    settings = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    worker = subprocess.Popen(command, env=environment(folder, **settings), stdout=subprocess.DEVNULL)
    process, most, used, began = psutil.Process(worker.pid), [0.0, 0.0], 0.0, 0.0
    while worker.poll() is None:
        began = began or (time.monotonic() if sink.received else 0.0)
        try:
            family = [process, *process.children()]
            most = [max(old, one.memory_info().rss / 2**20) for old, one in zip(most, family, strict=False)] + most[
                len(family) :
            ]
            used = max(used, sum(family[-1].cpu_times()[:2]))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.02)
    took = time.monotonic() - began
    return {
        "mails a second": round(mails / took),
        "at least 50 a second": mails / took >= FEWEST_A_SECOND,
        "ms of the sender's processor a mail": round(used / mails * 1000, 1),
        "MB at most, the one that sends": round(most[1]),
        "MB at most, the one that watches": round(most[0]),
        "under 150 MB": max(most) < MOST_MB,
        "arrived": len(sink.received),
    }


def kill(folder: Path, sink: Sink, whom: str, mails: int, kills: int) -> dict[str, Any]:
    """What the mail server got while one process or the other was killed again and again."""
    command = [sys.executable, str(ROOT / "benchmarks" / "killed_worker.py"), "--whom", whom, "--port", str(sink.port)]
    done = subprocess.run(
        [*command, "--mails", str(mails), "--kills", str(kills)],
        env=environment(folder),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    received = Counter(str(one["Message-ID"]) for one in sink.received)
    of_which = f"{whom} killed {told['killed']} times: "
    return {
        of_which + "seconds": told["seconds"],
        of_which + "arrived": len(received),
        of_which + "arrived twice": sum(count > 1 for count in received.values()),
        of_which + "written down as sent, and not there": len(set(told["sent"]) - set(received)),
        of_which + "not known": told["states"].get("not_known", 0),
        of_which + "... of which arrived": len(set(received) - set(told["sent"])),
    }


if __name__ == "__main__":
    main()
