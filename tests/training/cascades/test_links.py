"""The link of one agency after a cascade was sent: revoked, made anew, sent elsewhere; an agency that comes later."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from learning.mail_queue.sending import send_due
from learning.models import Agency, QueuedMail
from tests.factories.learning import AgencyFactory
from tests.training.cascades.conftest import NOW
from training.cascade_sending_errors import AddressNotUsable, AgencyNotOurs, AgencyThereAlready, NotSent
from training.domain.cascade_addresses import add_agency, revoke_link, send_new_link
from training.domain.cascade_links import LinkRevoked, LinkRunOut, recipient_of, reply_token
from training.domain.cascade_sending import close_cascade, send_cascade, withdraw_cascade

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(draft, time_machine):
    """Its three mails have gone."""
    cascade = send_cascade(draft, by=None)
    time_machine.move_to(NOW + timedelta(minutes=11))
    send_due()
    mail.outbox.clear()
    return cascade


@pytest.fixture
def police(sent, agencies):
    return sent.recipients.get(agency=agencies.police)


def test_a_revoked_link_is_dead_and_a_new_one_works(police):
    old = reply_token(police)

    revoked = revoke_link(police, by=None)

    with pytest.raises(LinkRevoked):
        recipient_of(old)
    with pytest.raises(LinkRevoked):
        recipient_of(reply_token(revoked))
    assert recipient_of(reply_token(send_new_link(revoked, by=None))).agency == police.agency


def test_a_new_link_goes_to_the_leads_present_address_with_the_same_words(police):
    Agency.objects.filter(pk=police.agency_id).update(lead_email="new.lead@police.example")
    old = reply_token(police)

    row = send_new_link(police, by=None)
    send_due()

    (arrived,) = mail.outbox
    assert (arrived.to, row.email) == (["new.lead@police.example"], "new.lead@police.example")
    assert "Is it in the note?" in arrived.body
    assert f"/cascade/reply/{reply_token(row)}/" in arrived.body
    with pytest.raises(LinkRevoked):
        recipient_of(old)


@pytest.mark.parametrize("address", ["o'b+x@müller.example", '"ob"@police.example', "a+b@xn--mller-kva.example"])
def test_it_goes_to_another_address_as_it_was_typed(police, address):
    send_new_link(police, to=f"  {address} ", by=None)
    send_due()

    assert [one.to for one in mail.outbox] == [[address]]


@pytest.mark.parametrize(
    "address",
    [
        "nobody",
        "müller@police.example",
        "a@b@c.example",
        "a@x.example\r\nBcc: b@x.example",
        "a@x.example, b@x.example",
        "x" * 250 + "@x.example",
    ],
)
def test_what_is_no_address_is_refused_and_the_old_link_stays(police, address, client, manager):
    old = reply_token(police)
    with pytest.raises(AddressNotUsable):
        send_new_link(police, to=address, by=None)

    answer = client.post(reverse("cascade_link_new", args=[police.pk]), {"to": address})

    assert answer.status_code == 422
    assert "is not an address that mail can be sent to" in answer.content.decode()
    assert (recipient_of(old).pk, QueuedMail.objects.count()) == (police.pk, 3)


def test_a_link_that_ran_out_works_again_when_it_is_sent_again(police, time_machine):
    old = reply_token(police)
    time_machine.move_to(datetime(2027, 6, 1, 12, tzinfo=UTC))
    with pytest.raises(LinkRunOut):
        recipient_of(old)

    again = send_new_link(police, by=None)

    assert recipient_of(reply_token(again)).link_ends_at == datetime(2027, 7, 31, 12, tzinfo=UTC)


def test_a_mail_that_waits_with_an_old_link_never_goes(draft, agencies, time_machine):
    cascade = send_cascade(draft, by=None)
    row = cascade.recipients.get(agency=agencies.police)
    send_new_link(row, to="deputy@police.example", by=None)

    time_machine.move_to(NOW + timedelta(minutes=11))
    send_due()

    assert sorted(one.to[0] for one in mail.outbox if "police" in one.to[0]) == ["deputy@police.example"]


def test_an_agency_nobody_could_write_to_gets_it_when_there_is_an_address(sent, agencies):
    row = send_new_link(sent.recipients.get(agency=agencies.housing), to="lead@housing.example", by=None)
    send_due()

    assert [one.to for one in mail.outbox] == [["lead@housing.example"]]
    assert recipient_of(reply_token(row)).agency == agencies.housing


def test_an_agency_added_later_gets_what_the_others_got(sent, summary, partnership, agencies):
    summary.questions = []
    summary.save()
    later = AgencyFactory(
        name="Late School", kind=agencies.school.kind, partnerships=[partnership], lead_email="late@school.example"
    )

    row = add_agency(sent, later, by=None)
    send_due()

    (arrived,) = mail.outbox
    assert (arrived.to, arrived.subject) == (["late@school.example"], sent.batch.subject)
    assert "Who asks?" in arrived.body
    assert recipient_of(reply_token(row)).agency == later


def test_an_agency_of_others_put_away_or_there_already_is_not_added(sent, agencies, other_partnership):
    with pytest.raises(AgencyThereAlready):
        add_agency(sent, agencies.police, by=None)
    with pytest.raises(AgencyNotOurs):
        add_agency(sent, AgencyFactory(partnerships=[other_partnership], lead_email="a@b.example"), by=None)
    away = AgencyFactory(partnerships=[sent.partnership], lead_email="a@b.example", is_active=False)
    with pytest.raises(AgencyNotOurs):
        add_agency(sent, away, by=None)


def test_no_link_is_sent_of_what_is_not_out(draft, agencies, everybody):
    withdrawn = withdraw_cascade(send_cascade(draft, by=None), by=None)

    with pytest.raises(NotSent):
        send_new_link(withdrawn.recipients.get(agency=agencies.police), by=None)
    with pytest.raises(NotSent):
        add_agency(withdrawn, AgencyFactory(partnerships=[withdrawn.partnership], lead_email="a@b.example"), by=None)


def test_pages_of_links_do_it_and_say_so(sent, police, client, manager, partnership):
    later = AgencyFactory(name="Later", partnerships=[partnership])
    said = [
        client.post(reverse("cascade_link_revoke", args=[police.pk]), follow=True),
        client.post(reverse("cascade_link_new", args=[police.pk]), {"to": ""}, follow=True),
        client.post(
            reverse("cascade_add_agency", args=[sent.pk]), {"agency": later.pk, "to": "l@x.example"}, follow=True
        ),
    ]

    for answer, words in zip(
        said,
        ["The link of Police is revoked.", "A new link is on its way to Police.", "It is on its way to Later."],
        strict=True,
    ):
        assert words in answer.content.decode()
    no_address = client.post(reverse("cascade_add_agency", args=[sent.pk]), {"agency": "999999"})
    assert no_address.status_code == 422


def test_the_page_shows_who_does_not_have_it(sent, police, client, manager):
    QueuedMail.objects.filter(pk=police.mail_id).update(came_back_at=NOW, came_back_why="No such mailbox")

    answer = client.get(reverse("cascade_sending", args=[sent.pk]))

    assert [row.agency.name for row in answer.context["trouble"]] == ["Housing", "Police"]
    assert "No such mailbox" in answer.content.decode()


def test_a_closed_cascade_offers_no_link(sent, police, client, manager):
    close_cascade(sent, by=None)

    answer = client.post(reverse("cascade_link_new", args=[police.pk]), {"to": "a@b.example"})

    assert answer.status_code == 422
    assert "is not out now: it is closed." in answer.content.decode()
