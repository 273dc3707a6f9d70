"""What becomes of the mails of a sender that is no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from learning.enums import MailState
from learning.mail_queue import claims
from learning.mail_queue.claims import LEASE, ClaimLost, SenderName, take_back_from_the_dead
from learning.mail_queue.queue import withdraw_mailing
from learning.mail_queue.retention import forget_addresses
from learning.models import QueuedMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender():
    name = SenderName()
    yield name
    name.end()


def state_of(mail):
    mail.refresh_from_db()
    return mail.state


def test_a_mail_is_claimed_once(queued, sender):
    (mail,) = queued("a@x.example")

    assert claims.claim(mail.pk, sender.text) is not None
    assert claims.claim(mail.pk, sender.text) is None


def test_nobody_touches_the_mail_of_a_sender_that_lives(queued, sender):
    (mail,) = queued("a@x.example")
    claims.claim(mail.pk, sender.text)

    assert take_back_from_the_dead() == (0, 0)
    assert state_of(mail) == MailState.SENDING


def test_a_mail_that_cannot_have_gone_goes_again_when_its_sender_is_dead(queued):
    (mail,) = queued("a@x.example")
    dead = SenderName()
    claims.claim(mail.pk, dead.text)
    dead.end()

    assert take_back_from_the_dead() == (1, 0)
    assert (state_of(mail), mail.claimed_by) == (MailState.WAITING, "")


def test_of_a_mail_that_may_have_gone_nobody_knows(queued):
    (mail,) = queued("a@x.example")
    dead = SenderName()
    claims.note_handing(claims.claim(mail.pk, dead.text))
    dead.end()

    assert take_back_from_the_dead() == (0, 1)
    assert state_of(mail) == MailState.NOT_KNOWN


@pytest.mark.parametrize("let_go", [claims.put_back, lambda mail: claims.put_off(mail, "Later.")], ids=["back", "off"])
def test_a_mail_in_hand_is_withdrawn_with_its_mailing_if_it_does_not_go(queued, sender, let_go):
    (mail,) = queued("a@x.example")
    mail = claims.claim(mail.pk, sender.text)
    withdraw_mailing(mail.batch)

    let_go(mail)

    assert state_of(mail) == MailState.WITHDRAWN


def test_a_sender_of_another_machine_is_given_up_after_its_time_and_not_before(queued):
    (mail,) = queued("a@x.example")
    claims.claim(mail.pk, "elsewhere:abc")

    assert take_back_from_the_dead(now=timezone.now() + LEASE - timedelta(seconds=10)) == (0, 0)
    assert take_back_from_the_dead(now=timezone.now() + LEASE + timedelta(seconds=10)) == (1, 0)


def test_a_sender_that_was_given_up_and_lives_lets_go_or_is_believed(queued):
    before, after = queued("a@x.example", "b@x.example")
    before, after = claims.claim(before.pk, "elsewhere:abc"), claims.claim(after.pk, "elsewhere:abc")
    claims.note_handing(after)
    take_back_from_the_dead(now=timezone.now() + LEASE * 2)

    with pytest.raises(ClaimLost):
        claims.note_handing(before)
    claims.note_sent(after)

    assert (state_of(before), state_of(after)) == (MailState.WAITING, MailState.SENT)


def test_a_mail_that_takes_every_sender_with_it_does_not_go_round_for_ever(queued):
    (mail,) = queued("a@x.example")
    for _time in range(claims.MOST_TRIES):
        QueuedMail.objects.update(due_at=timezone.now())
        claims.claim(mail.pk, "elsewhere:abc")
        take_back_from_the_dead(now=timezone.now() + LEASE * 2)

    assert state_of(mail) == MailState.GIVEN_UP


def test_to_whom_a_mail_went_is_forgotten_in_time_and_what_waits_is_not(queued, settings):
    settings.MAIL_ADDRESS_DAYS = 90
    now = timezone.now()
    old, _recent, waiting = queued("old@x.example", "recent@x.example", "waiting@x.example")
    sent = QueuedMail.objects.exclude(pk=waiting.pk)
    sent.update(state=MailState.SENT, sent_at=now - timedelta(days=89))
    QueuedMail.objects.filter(pk=old.pk).update(sent_at=now - timedelta(days=91))
    QueuedMail.objects.filter(pk=waiting.pk).update(due_at=now - timedelta(days=91))

    assert forget_addresses(now=now) == 1
    assert list(QueuedMail.objects.values_list("to", flat=True)) == ["", "recent@x.example", "waiting@x.example"]
    assert QueuedMail.objects.get(pk=old.pk).places == {}
