"""A mail server to send to, and mailings to send."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from learning.mail_queue.queue import Letter, queue_mailing
from learning.models import MailBatch, QueuedMail
from tests.learning.mail_queue.mail_sink import Sink, listening


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server, and the settings that lead to it."""
    with listening() as one, leading_to(one.port):
        yield one


def leading_to(port: int) -> Any:
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=5,
        DEFAULT_FROM_EMAIL="learning@partnership.example",
    )


@pytest.fixture
def queued(db: None) -> Any:
    """Puts a mailing to these addresses in the queue; returns its mails in their order."""

    def queue(*addresses: str, **batch: Any) -> list[QueuedMail]:
        fields = {"kind": "test", "title": "A test", "subject": "For {{n}}", "text": "Dear {{n}}\n"} | batch
        letters = [
            Letter(to=one, key=f"{batch.get('kind')}:{one}", places={"n": str(n)}) for n, one in enumerate(addresses)
        ]
        return list(queue_mailing(MailBatch(**fields), letters).values())

    return queue
