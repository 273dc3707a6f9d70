"""Handing one mail to the mail server, so that it is known at any moment whether it can have gone.

By SMTP a server takes a mail when it has the single full stop that ends it, and not before (RFC 5321, 4.1.1.4): that
moment is written down just before the full stop is sent. Of any other way to send we only know that it begins and ends.
"""

import re
import smtplib
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.generator import BytesGenerator
from io import BytesIO
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from learning.mail_queue.queue import can_be_written_to

SECONDS_TO_ANSWER = 60
_CHECK_AFTER_SECONDS = 5.0
_HEADER_NAME = re.compile(r"[!-9;-~]+")  # RFC 5322, 2.2; Django looks at the values alone
_FULL_STOP_FIRST = re.compile(rb"(?m)^\.")


@dataclass(frozen=True)
class Parcel:
    """A mail that is ready to be handed over: whatever could be wrong with its words has been found by now."""

    message: EmailMultiAlternatives
    sender: str
    to: str
    data: bytes


def wrap(message: EmailMultiAlternatives) -> Parcel:
    """The mail as it will be on the wire.

    Raises:
        ValueError, UnicodeError and whatever else the e-mail library thinks of: nothing of that is the server's fault.
    """
    sender = settings.MAIL_BOUNCES_TO or message.from_email
    (to,) = message.recipients()
    if not can_be_written_to(to) or not all(map(_HEADER_NAME.fullmatch, message.extra_headers)):
        raise ValueError("not an address that mail can be sent to, or not a header")
    on_the_wire = BytesIO()
    # Not by its own `as_bytes`: from Django 6.0 it is another class, which asks for the line's end in another way.
    BytesGenerator(on_the_wire, mangle_from_=False).flatten(message.message(), linesep="\r\n")
    return Parcel(message, sanitize_address(sender, "utf-8"), sanitize_address(to, "utf-8"), on_the_wire.getvalue())


class Courier(Protocol):
    """One connection, kept open from mail to mail."""

    is_exact: bool
    """Whether `may_have_gone` is called no sooner than the mail can have gone."""
    mails_carried: int
    """By the connection that is open now."""

    def open(self) -> None:
        """Makes sure that there is a connection. Raises what the server or the network says."""

    def hand_over(self, parcel: Parcel, may_have_gone: Callable[[], None]) -> None:
        """Returns once the server has taken the mail; raises what it says if it does not."""

    def close(self) -> None:
        """Never raises."""


def courier() -> Courier:
    """The one for the mail settings as they are."""
    backend = get_connection()
    return SmtpCourier() if type(backend) is EmailBackend else AnyCourier(backend)


class AnyCourier:
    """Django's mail, whatever is behind it: the console, files, a service of its own."""

    is_exact = False

    def __init__(self, backend: BaseEmailBackend) -> None:
        self._backend = backend
        self.mails_carried = 0

    def open(self) -> None:
        self._backend.open()

    def hand_over(self, parcel: Parcel, may_have_gone: Callable[[], None]) -> None:
        may_have_gone()
        self._backend.send_messages([parcel.message])
        self.mails_carried += 1

    def close(self) -> None:
        with suppress(Exception):  # whatever it was, the connection is not used again
            self._backend.close()


class SmtpCourier:
    """Django's SMTP settings and sign-in; the last step taken by ourselves."""

    is_exact = True

    def __init__(self) -> None:
        self._backend: EmailBackend | None = None
        self._used = 0.0
        self.mails_carried = 0

    def open(self) -> None:
        if self._backend is not None and not self._answers():
            self.close()
        if self._backend is None:
            backend = _Backend(timeout=settings.EMAIL_TIMEOUT or SECONDS_TO_ANSWER)
            try:
                backend.open()
                smtp: Any = backend.connection
                smtp.ehlo_or_helo_if_needed()
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a mail goes in two pieces
            except Exception:
                _drop(backend)
                raise
            self._backend, self.mails_carried = backend, 0
            self._used = time.monotonic()

    def _answers(self) -> bool:
        """Whether a connection that lay idle for a while is still one."""
        if time.monotonic() - self._used < _CHECK_AFTER_SECONDS:
            return True
        try:
            return self._smtp.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def hand_over(self, parcel: Parcel, may_have_gone: Callable[[], None]) -> None:
        smtp = self._smtp
        smtp.may_have_gone = may_have_gone
        smtp.ehlo_or_helo_if_needed()
        as_it_is = ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") and not parcel.data.isascii() else []
        smtp.sendmail(parcel.sender, [parcel.to], parcel.data, mail_options=as_it_is)
        self._used = time.monotonic()
        self.mails_carried += 1

    def close(self) -> None:
        if self._backend is not None:
            _drop(self._backend)
            self._backend = None

    @property
    def _smtp(self) -> Any:
        """A `_Smtp` or `_SmtpOverTls`."""
        return self._backend.connection if self._backend is not None else None


def _drop(backend: EmailBackend) -> None:
    """Hangs up. A mail that was not ended is not taken by the server."""
    for connection in (backend.connection, getattr(backend, "_partial_connection", None)):
        if connection is not None:
            connection.close()


class _TwoSteps:
    """Sends a mail up to its end, says so, and ends it."""

    may_have_gone: Callable[[], None]

    def data(self: Any, msg: bytes) -> tuple[int, bytes]:
        self.putcmd("data")
        code, answer = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, answer)
        body = _FULL_STOP_FIRST.sub(b"..", msg)
        self.send(body if body.endswith(b"\r\n") else body + b"\r\n")
        self.may_have_gone()
        self.send(b".\r\n")
        answered: tuple[int, bytes] = self.getreply()
        return answered


class _Smtp(_TwoSteps, smtplib.SMTP):  # type: ignore[misc]  # `data` is given bytes alone, by `sendmail`
    pass


class _SmtpOverTls(_TwoSteps, smtplib.SMTP_SSL):  # type: ignore[misc]  # the same
    pass


class _Backend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SmtpOverTls if self.use_ssl else _Smtp
