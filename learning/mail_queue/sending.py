"""Sending what is due, one mail after the other over one connection: claimed, handed over, written down."""

import logging
import smtplib
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.mail_queue import claims, refusals, server
from learning.mail_queue.claims import ClaimLost, SenderName
from learning.mail_queue.composing import compose
from learning.mail_queue.handing_over import Courier, Parcel, courier, wrap
from learning.mail_queue.refusals import Fault, Refusal
from learning.models import QueuedMail

logger = logging.getLogger(__name__)

AT_ONCE = 100
_SECONDS_BETWEEN = (0.1, 0.5, 2.0, 8.0, 30.0)


@dataclass
class Tally:
    """What became of the mails that were looked at."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0
    not_known: int = 0
    server_trouble: str = ""
    """Why nothing more was tried; blank where there was no trouble."""


def never(seconds: float) -> bool:
    """Waits, and is never told to stop."""
    time.sleep(seconds)
    return False


class Sender:
    """One process that sends. Use it in a `with`: its claims are its own for as long as it lives.

    `wait(seconds)` waits that long and says whether to stop; what is in hand is finished first.
    """

    def __init__(self, *, per_second: float | None = None, wait: Callable[[float], bool] = never) -> None:
        rate = settings.MAIL_PER_SECOND if per_second is None else per_second
        self._gap = 1 / rate if rate > 0 else 0.0
        self._next_at = 0.0
        self._wait = wait
        self._courier: Courier | None = None
        self._is_well = False

    def __enter__(self) -> Self:
        self._name = SenderName()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.hang_up()
        self._name.end()

    def hang_up(self) -> None:
        """Gives the connection back, until the next mail."""
        if self._courier is not None:
            self._courier.close()
            self._courier = None

    def send_due(self, *, limit: int | None = None, seconds: float | None = None) -> Tally:
        """Sends what is due now, so many mails or for so long at most."""
        tally, looked_at = Tally(), 0
        ends = None if seconds is None else time.monotonic() + seconds
        claims.take_back_from_the_dead()
        for pk in self._due(limit):
            if ends is not None and time.monotonic() > ends:
                break
            if self._wait_for_turn() or not self._is_connected(tally):
                break
            mail = claims.claim(pk, self._name.text)
            if mail is not None:
                looked_at += 1
                self._send(mail, tally)
                if tally.server_trouble or looked_at == limit:
                    break
        return tally

    def _due(self, limit: int | None) -> Iterator[int]:
        """Ids of what is due, looked for again until there is nothing new: what was put off comes later."""
        before: set[int] = set()
        while found := [pk for pk in claims.due(timezone.now(), AT_ONCE) if pk not in before]:
            before = set(found)
            yield from found

    def _wait_for_turn(self) -> bool:
        """Keeps the pace; True where it is time to stop."""
        now = time.monotonic()
        stop = self._wait(max(0.0, self._next_at - now))
        self._next_at = max(self._next_at, now) + self._gap
        return stop

    def _is_connected(self, tally: Tally) -> bool:
        """Whether the mail server can be spoken to. Looked at before any mail is claimed: none is blamed."""
        if self._courier is None and not server.may_be_tried():
            tally.server_trouble = getattr(server.trouble(), "why", "")
            return False
        if self._courier is None:
            self._courier, self._is_well = courier(), False
        try:
            self._courier.open()
        except Exception as error:  # of the network, of the server, of settings that cannot be
            self._note_trouble(refusals.of_connecting(error), tally)
            return False
        return True

    def _note_trouble(self, refusal: Refusal, tally: Tally) -> None:
        logger.warning("No mail can be sent: %s", refusal.why)
        server.note_trouble(refusal.why)
        tally.server_trouble = refusal.why
        self.hang_up()

    def _send(self, mail: QueuedMail, tally: Tally) -> None:
        try:
            parcel = wrap(compose(mail))
        except Exception as error:  # whatever is wrong with one mail stops no other
            logger.warning(
                "Mail %d cannot be written: %s", mail.pk, type(error).__name__
            )  # its words stay out of the log
            claims.note_given_up(
                mail, _("This mail cannot be written: its address or one of its headers is not right.")
            )
            tally.given_up += 1
            return
        try:
            if not self._hand_over(mail, parcel, tally):
                return
            _write_down(lambda: claims.note_sent(mail))
            tally.sent += 1
            self._note_well()
        except ClaimLost:
            self.hang_up()  # in the middle of a mail, which therefore does not go
        except DatabaseError:
            self.hang_up()  # the same; whoever comes next finds the mail as it is written down
            raise
        except Exception as error:
            self._note_failure(mail, error, tally)

    def _hand_over(self, mail: QueuedMail, parcel: Parcel, tally: Tally) -> bool:
        """Hands the mail over; over a new connection where the old one, which had carried others, was closed.

        False where no new one can be made: then the mail is as it was.
        """
        assert self._courier is not None  # noqa: S101 - connected before it was claimed
        try:
            self._courier.hand_over(parcel, lambda: _may_have_gone(mail))
        except Exception as error:
            if mail.handed_at is not None or not self._courier.mails_carried or not _has_hung_up(error):
                raise
            self.hang_up()
            if not self._is_connected(tally):
                claims.put_back(mail)
                return False
            self._courier.hand_over(parcel, lambda: _may_have_gone(mail))
        return True

    def _note_well(self) -> None:
        if not self._is_well:
            server.note_well()
            self._is_well = True

    def _note_failure(self, mail: QueuedMail, error: Exception, tally: Tally) -> None:
        refusal = self._refusal(mail, error)
        if not isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) or _has_hung_up(error):
            self.hang_up()
        match refusal.fault:
            case Fault.MAIL:
                _write_down(lambda: claims.note_given_up(mail, refusal.why))
                tally.given_up += 1
                self._note_well()
            case Fault.NOT_KNOWN:
                _write_down(lambda: claims.note_not_known(mail, refusal.why))
                tally.not_known += 1
            case Fault.FOR_NOW:
                tally.put_off += claims.put_off(mail, refusal.why)
            case Fault.SERVER:
                claims.put_back(mail)
                self._note_trouble(refusal, tally)

    def _refusal(self, mail: QueuedMail, error: Exception) -> Refusal:
        is_exact = self._courier is not None and self._courier.is_exact
        if not is_exact and isinstance(error, ConnectionRefusedError | socket.gaierror):
            return refusals.of_connecting(error)  # it did not come so far as to go
        return refusals.of_handing_over(error, may_have_gone=mail.handed_at is not None)


def send_due(limit: int = 20, seconds: float = 2.0) -> int:
    """Sends a few of the mails that are due, where somebody may be waiting for this to end; returns how many went.

    The rest goes by the worker.
    """
    with Sender(per_second=0) as sender:
        return sender.send_due(limit=limit, seconds=seconds).sent


def _may_have_gone(mail: QueuedMail) -> None:
    claims.note_handing(mail)
    mail.handed_at = timezone.now()


def _has_hung_up(error: Exception) -> bool:
    """Whether the server closes the connection, or has."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == 421 for code, _said in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == 421 and not isinstance(error, smtplib.SMTPConnectError)
    return isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError)


def _write_down(step: Callable[[], object]) -> None:
    """What became of a mail must not be lost because the database is busy: tried for most of a minute."""
    for pause in _SECONDS_BETWEEN:
        try:
            step()
        except DatabaseError:
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
        else:
            return
    step()
