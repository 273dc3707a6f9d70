"""A mail server on this machine that keeps what it is sent, and answers as it is told."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# ruff: noqa: N802 - aiosmtpd finds the methods by these names


@dataclass
class Sink:
    """What came, and what is answered: a part of the recipient's address to the answer that it gets."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    connections: int = 0
    sender_answer: str = "250 OK"
    recipient_answers: dict[str, str] = field(default_factory=dict)
    data_answers: dict[str, str] = field(default_factory=dict)
    hangs_up_after_data: bool = False
    mails_a_connection: int = 10_000
    _carried: dict[int, int] = field(default_factory=dict)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._carried[id(session)] = self._carried.get(id(session), 0) + 1
        if self._carried[id(session)] > self.mails_a_connection:
            return "421 Too many for one connection"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        self.senders.append(address)
        return self.sender_answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        for part, answer in self.recipient_answers.items():
            if part in address:
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        for part, answer in self.data_answers.items():
            if part in envelope.rcpt_tos[0]:
                return answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.received.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        if self.hangs_up_after_data:
            server.transport.abort()
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return [str(one["To"]) for one in self.received]

    def clear(self) -> None:
        self.received.clear()


class _AnyPort(Controller):
    """The system chooses the port: two runs at once never want the same."""

    def _create_server(self):  # type: ignore[no-untyped-def]
        return self.loop.create_server(self._factory_invoker, host=self.hostname, port=0)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def listening(sink: Sink | None = None, port: int = 0) -> Iterator[Sink]:
    sink = sink or Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port) if port else _AnyPort(sink, hostname="127.0.0.1")
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        controller.stop()


MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*<([^>]+)>")
