"""One mail of a mailing as it goes: its places filled in, its links signed."""

import re
from collections.abc import Callable
from email.headerregistry import Address
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode
from django.utils.html import escape

from learning.mail_queue.queue import one_line
from learning.models import MailBatch, QueuedMail

_PLACE = re.compile(r"\{\{(\w+)\}\}")


def compose(mail: QueuedMail) -> EmailMultiAlternatives:
    """What will arrive: text, and HTML beside it where the mailing has one. Nothing is fetched when it is opened.

    The same for a row that is not saved: a preview shows what will go. Once claimed, it carries its own Message-ID.
    """
    batch, words = mail.batch, {**mail.places, **links_of(mail)}
    message = EmailMultiAlternatives(
        subject=one_line(_filled(batch.subject, words, str)),
        body=_filled(batch.text, words, str),
        from_email=sender_of(batch),
        to=[mail.to],
        reply_to=[batch.reply_to] if batch.reply_to else None,
        headers={
            "Auto-Submitted": "auto-generated",
            **({"Message-ID": mail.message_id} if mail.message_id else {}),
            **{name: one_line(_filled(value, words, str)) for name, value in batch.headers.items()},
        },
    )
    if batch.html:
        message.attach_alternative(_filled(batch.html, words, escape), "text/html")
    return message


def sender_of(batch: MailBatch) -> str:
    """Our own address, under the name of the partnership that writes: another's would not pass for genuine."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    partnership = batch.partnership
    named = Address(display_name=one_line(partnership.name if partnership else name), addr_spec=address)
    return str(named)  # quoted where the name holds a comma or an @; encoded by Django


def our_domain() -> str:
    """The domain that our mail is from, as names of mails are made with it."""
    return punycode(parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]) or "localhost"


def links_of(mail: QueuedMail) -> dict[str, str]:
    """Its signed places as links that work."""
    return {
        name: one["address"].replace("{token}", signing.dumps(one["value"], salt=one["salt"]))
        for name, one in mail.signed.items()
    }


def _filled(words: str, places: dict[str, str], write: Callable[[str], str]) -> str:
    """`words` with each place's own; what has no such place stays as it is, so that a forgotten one is seen."""
    return _PLACE.sub(lambda found: str(write(places[found[1]])) if found[1] in places else found[0], words)
