"""A report that a mail did not arrive finds the mail; what is no such report, or not about ours, changes nothing."""

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.enums import MailState
from learning.mail_queue.bounces import Taken, take
from learning.models import QueuedMail

pytestmark = pytest.mark.django_db
NAME = "<abc.1@partnership.example>"

REPORT = """From: MAILER-DAEMON@mx.example
To: learning@partnership.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <their-own@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you about gone@x.example.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Sun, 22 Nov 2026 12:00:00 +0000

Final-Recipient: rfc822; gone@x.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <gone@x.example>: no such user

--B
Content-Type: {kind}

From: learning@partnership.example
To: gone@x.example
Message-ID: {name}
Subject: For you

--B--
"""


def report(action="failed", status="5.1.1", kind="message/rfc822", name=NAME):
    return REPORT.format(action=action, status=status, kind=kind, name=name).encode()


@pytest.fixture
def mail(queued):
    (one,) = queued("gone@x.example")
    QueuedMail.objects.update(state=MailState.SENT, message_id=NAME)
    one.refresh_from_db()
    return one


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_mail_that_came_back_is_marked_with_the_reason_and_no_address(mail, kind, ends):
    assert take(report(kind=kind).replace(b"\n", ends.encode())) == Taken.CAME_BACK

    mail.refresh_from_db()
    assert mail.came_back_at is not None
    assert mail.came_back_why == "There is no such address. (5.1.1)"


def test_a_mail_that_is_late_has_not_come_back(mail):
    assert take(report("delayed", "4.4.1")) == Taken.LATE

    mail.refresh_from_db()
    assert (mail.came_back_at, mail.problem) == (None, "Late: the receiving side has not taken it yet (4.4.1).")


def test_a_report_settles_what_nobody_knew(mail):
    QueuedMail.objects.update(state=MailState.NOT_KNOWN, sent_at=None)

    take(report())

    mail.refresh_from_db()
    assert (mail.state, mail.came_back_at is None) == (MailState.SENT, False)


def test_the_second_report_leaves_the_day_of_the_first(mail):
    take(report())
    first = QueuedMail.objects.get().came_back_at

    assert take(report(status="5.2.2")) == Taken.CAME_BACK
    again = QueuedMail.objects.get()
    assert (again.came_back_at, again.came_back_why) == (first, "The mailbox is full. (5.2.2)")


@pytest.mark.parametrize(
    ("message", "taken"),
    [
        (report("delivered", "2.0.0"), Taken.NO_REPORT),
        (report(name="<other@partnership.example>"), Taken.NOT_OURS),
        (report(name=""), Taken.NOT_OURS),
        (f"Subject: Out of office\nIn-Reply-To: {NAME}\nMessage-ID: {NAME}\n\nBack on Monday".encode(), Taken.NO_REPORT),
        (b"", Taken.NO_REPORT),
        (b"\xff\xfe\x00" * 1000, Taken.NO_REPORT),
        (b"Content-Type: multipart/report; boundary=B\n\n" + b"--B\n" * 5000, Taken.NO_REPORT),
        (b"".join(b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n) for n in range(2000)), Taken.NO_REPORT),
        (report().replace(b"Content-Type: message/rfc822", b"Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: x"),
         Taken.CAME_BACK),
    ],
    ids=["arrived", "another's", "no name", "out of office", "nothing", "no text", "many parts", "very deep", "odd coding"],
)  # fmt: skip
def test_other_messages(mail, message, taken):
    assert take(message) == taken

    mail.refresh_from_db()
    assert (mail.came_back_at is not None) == (taken == Taken.CAME_BACK)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(REPORT)), by=st.binary(max_size=40))
def test_no_damage_to_a_report_stops_the_command(mail, at, by):
    whole = report()

    assert take(whole[:at] + by + whole[at + len(by) :]) in Taken


def test_the_command_reads_messages_and_mboxes(mail, tmp_path, capsys):
    (tmp_path / "one").write_bytes(report(name="<other@x>"))
    (tmp_path / "mbox").write_bytes(
        b"From MAILER-DAEMON Sun Nov 22 12:00:00 2026\n"
        + report()
        + b"\nFrom x Sun Nov 22\nSubject: Hello\n\nFrom me\n"
    )

    call_command("take_bounces", str(tmp_path / "one"), str(tmp_path / "mbox"))

    assert capsys.readouterr().out == "1 came back\n1 about no mail of ours\n1 no delivery report\n"


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("take_bounces", str(tmp_path / "none"))
