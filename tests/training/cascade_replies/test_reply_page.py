"""The page behind a link: what it shows, what it takes, what it says where it takes nothing."""

import pytest
from django.urls import reverse

from tests.factories.learning import AgencyFactory
from training.domain.cascade_links import reply_token
from training.domain.cascade_replies import ReplyAnswers, record_reply
from training.enums import CascadeState, ReplyKind
from training.models import CascadeReply

pytestmark = pytest.mark.django_db

SHARED = {"kind": "shared", "people": "40", "how": ["team_meeting"], "role": "safeguarding lead"}


def at(recipient, name="cascade_reply"):
    return reverse(name, args=[reply_token(recipient)])


def words(response):
    return " ".join(response.content.decode().split())


def kept(recipient):
    found = CascadeReply.objects.filter(recipient=recipient).order_by("version")
    return [(reply.kind, reply.people, reply.is_current) for reply in found]


def test_what_was_sent_is_on_the_page_with_the_questions_for_its_kind_of_agency_alone(client, recipient):
    recipient.cascade.said = [
        {"title": "Key findings", "text": "Nobody asked who slept where."},
        {
            "title": "Questions",
            "text": "all",
            "questions": {recipient.agency.kind.name: ["Ours?"], "Police": ["Theirs?"], "Everybody": ["All?"]},
        },
    ]
    recipient.cascade.save()

    page = words(client.get(at(recipient)))

    shown = [
        "The night that is different",
        "Please pass this on",
        "Nobody asked who slept where.",
        "Ours?",
        "Everybody: All?",
        "Friday 15 January 2027",
    ]
    assert [one for one in shown if one not in page] == []
    assert "Theirs?" not in page


def test_more_than_any_form_holds_is_refused_without_an_error(client, recipient):
    assert client.post(at(recipient), SHARED | {"will_change": "x" * 3_000_000}).status_code == 400
    assert kept(recipient) == []


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_changes_nothing_and_asks_for_no_cookie(client, recipient, method):
    before = recipient.__class__.objects.filter(pk=recipient.pk).values().get()

    for name in ("cascade_reply", "cascade_hand_on", "cascade_pass_on"):
        response = getattr(client, method)(at(recipient, name))
        assert (response.status_code, response.cookies) == (200, {})

    assert recipient.__class__.objects.filter(pk=recipient.pk).values().get() == before
    assert kept(recipient) == []


def test_one_press_says_received(client, recipient):
    address = at(recipient)
    assert 'name="received"' in words(client.get(address))

    page = words(client.post(address, {"received": "1"}, follow=True))

    assert kept(recipient) == [("received", None, True)]
    assert "Thank you: your answer is kept" in page
    assert "15 January 2027, then open this link again" in page
    assert 'name="received"' not in page


def test_one_press_on_an_old_page_does_not_undo_what_was_answered(client, recipient):
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=40))

    page = words(client.post(at(recipient), {"received": "1"}, follow=True))

    assert kept(recipient) == [("shared", 40, True)]
    assert "There was an answer already, and it stands" in page


def test_an_answer_is_kept_shown_and_can_be_changed_and_the_change_is_told(client, recipient):
    client.post(at(recipient), SHARED)
    page = words(client.post(at(recipient), SHARED | {"people": "52", "seen": "1"}, follow=True))

    assert kept(recipient) == [("shared", 40, False), ("shared", 52, True)]
    assert "<b>People:</b> “52” instead of “40”" in page
    assert "What you said before" in page
    assert "Somebody else answered" not in page


def test_a_double_press_is_one_version(client, recipient):
    address = at(recipient)
    token = client.get(address).context["token"]

    first = client.post(address, SHARED | {"token": token})
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=52))
    second = client.post(address, SHARED | {"token": token})

    assert kept(recipient) == [("shared", 40, False), ("shared", 52, True)]
    assert first["Location"] == second["Location"]
    assert "A later answer counts now." in words(client.get(second["Location"]))


def test_the_second_of_two_people_is_told_what_the_first_said_and_both_are_shown(client, recipient):
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.NOT_RELEVANT, reason="We see no babies."))

    page = words(client.post(at(recipient), SHARED | {"seen": "0"}, follow=True))

    assert kept(recipient) == [("not_relevant", None, False), ("shared", 40, True)]
    assert "Somebody else answered for you in the meantime" in page
    assert page.index("Somebody else answered") < page.index("We see no babies.") < page.index("What was sent to you")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Say with how many people you have shared it"),
        ("0", "You say that it was shared, with 0 people"),
        ("-5", "A number of people is not below 0"),
        ("1000000000", "1,000,000 at most"),
        ("10^9", "Give one whole number in figures"),
        ("9" * 5_000, "1,000,000 at most"),
        ("40.5", "Give whole people"),
        ("about 40", "Give the number alone, as near as you know it: 40,"),
        ("40 (approx.)", "Give the number alone, as near as you know it: 40,"),
        ("40+", "Give the number alone, as near as you know it: 40,"),
        ("30-40", "Give one whole number in figures"),
        ("forty", "Give one whole number in figures"),
        ("\x0040\x00 or so", "Give the number alone"),
    ],
)
def test_what_is_no_number_of_people_gets_a_sentence_and_nothing_else_is_lost(client, recipient, typed, told):
    response = client.post(at(recipient), SHARED | {"people": typed, "will_change": "We ask <who> sleeps where."})

    page = words(response)
    assert response.status_code == 422
    assert told in page
    assert "We ask &lt;who&gt; sleeps where." in page
    assert page.count('href="#id_people"') == 1
    assert kept(recipient) == []


