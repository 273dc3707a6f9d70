"""Whoever looks after mail sees what did not arrive, and decides about it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from learning.enums import MailState
from learning.mail_queue import server
from learning.models import MailBatch, QueuedMail
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    client.force_login(UserFactory(group="Training managers"))
    return client


def mail_of(partnership, state=MailState.GIVEN_UP, n=0, **fields):
    batch, _made = MailBatch.objects.get_or_create(partnership=partnership, title="To all leads", subject="x", text="x")
    fields = {"to": f"lead{n}@x.example", "problem": "Refused (550).", "tries": 3} | fields
    return QueuedMail.objects.create(batch=batch, key=f"k{n}", state=state, **fields)


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def decide(client, mail, what, **more):
    answer = client.post(reverse("mail_decide", args=[mail.pk]), {"what": what, **more})
    mail.refresh_from_db()
    return answer


def test_the_list_counts_by_state_and_leads_to_what_did_not_arrive(manager, partnership):
    mail_of(partnership, MailState.SENT, 1)
    mail_of(partnership, MailState.SENT, 2, came_back_at=timezone.now())
    mail_of(partnership, MailState.WAITING, 3)
    mail_of(partnership, MailState.NOT_KNOWN, 4)

    shown = page(manager, "mailings")

    assert "Waiting: 1<br>Sent: 2<br>Not known whether it went: 1<br>Came back: 1" in shown
    assert "2 mails need somebody to look at them" in shown


def test_another_partnerships_mail_is_not_there(manager, partnership, other_partnership):
    mail = mail_of(other_partnership)

    assert "To all leads" not in page(manager, "mailings")
    assert "lead0@x.example" not in page(manager, "mail_letters")
    assert manager.get(reverse("mailing", args=[mail.batch_id])).status_code == 404
    assert decide(manager, mail, "send_again").status_code == 404
    assert manager.post(reverse("mailing_hold", args=[mail.batch_id])).status_code == 404


def test_a_mail_that_did_not_go_is_sent_again_as_a_new_one_and_the_log_names_no_address(manager, partnership):
    mail = mail_of(partnership, agency=AgencyFactory(name="Example Trust"), message_id="<old@x>", claimed_by="a:b")
    shown = page(manager, "mailing", mail.batch_id)
    assert "Example Trust" in shown
    assert "Refused (550)." in shown

    assert decide(manager, mail, "send_again", mailing="1")["Location"] == f"/mail/{mail.batch_id}/"

    assert (mail.state, mail.tries, mail.message_id, mail.claimed_by) == (MailState.WAITING, 0, "", "")
    entry = ModelLogEntry.objects.get(action="mail.send_again")
    assert (entry.label, entry.data) == ("To all leads", {"mail": mail.pk})


@pytest.mark.parametrize(
    ("state", "came_back", "what", "becomes"),
    [
        (MailState.NOT_KNOWN, False, "arrived", MailState.SENT),
        (MailState.NOT_KNOWN, False, "leave", MailState.WITHDRAWN),
        (MailState.GIVEN_UP, False, "leave", MailState.WITHDRAWN),
        (MailState.GIVEN_UP, False, "arrived", MailState.GIVEN_UP),
        (MailState.SENT, True, "send_again", MailState.WAITING),
        (MailState.SENT, True, "arrived", MailState.SENT),
    ],
)
def test_what_can_be_decided(manager, partnership, state, came_back, what, becomes):
    mail = mail_of(partnership, state, came_back_at=timezone.now() if came_back else None)

    assert decide(manager, mail, what).status_code == 302
    assert (mail.state, mail.came_back_at) == (becomes, None)


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.SENDING, MailState.SENT, MailState.WITHDRAWN])
def test_nothing_is_decided_about_a_mail_that_is_not_in_question(manager, partnership, state):
    mail = mail_of(partnership, state)

    assert decide(manager, mail, "send_again").status_code == 404
    assert mail.state == state


def test_nothing_of_a_withdrawn_mailing_goes_again(manager, partnership):
    mail = mail_of(partnership)
    MailBatch.objects.update(withdrawn_at=timezone.now())

    decide(manager, mail, "send_again")

    assert mail.state == MailState.GIVEN_UP
    assert "Send again" not in page(manager, "mail_letters")


def test_a_mailing_is_held_and_let_go_on(manager, partnership):
    batch = mail_of(partnership, MailState.WAITING).batch
    address = reverse("mailing_hold", args=[batch.pk])

    manager.post(address)
    assert MailBatch.objects.get().held_at is not None
    assert "Let it go on" in page(manager, "mailing", batch.pk)
    manager.post(address, {"release": "1"})
    assert MailBatch.objects.get().held_at is None


def test_trouble_with_the_server_is_told_and_can_be_tried_at_once(manager, partnership):
    server.note_trouble("The mail server cannot be reached.")
    shown = page(manager, "mailings")
    assert "No mail goes at the moment" in shown
    assert "The mail server cannot be reached." in shown
    assert not server.may_be_tried()

    manager.post(reverse("mail_server"))

    assert server.may_be_tried()


@pytest.mark.parametrize("name", ["mailings", "mail_letters", "mailing"])
def test_pages_ask_no_more_where_there_is_more(manager, partnership, name):
    counts = []
    for start in (0, 10):
        for n in range(start, start + 10):
            mail = mail_of(partnership, n=n, agency=AgencyFactory())
            MailBatch.objects.create(partnership=partnership, title=f"{n}")
        args = [mail.batch_id] if name == "mailing" else []
        page(manager, name, *args)
        with CaptureQueriesContext(connection) as captured:
            page(manager, name, *args)
        counts.append(len(captured))

    assert counts[0] == counts[1]
