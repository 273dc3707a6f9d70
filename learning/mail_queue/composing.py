"""One mail of a mailing as it goes: its places filled in, its links signed."""

import re
from collections.abc import Callable

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape

from learning.mail_queue.queue import one_line
from learning.models import QueuedMail

_PLACE = re.compile(r"\{\{(\w+)\}\}")


def compose(mail: QueuedMail) -> EmailMultiAlternatives:
    """What will arrive: text, and HTML beside it where the mailing has one. Nothing is fetched when it is opened."""
    batch, words = mail.batch, {**mail.places, **links_of(mail)}
    message = EmailMultiAlternatives(
        subject=one_line(_filled(batch.subject, words, str)),
        body=_filled(batch.text, words, str),
        to=[mail.to],
        reply_to=[batch.reply_to] if batch.reply_to else None,
        headers={
            "Auto-Submitted": "auto-generated",
            **{name: one_line(_filled(value, words, str)) for name, value in batch.headers.items()},
        },
    )
    if batch.html:
        message.attach_alternative(_filled(batch.html, words, escape), "text/html")
    return message


def links_of(mail: QueuedMail) -> dict[str, str]:
    """Its signed places as links that work."""
    return {
        name: one["address"].replace("{token}", signing.dumps(one["value"], salt=one["salt"]))
        for name, one in mail.signed.items()
    }


def _filled(words: str, places: dict[str, str], write: Callable[[str], str]) -> str:
    """`words` with each place's own; what has no such place stays as it is, so that a forgotten one is seen."""
    return _PLACE.sub(lambda found: str(write(places[found[1]])) if found[1] in places else found[0], words)
