"""Sends a mailing to a mail server at a port while the mail worker is killed again and again; says what the queue then holds.

    python benchmarks/killed_worker.py --port 2525 --mails 2000 --kills 50 [--whom worker sender]

Run with an environment whose database is there and empty. `worker` kills (SIGKILL) the process that was started, as whoever runs
the site would; `sender` the one under it that holds the connection too, as a power cut would. Prints a line of JSON for each.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
SECONDS_AT_MOST = 600.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--whom", choices=["worker", "sender"], nargs="+", default=["worker", "sender"])
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args()
    _set_up(options.port)
    for whom in options.whom:
        fill(options.mails)
        began = time.monotonic()
        killed = send_and_kill(options.mails, options.kills, whom, random.Random(options.seed))
        seconds = round(time.monotonic() - began, 1)
        print(json.dumps({"whom": whom, "killed": killed, "seconds": seconds, **left_in_queue()}), flush=True)


def _set_up(port: int) -> None:
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()


def fill(mails: int) -> None:
    """A mailing, and nothing else, in the queue. Held until it is there: the worker sends it all."""
    from django.utils import timezone

    from learning.mail_queue.queue import Letter, SignedLink, queue_mailing
    from learning.models import MailBatch

    MailBatch.objects.all().delete()
    text, html = "Dear {{agency}}\n{{link}}\n", "<p>{{agency}}: <a href='{{link}}'>reply</a></p>"
    batch = MailBatch(title="Bench", subject="For {{agency}}", text=text, html=html, held_at=timezone.now())
    letters = [
        Letter(
            to=f"lead{n}@agency.example",
            key=f"bench:{n}",
            places={"agency": f"Agency {n}"},
            signed={"link": SignedLink("bench", [n], "https://partnership.example/{token}/")},
        )
        for n in range(mails)
    ]
    queue_mailing(batch, letters)
    MailBatch.objects.update(held_at=None)


def send_and_kill(mails: int, kills: int, whom: str, chance: random.Random) -> int:
    """Kills at moments spread over the whole mailing, then lets it end; returns how many were killed."""
    killed, until = 0, time.monotonic() + SECONDS_AT_MOST
    for after in sorted(chance.sample(range(mails * 9 // 10), kills)):
        worker = start_worker()
        while done() < after and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.02))
        kill(worker, whom)
        killed += 1
    worker = start_worker()
    while is_busy() and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(worker, signal.SIGTERM)
    os.waitpid(worker, 0)
    return killed


def start_worker() -> int:
    """What `manage.py send_mail` runs, without loading Django again each time."""
    from django.db import connections

    from learning.mail_queue.worker import work

    connections.close_all()
    pid = os.fork()
    if not pid:
        os._exit(work(per_second=0))
    return pid


def kill(worker: int, whom: str) -> None:
    below = psutil.Process(worker).children() if whom == "sender" else []
    os.kill(worker, signal.SIGKILL)
    for one in below:
        one.kill()
    os.waitpid(worker, 0)


def done() -> int:
    from learning.enums import MailState
    from learning.models import QueuedMail

    return QueuedMail.objects.exclude(state__in=[MailState.WAITING, MailState.SENDING]).count()


def is_busy() -> bool:
    from learning.enums import MailState
    from learning.models import QueuedMail

    return QueuedMail.objects.filter(state__in=[MailState.WAITING, MailState.SENDING]).exists()


def left_in_queue() -> dict[str, object]:
    from learning.models import QueuedMail

    rows = list(QueuedMail.objects.values_list("state", "message_id"))
    return {
        "states": Counter(state for state, _name in rows),
        "sent": [name for state, name in rows if state == "sent"],
    }


if __name__ == "__main__":
    main()
