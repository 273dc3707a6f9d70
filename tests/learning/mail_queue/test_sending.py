"""What is due goes, once, to a real mail server; what cannot go harms nothing else."""

import smtplib
import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from learning.enums import MailState
from learning.mail_queue import claims, server
from learning.mail_queue.queue import hold_mailing, release_mailing, withdraw_mailing
from learning.mail_queue.sending import Sender, Tally, send_due
from learning.models import MailServer, QueuedMail
from tests.learning.mail_queue.conftest import leading_to
from tests.learning.mail_queue.mail_sink import listening

pytestmark = pytest.mark.django_db


def drain() -> Tally:
    with Sender(per_second=0) as sender:
        return sender.send_due()


def state_of(mail):
    mail.refresh_from_db()
    return mail.state, mail.tries


def test_a_mailing_goes_over_one_connection_and_is_written_down(sink, queued):
    mails = queued("a@x.example", "b@x.example", "c@x.example", html="<p>Dear {{n}}</p>", reply_to="us@x.example")

    assert drain() == Tally(sent=3)
    assert drain() == Tally()

    assert (sink.recipients, sink.connections) == (["a@x.example", "b@x.example", "c@x.example"], 1)
    assert [one["Subject"] for one in sink.received] == ["For 0", "For 1", "For 2"]
    for mail, message in zip(mails, sink.received, strict=True):
        assert state_of(mail) == (MailState.SENT, 1)
        assert message["Message-ID"] == mail.message_id
        assert mail.message_id.endswith("@partnership.example>")
        assert (message["Reply-To"], message["Auto-Submitted"]) == ("us@x.example", "auto-generated")
        assert message["Date"] is not None
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    "address",
    ['"john..doe@home"@x.example', "o'brien+cascade@x.example", "lead@xn--exmple-cua.example"],
    ids=["quoted", "plus and apostrophe", "punycode"],
)
def test_unusual_addresses_arrive_as_they_are(sink, queued, address):
    queued(address)

    assert drain().sent == 1
    assert sink.received[0]["To"].addresses[0].addr_spec == address


def test_a_domain_that_is_not_ascii_goes_as_punycode(sink, queued):
    queued("lead@exämple.example")

    assert drain().sent == 1
    assert sink.received[0]["To"].addresses[0].addr_spec == "lead@xn--exmple-cua.example"


@pytest.mark.parametrize(
    "to",
    ["Bjørn@x.example", "a@x.example\r\nBcc: b@x.example", "", "nobody", "a@x.example, b@x.example", "a" * 300],
    ids=["not ASCII before the @", "two lines", "none", "no @", "two", "very long"],
)
def test_a_mail_to_no_address_stops_nothing_and_says_so_without_the_address(sink, queued, to, caplog):
    poison, _other = queued("a@x.example", "b@x.example")
    QueuedMail.objects.filter(pk=poison.pk).update(to=to)

    assert drain() == Tally(sent=1, given_up=1)
    assert (state_of(poison), sink.recipients) == ((MailState.GIVEN_UP, 1), ["b@x.example"])
    assert poison.problem == "This mail cannot be written: its address or one of its headers is not right."
    assert "@x.example" not in caplog.text


def test_a_header_of_two_lines_stops_nothing(sink, queued):
    queued("a@x.example", headers={"X-One\r\nBcc": "b@x.example"})

    assert drain() == Tally(given_up=1)
    assert sink.received == []


@pytest.mark.parametrize(
    ("answer", "state", "problem"),
    [
        ("550 5.1.1 <gone@x.example> no such user", MailState.GIVEN_UP, "refused this address (550 5.1.1)"),
        ("450 4.2.0 gone@x.example greylisted", MailState.WAITING, "refused this address (450 4.2.0)"),
    ],
    ids=["for good", "for now"],
)
def test_an_address_that_is_refused_stops_no_other(sink, queued, answer, state, problem):
    sink.recipient_answers["gone"] = answer
    gone, other = queued("gone@x.example", "b@x.example")

    drain()

    assert (state_of(gone), state_of(other)) == ((state, 1), (MailState.SENT, 1))
    assert gone.problem == f"The mail server {problem}."


@pytest.mark.parametrize(
    ("answer", "state"),
    [("554 5.7.1 Spam", MailState.GIVEN_UP), ("451 4.3.0 Later", MailState.WAITING)],
    ids=["for good", "for now"],
)
def test_a_mail_refused_after_its_last_word_has_not_gone(sink, queued, answer, state):
    sink.data_answers["a@"] = answer
    (mail,) = queued("a@x.example")

    drain()

    assert (state_of(mail), mail.handed_at) == ((state, 1), None)


def test_what_was_refused_for_now_is_tried_again_later_and_later_for_two_days(sink, queued):
    sink.recipient_answers["a@"] = "451 4.7.1 Later"
    (mail,) = queued("a@x.example")
    began = now = timezone.now() + timedelta(seconds=1)

    while state_of(mail)[0] == MailState.WAITING:
        with time_machine.travel(now, tick=False):
            drain()
        mail.refresh_from_db()
        assert mail.state == MailState.GIVEN_UP or mail.due_at > now + timedelta(seconds=40)
        now = max(now, mail.due_at) + timedelta(seconds=1)

    assert mail.tries == claims.MOST_TRIES
    assert timedelta(days=1.5) < now - began < timedelta(days=2.5)
    assert mail.problem == "The mail server refused this address (451 4.7.1). Given up after 19 tries."


