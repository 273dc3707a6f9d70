"""Reports of mail that did not arrive (RFC 3464), matched to the mails they are about.

Anybody can send such a report. It is believed where it bears the Message-ID of a mail of ours, which nobody but its receiver
and the servers on the way has seen; nothing of it is kept but the numbers of its status.
"""

import email
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import Message
from email.policy import compat32
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext as _

from learning.enums import MailState
from learning.models import QueuedMail

MOST_BYTES = 10 * 2**20
_MOST_PARTS = 100
_STATUS = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
_NAME = re.compile(r"<[^<>\s]{1,240}>")


class Taken(Enum):
    """What a message was taken for."""

    CAME_BACK = "came back"
    LATE = "late, not lost"
    NOT_OURS = "about no mail of ours"
    NO_REPORT = "no delivery report"


def messages_in(data: bytes) -> Iterator[bytes]:
    """The messages of an mbox, or the one message that it is."""
    if not data.startswith(b"From "):
        yield data
        return
    for one in re.split(rb"(?m)(?:^|(?<=\n\n)|(?<=\r\n\r\n))From [^\n]*\n", data):
        if one.strip():
            yield one


def take(data: bytes, *, now: datetime | None = None) -> Taken:
    """Notes what one message says of a mail of ours; says what it was taken for. Never raises over what is in it."""
    try:
        message = email.message_from_bytes(data[:MOST_BYTES], policy=compat32)
        parts = _parts(message)
        found = _status(parts)
        names = _names(parts) if found else []
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ):  # whatever a hostile message is made of
        return Taken.NO_REPORT
    if found is None:
        return Taken.NO_REPORT
    mail = QueuedMail.objects.filter(message_id__in=names).first() if names else None
    if mail is None:
        return Taken.NOT_OURS
    is_final, status = found
    return _note(mail, is_final, status, now or timezone.now())


def _note(mail: QueuedMail, is_final: bool, status: str, now: datetime) -> Taken:
    rows = QueuedMail.objects.filter(pk=mail.pk)
    if not is_final:
        rows.filter(came_back_at=None).update(problem=_("Late: the receiving side has not taken it yet (%s).") % status)
        return Taken.LATE
    # A report also settles what nobody knew: it went.
    known = {"state": MailState.SENT, "sent_at": mail.sent_at or mail.handed_at or now}
    rows.filter(state=MailState.NOT_KNOWN).update(**known)
    rows.filter(came_back_at=None).update(came_back_at=now)
    rows.update(came_back_why=why(status))
    return Taken.CAME_BACK


def why(status: str) -> str:
    """The status in words (RFC 3463, 3)."""
    subject = status.split(".")[1] if status.count(".") == 2 else ""
    words = {
        "1": _("There is no such address."),
        "2": _("The mailbox is full or closed."),
        "3": _("The receiving server cannot take it."),
        "4": _("The receiving server cannot be reached."),
        "5": _("The receiving server was not understood."),
        "6": _("The receiving server cannot take what is in it."),
        "7": _("The receiving server takes nothing from us, or not this."),
    }
    said = (
        _("The mailbox is full.")
        if status.endswith(".2.2")
        else words.get(subject, _("The receiving server does not say why."))
    )
    return f"{said} ({status})" if status else said


def _parts(message: Message) -> list[Message]:
    """The message and what is in it, not deeper and not more than a report has."""
    found: list[Message] = []
    waiting = [(message, 0)]
    while waiting and len(found) < _MOST_PARTS:
        part, depth = waiting.pop(0)
        found.append(part)
        inner = part.get_payload()
        if isinstance(inner, list) and depth < 6:
            waiting += [(one, depth + 1) for one in inner if isinstance(one, Message)]
    return found


def _status(parts: list[Message]) -> tuple[bool, str] | None:
    """Whether it is final, and its numbers; None where the message is no report, or one that it did arrive."""
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _parts(part)[1:]:
            action = str(block.get("Action", "")).strip().lower()
            if action not in {"failed", "delayed"}:
                continue
            numbers = _STATUS.match(str(block.get("Status", "")))
            return action == "failed", ".".join(numbers.groups()) if numbers else ""
    return None


def _names(parts: list[Message]) -> list[str]:
    """The Message-IDs of what the report says came back: not its own."""
    names: list[str] = []
    for part in parts[1:]:
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            part = email.message_from_bytes(raw if isinstance(raw, bytes) else b"", policy=compat32)
        names += _NAME.findall(str(part.get("Message-ID", "")))
    return names[:10]
