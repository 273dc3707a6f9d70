"""The board and an agency's trail, as they are read."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.cascades import OctoberCascadeFactory, ReplyFactory
from training.enums import CascadeState, ReplyKind

pytestmark = pytest.mark.django_db


def test_the_board_says_where_it_is_and_what_each_agency_said(manager, cascade, answer):
    answer(ReplyKind.SHARED, people=25)
    recipient = answer(ReplyKind.NEED_HELP, help_wanted="Slides in Polish")
    page = manager.get(cascade.get_absolute_url()).content.decode()
    assert "2 of 2 agencies have answered; shared with 25 people; 7 days at the median." in page
    assert page.index("Slides in Polish") < page.index("25 people ·")  # who needs help comes first
    assert reverse("cascade_agency", args=[cascade.pk, recipient.pk]) in page


def test_what_an_agency_wrote_is_text(manager, cascade, answer):
    answer(ReplyKind.NEED_HELP, help_wanted="<script>alert(1)</script>")
    page = manager.get(cascade.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_list_is_filtered_and_the_figures_are_not(manager, cascade, answer):
    answer(ReplyKind.SHARED)
    waiting = answer()
    page = manager.get(cascade.get_absolute_url(), {"state": "shared"}).content.decode()
    assert f'id="agency-{waiting.pk}"' not in page
    assert "1 of 2 agencies have answered" in page


def test_a_filter_that_is_none_is_said(manager, cascade, answer):
    answer()
    page = manager.get(cascade.get_absolute_url(), {"state": "asleep", "kind": "\x00"}).content.decode()
    assert "was left out" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CascadeState.DRAFT, "nobody has been asked anything yet"),
        (CascadeState.WITHDRAWN, "This was withdrawn: no answers are taken."),
    ],
)
def test_what_did_not_go_has_no_figures(manager, partnership, answer, state, words):
    cascade = OctoberCascadeFactory(partnership=partnership, state=state, sent_at=None)
    answer(of=cascade)
    page = manager.get(cascade.get_absolute_url()).content.decode()
    assert words in page
    assert "Where it stopped" not in page


def test_one_without_an_agency_says_so(manager, cascade):
    assert "No agency is in this cascade." in manager.get(cascade.get_absolute_url()).content.decode()


def test_anothers_cascade_is_not_there(manager, other_partnership):
    theirs = OctoberCascadeFactory(partnership=other_partnership)
    assert manager.get(theirs.get_absolute_url()).status_code == 404


def test_an_address_is_shown_to_those_who_send_alone(manager, moderator, cascade, answer):
    recipient = answer(email="lead@north.example", handed_to="deputy@north.example")
    address = reverse("cascade_agency", args=[cascade.pk, recipient.pk])
    assert "lead@north.example" in manager.get(address).content.decode()
    seen = moderator.get(address).content.decode() + moderator.get(cascade.get_absolute_url()).content.decode()
    assert "@north.example" not in seen
    assert "@agency.example" not in seen


def test_the_trail_keeps_every_version(manager, cascade, answer):
    recipient = answer(ReplyKind.RECEIVED)
    recipient.replies.update(is_current=False)
    ReplyFactory(recipient=recipient, version=2, teams="Night shift", change_by=date(2027, 1, 1))
    page = manager.get(reverse("cascade_agency", args=[cascade.pk, recipient.pk])).content.decode()
    assert "We have received it (version 1, amended since)" in page
    assert "Night shift" in page
    assert "Mail sent" in page


def test_a_trail_of_another_cascade_is_not_there(manager, partnership, cascade, answer):
    elsewhere = answer(of=OctoberCascadeFactory(partnership=partnership))
    assert manager.get(reverse("cascade_agency", args=[cascade.pk, elsewhere.pk])).status_code == 404


def test_who_is_unreachable_is_told_why(manager, cascade, answer):
    answer(mail=None, email="")
    page = manager.get(cascade.get_absolute_url()).content.decode()
    assert "no address that mail can be sent to" in page