def test_a_server_that_is_down_counts_against_no_mail_and_catches_up(queued):
    mails = queued("a@x.example", "b@x.example")
    with listening() as sink:
        port = sink.port
    began = timezone.now()
    with leading_to(port):
        for minute in range(60):
            with time_machine.travel(began + timedelta(minutes=minute), tick=False):
                assert drain() == Tally(server_trouble="The mail server cannot be reached.")
        assert {state_of(mail) for mail in mails} == {(MailState.WAITING, 0)}
        assert 12 <= server.trouble().failures <= 20  # asked now and then, not sixty times
        with listening(port=port) as sink, time_machine.travel(began + timedelta(minutes=66), tick=False):
            assert drain() == Tally(sent=2)

    assert sink.recipients == ["a@x.example", "b@x.example"]
    assert server.trouble() is None


def test_a_wrong_password_pauses_and_is_told_without_it(sink, queued, settings, caplog):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "us", "s3cret"
    (mail,) = queued("a@x.example")

    drain()

    assert state_of(mail) == (MailState.WAITING, 0)
    assert server.trouble().why.startswith("The mail server does not offer what our settings ask of it")
    assert "s3cret" not in caplog.text + server.trouble().why


def test_a_server_that_will_have_nothing_from_us_blames_no_mail(sink, queued):
    sink.sender_answer = "553 5.7.1 Not yours"
    (mail,) = queued("a@x.example")

    drain()

    assert state_of(mail) == (MailState.WAITING, 0)
    assert server.trouble().why == "The mail server does not take mail from our address (553 5.7.1)."


def test_a_server_that_takes_few_mails_a_connection_gets_another_connection(sink, queued):
    sink.mails_a_connection = 2
    queued(*(f"n{n}@x.example" for n in range(5)))

    assert drain() == Tally(sent=5)
    assert (len(set(sink.recipients)), sink.connections) == (5, 3)


def test_an_answer_that_never_comes_leaves_a_mail_of_which_nobody_knows_and_which_does_not_go_again(sink, queued):
    sink.hangs_up_after_data = True
    (mail,) = queued("a@x.example")

    assert drain() == Tally(not_known=1)
    sink.hangs_up_after_data = False
    assert drain() == Tally()

    assert (state_of(mail), len(sink.received)) == ((MailState.NOT_KNOWN, 1), 1)


def test_a_connection_cut_before_the_end_of_a_mail_means_that_it_has_not_gone(sink, queued, monkeypatch):
    (mail,) = queued("a@x.example")

    def cut(mail):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(claims, "note_handing", cut)
    drain()
    monkeypatch.undo()
    assert state_of(mail) == (MailState.WAITING, 1)
    assert sink.received == []


def test_a_claim_that_was_lost_is_let_go_of_before_the_mail_goes(sink, queued, monkeypatch):
    (mail,) = queued("a@x.example")
    note = claims.note_handing

    def taken_meanwhile(mail):
        QueuedMail.objects.filter(pk=mail.pk).update(claimed_by="another:worker")
        note(mail)

    monkeypatch.setattr(claims, "note_handing", taken_meanwhile)
    drain()

    assert (state_of(mail), mail.claimed_by) == ((MailState.SENDING, 1), "another:worker")
    assert sink.received == []


def test_held_and_withdrawn_and_later_mailings_do_not_go(sink, queued):
    (held,) = queued("held@x.example", kind="a")
    (withdrawn,) = queued("withdrawn@x.example", kind="b")
    queued("later@x.example", kind="c", not_before=timezone.now() + timedelta(minutes=10))
    hold_mailing(held.batch)
    withdraw_mailing(withdrawn.batch)

    assert drain() == Tally()
    release_mailing(held.batch)
    assert drain() == Tally(sent=1)
    assert sink.recipients == ["held@x.example"]


def test_a_mailing_held_after_it_was_found_due_does_not_go(sink, queued):
    mails = queued("a@x.example", "b@x.example")

    def hold(seconds):
        hold_mailing(mails[0].batch)
        return False

    with Sender(per_second=0, wait=hold) as sender:
        assert sender.send_due() == Tally()


def test_no_more_go_in_a_second_than_may(sink, queued):
    queued(*(f"n{n}@x.example" for n in range(4)))
    waited = []
    with Sender(per_second=10, wait=lambda seconds: waited.append(seconds) and False) as sender:
        began = time.monotonic()
        sender.send_due()
        took = time.monotonic() - began

    assert 0.3 - took <= max(waited) <= 0.3


def test_a_request_sends_a_few_and_leaves_the_rest(sink, queued):
    queued(*(f"n{n}@x.example" for n in range(4)))

    assert (send_due(limit=3), len(sink.received)) == (3, 3)
    assert (send_due(seconds=-1), len(sink.received)) == (0, 3)


def test_a_bounce_address_is_only_on_the_envelope(sink, queued, settings):
    settings.MAIL_BOUNCES_TO = "bounces@partnership.example"
    queued("a@x.example")

    drain()

    assert sink.senders == ["bounces@partnership.example"]
    assert sink.received[0]["From"].addresses[0].addr_spec == "learning@partnership.example"


def test_full_stops_and_long_lines_arrive_as_they_were_written(sink, queued):
    text = ".\n..\nSŵn " + "very " * 400 + "long\n.last\n"
    queued("a@x.example", text=text)

    drain()

    assert sink.received[0].get_body(["plain"]).get_content().replace("\r\n", "\n") == text


def test_other_ways_to_send_are_served_too(queued, settings, mailoutbox):
    queued("a@x.example")

    assert drain() == Tally(sent=1)
    assert (mailoutbox[0].to, MailServer.objects.count()) == (["a@x.example"], 0)
