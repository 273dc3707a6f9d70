"""Handing a link on to a deputy, and a cascade on to teams."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from learning.enums import MailState
from learning.mail_queue.composing import compose
from learning.mail_queue.sending import send_due
from learning.models import QueuedMail
from tests.factories.cascades import CascadeFactory, CascadeRecipientFactory
from training.cascade_errors import HandedOnTooOften, TooManyTeams
from training.cascade_replies.team_lines import read_teams
from training.domain.cascade_links import reply_token
from training.domain.cascade_passing_on import TeamToTell, hand_on, pass_on_to_teams, stop_team
from training.enums import CascadeState
from training.models import CascadeRecipient

pytestmark = pytest.mark.django_db


def at(recipient, name):
    return reverse(name, args=[reply_token(recipient)])


def words(response):
    return " ".join(response.content.decode().split())


def test_the_deputy_gets_a_link_that_works_the_lead_is_told_and_the_old_link_is_dead(client, recipient):
    recipient.cascade.said = [{"title": "Q", "text": "x", "questions": {recipient.agency.kind.name: ["Ours?"]}}]
    recipient.cascade.save()
    old = at(recipient, "cascade_reply")

    response = client.post(at(recipient, "cascade_hand_on"), {"email": " Deputy+1@agency.example "})
    send_due()

    assert "<strong>Deputy+1@agency.example</strong> is on its way" in words(response)
    assert client.get(old).status_code == 410
    recipient.refresh_from_db()
    assert (recipient.handed_to, recipient.mail.to) == ("Deputy+1@agency.example", "Deputy+1@agency.example")
    to_deputy, to_lead = sorted(outbox.outbox, key=lambda one: one.to)
    assert (to_deputy.to, to_lead.to) == (["Deputy+1@agency.example"], ["lead@agency.example"])
    said = ["The night that is different", "Friday 15 January 2027", "Please pass this on", "Ours?", "Questions? Ask"]
    for part in (to_deputy.body, to_deputy.alternatives[0].content):
        assert [one for one in said if one not in part] == []
        assert "{{" not in part
    link = next(line for line in to_deputy.body.splitlines() if "/cascade/reply/" in line)
    assert client.get(link.removeprefix(recipient.cascade.partnership.site.root_url)).status_code == 200
    assert "/cascade/reply/" not in to_lead.body
    assert "Deputy" not in to_lead.body


def test_a_second_press_is_told_the_same_and_another_address_is_told_nothing(client, recipient):
    address = at(recipient, "cascade_hand_on")
    client.post(address, {"email": "deputy@agency.example"})

    assert "is on its way" in words(client.post(address, {"email": "deputy@agency.example"}))
    assert client.post(address, {"email": "other@agency.example"}).status_code == 410
    assert QueuedMail.objects.filter(to="deputy@agency.example").count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "deputy",
        "a@b",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: x@y.example",
        "a" * 250 + "@b.example",
        "@",
        "\x00",
    ],
)
def test_an_address_that_is_none_is_refused_and_the_link_works_on(client, recipient, typed):
    response = client.post(at(recipient, "cascade_hand_on"), {"email": typed})

    assert (response.status_code, "It has not been handed on" in words(response)) == (422, True)
    assert client.get(at(recipient, "cascade_reply")).status_code == 200
    assert not QueuedMail.objects.exists()


def test_handing_on_to_whoever_has_it_is_refused(client, recipient):
    response = client.post(at(recipient, "cascade_hand_on"), {"email": "LEAD@agency.example"})

    assert "was sent to that address already" in words(response)


def test_a_link_goes_on_three_times_a_day_and_no_more(recipient):
    for number in range(3):
        recipient = hand_on(recipient, f"deputy{number}@agency.example")
    with pytest.raises(HandedOnTooOften):
        hand_on(recipient, "deputy4@agency.example")

    hand_on(recipient, "deputy4@agency.example", now=timezone.now() + timedelta(hours=25))


def test_a_mail_that_waits_with_a_dead_link_does_not_go(recipient):
    hand_on(recipient, "first@agency.example")
    hand_on(recipient, "second@agency.example")

    assert QueuedMail.objects.get(to="first@agency.example", key__startswith="cascade:").state == MailState.WITHDRAWN


def test_nothing_is_handed_or_passed_on_of_a_closed_cascade(client, recipient):
    recipient.cascade.state = CascadeState.CLOSED
    recipient.cascade.save()

    assert client.post(at(recipient, "cascade_hand_on"), {"email": "d@agency.example"}).status_code == 422
    assert client.post(at(recipient, "cascade_pass_on"), {"teams": "North, n@agency.example"}).status_code == 422
    assert not QueuedMail.objects.exists()


def test_each_team_gets_a_link_of_its_own_in_one_mailing(client, recipient):
    text = "North, north@agency.example\n\n\tWard 7\tward.7@agency.example\r\nDay care <o'hara@agency.example>"

    page = words(client.post(at(recipient, "cascade_pass_on"), {"teams": text}, follow=True))

    teams = CascadeRecipient.objects.filter(parent=recipient)
    assert "3 mails are on their way." in page
    assert list(teams.values_list("team", "email")) == [
        ("Day care", "o'hara@agency.example"),
        ("North", "north@agency.example"),
        ("Ward 7", "ward.7@agency.example"),
    ]
    assert len({team.mail.batch_id for team in teams}) == 1
    message = compose(teams[1].mail)
    assert f"{recipient.agency.name}, North" in message.body
    assert {client.get(at(team, "cascade_reply")).status_code for team in teams} == {200}


def test_a_second_press_writes_to_nobody_again(client, recipient):
    address = at(recipient, "cascade_pass_on")
    for _press in range(2):
        client.post(address, {"teams": "North, north@agency.example"})

    assert QueuedMail.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Give at least one team"),
        ("North", "has no e-mail address"),
        ("North, a@b.example c@d.example", "has two e-mail addresses"),
        ("a@b.example", "say which team a@b.example is for"),
        ("North, a@b", "is not an e-mail address that can be written to"),
        ("North, a@b.example\nnorth, c@d.example", "Line 2: “north” is in line 1 already"),
        ("North, a@b.example\nSouth, A@b.example", "Line 2: A@b.example is in line 1 already"),
        ("Win £100 at www.bad.example, a@b.example", "holds no web or e-mail address"),
        ("x" * 121 + ", a@b.example", "longer than 120 characters"),
        ("\n".join(f"Team {n}, t{n}@b.example" for n in range(61)), "These are 61 teams, and 60 can be written to"),
        ("There, x@b.example", "“There” has been written to already, at another address"),
        ("Elsewhere, there@agency.example", "has been written to already, for “There”"),
        ("x" * 40_000, "That is more text than 60 teams take"),
    ],
)
def test_a_line_that_is_no_team_is_named_nothing_is_sent_and_nothing_is_lost(client, recipient, text, told):
    CascadeRecipientFactory(parent=recipient, team="There", email="there@agency.example")

    response = client.post(at(recipient, "cascade_pass_on"), {"teams": text})

    assert (response.status_code, told in words(response)) == (422, True)
    assert text[:100].splitlines()[:1] == [] or escape(text[:100].splitlines()[0]) in response.content.decode()
    assert not QueuedMail.objects.exists()


def test_a_name_holds_no_line_break_or_control_character():
    read = read_teams("No\x0brth\x07 \u2028team, a@b.example")

    assert [(team.name, team.email) for team in read.teams][-1] == ("team", "a@b.example")


def test_a_stopped_teams_link_is_dead_its_answer_stays_and_it_can_be_written_to_anew(client, recipient, team):
    dead = at(team, "cascade_reply")
    client.post(dead, {"kind": "shared", "people": "12", "role": "manager"})

    page = words(client.post(at(recipient, "cascade_pass_on"), {"stop": str(team.pk)}, follow=True))
    client.post(at(recipient, "cascade_pass_on"), {"teams": "North, other@agency.example"})
    team.refresh_from_db()

    assert "link stopped" in page
    assert "12 people in all." in page
    assert client.get(dead).status_code == 410
    assert (team.email, team.revoked_at) == ("other@agency.example", None)
    assert client.get(at(team, "cascade_reply")).status_code == 200


def test_nobody_stops_another_agencys_team(client, recipient, team):
    other = CascadeRecipientFactory(cascade=recipient.cascade)

    client.post(at(other, "cascade_pass_on"), {"stop": str(team.pk)})
    client.post(at(recipient, "cascade_pass_on"), {"stop": "9" * 30})

    team.refresh_from_db()
    assert team.revoked_at is None


def test_a_mail_to_a_team_that_is_stopped_before_it_went_does_not_go(recipient):
    (team,) = pass_on_to_teams(recipient, [TeamToTell("North", "north@agency.example")])
    stop_team(recipient, team.pk)

    assert send_due() == 0
    assert outbox.outbox == []


def test_an_agency_writes_to_sixty_teams_and_to_no_more_in_several_steps(recipient):
    pass_on_to_teams(recipient, [TeamToTell(f"Team {n}", f"t{n}@agency.example") for n in range(59)])
    with pytest.raises(TooManyTeams):
        pass_on_to_teams(recipient, [TeamToTell(name, f"{name}@agency.example") for name in ("a", "b")])
    pass_on_to_teams(recipient, [TeamToTell("a", "a@agency.example")])

    assert CascadeRecipient.objects.filter(parent=recipient).count() == 60


def test_stopping_and_writing_anew_is_no_way_to_write_without_end(recipient):
    other = CascadeRecipientFactory(
        cascade=CascadeFactory(partnership=recipient.cascade.partnership), agency=recipient.agency
    )
    for one, name in ((recipient, "a"), (other, "b")):
        pass_on_to_teams(one, [TeamToTell(f"Team {n}", f"{name}{n}@agency.example") for n in range(60)])
    team = CascadeRecipient.objects.filter(parent=other).first()
    stop_team(other, team.pk)

    with pytest.raises(TooManyTeams):
        pass_on_to_teams(other, [TeamToTell(team.team, "new@agency.example")])


def test_what_people_typed_is_no_place_of_ours_and_no_header(recipient):
    recipient.cascade.title = "Night {{link}}\r\nBcc: x@y.example <b>"
    recipient.cascade.covering_note = "See {{recipient}} & {{link}}"
    recipient.cascade.save()

    message = compose(hand_on(recipient, "deputy@agency.example").mail)

    assert "\n" not in message.subject
    assert message.body.count("/cascade/reply/") == 1
    assert "<b>" not in message.alternatives[0].content
    assert message.message()["Bcc"] is None