@pytest.mark.parametrize(("typed", "people"), [("1,200", 1_200), (" 40 ", 40), ("1 000 000", 1_000_000), ("４０", 40)])
def test_numbers_as_people_write_them(client, recipient, typed, people):
    client.post(at(recipient), SHARED | {"people": typed})

    assert kept(recipient) == [("shared", people, True)]


def test_nobody_is_kept_once_it_is_said_twice(client, recipient):
    client.post(at(recipient), SHARED | {"people": "0", "nobody": "on"})

    assert kept(recipient) == [("shared", 0, True)]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/3/27", "2027-03-31"),
        ("1st May 2027", "2027-05-01"),
        ("2027-05-01", "2027-05-01"),
        ("March 2027", "2027-03-31"),
        ("soon", None),
        ("31 February 2027", None),
        ("2027", None),
        ("3 March 1066", None),
    ],
)
def test_days_as_people_write_them(client, recipient, typed, day):
    response = client.post(at(recipient), SHARED | {"change_by": typed})

    found = CascadeReply.objects.values_list("change_by", flat=True).first()
    assert (str(found) if found else None) == day
    assert response.status_code == (302 if day else 422)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Choose one of the four answers."),
        ({"kind": "sent"}, "is not one of the available choices"),
        ({"kind": "not_relevant", "role": "lead"}, "Say in a sentence why it is not relevant"),
        ({"kind": "need_help", "role": "lead"}, "Say what would help"),
        ({"kind": "received"}, "Say in which role you answer"),
        ({"kind": "received", "role": "jo@agency.example"}, "Give the role alone"),
        (SHARED | {"shared_on": "1 January 2090"}, "This day is still to come"),
        (SHARED | {"will_change": "x" * 2_001}, "Write it in 2000 characters or fewer; it has 2001."),
        (SHARED | {"role": "x" * 121}, "Write it in 120 characters or fewer"),
        (SHARED | {"how": ["by owl"]}, "by owl is not one of the available choices"),
    ],
)
def test_what_is_missing_or_wrong_is_said(client, recipient, data, told):
    response = client.post(at(recipient), data)

    assert (response.status_code, told in words(response)) == (422, True)
    assert kept(recipient) == []


def test_what_was_typed_for_another_answer_need_not_be_put_right(client, recipient):
    client.post(at(recipient), {"kind": "not_relevant", "reason": "No babies.", "role": "lead", "people": "about 40"})

    assert kept(recipient) == [("not_relevant", None, True)]


def test_a_closed_cascade_takes_nothing_shows_what_stands_and_gives_back_what_was_typed(client, recipient):
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=40))
    recipient.cascade.state = CascadeState.CLOSED
    recipient.cascade.save()

    opened = words(client.get(at(recipient)))
    response = client.post(at(recipient), SHARED | {"will_change": "We ask who sleeps where."})

    assert "This is closed." in opened
    assert "<textarea" not in opened
    assert response.status_code == 422
    assert "What you typed, to be copied" in words(response)
    assert "We ask who sleeps where." in words(response)
    assert kept(recipient) == [("shared", 40, True)]


def test_a_team_has_a_shorter_page_and_counts_in_its_agencys(client, recipient, team):
    page = words(client.get(at(team)))
    assert "North" in page
    assert "Pass it on to your teams" not in page
    assert 'name="teams"' not in page

    client.post(at(team), SHARED | {"people": "12"})
    agency = words(client.get(at(recipient)))
    assert "12 people in all." in agency
    client.post(at(recipient), SHARED | {"includes_teams": "no"})
    assert "52 people in all." in words(client.get(at(recipient)))


def test_very_many_answers_from_one_network_wait_and_nothing_is_lost(client, recipient, settings):
    settings.CASCADE_REPLIES_PER_ADDRESS = 1
    client.post(at(recipient), SHARED)

    response = client.post(at(recipient), SHARED | {"people": "77", "will_change": "We ask who sleeps where."})

    assert response.status_code == 429
    assert 'value="77"' in words(response)
    assert "We ask who sleeps where." in words(response)
    assert kept(recipient) == [("shared", 40, True)]


def test_what_a_manager_heard_by_telephone_counts_and_says_who_wrote_it_down(client, recipient, manager):
    client.force_login(manager)
    address = reverse("cascade_reply_for", args=[recipient.cascade_id, recipient.pk])

    response = client.post(address, SHARED)

    assert response["Location"] == reverse("cascade", args=[recipient.cascade_id])
    assert kept(recipient) == [("shared", 40, True)]
    assert CascadeReply.objects.get().recorded_by == manager


def test_a_manager_writes_nothing_down_for_another_cascades_agency(client, recipient, manager, other_partnership):
    client.force_login(manager)
    elsewhere = AgencyFactory(partnerships=[other_partnership])
    other = recipient.__class__.objects.create(cascade=recipient.cascade, agency=elsewhere)
    other.cascade.partnership = other_partnership
    other.cascade.save()

    assert client.post(reverse("cascade_reply_for", args=[recipient.cascade_id, other.pk]), SHARED).status_code == 404
    assert (
        client.post(reverse("cascade_reply_for", args=[recipient.cascade_id + 1, recipient.pk]), SHARED).status_code
        == 404
    )
