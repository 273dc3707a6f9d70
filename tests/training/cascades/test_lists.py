"""Cascades in lists: all of them for staff; for everybody, who has answered of those that are public, and nothing more."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.cascades import CascadeFactory, CascadeRecipientFactory
from tests.factories.learning import AgencyFactory, AgencyKindFactory
from training.domain.cascade_replies import ReplyAnswers, record_reply
from training.domain.cascade_sending import hold_cascade, send_cascade
from training.enums import CascadeOf, CascadeState, ReplyKind
from training.models import Cascade

pytestmark = pytest.mark.django_db
LIST = reverse("cascades")
NOTHING = "Nothing to show here now."


@pytest.fixture
def answered(partnership):
    """A public cascade to five agencies: shared, not relevant, needs help, received, and nothing said."""
    cascade = CascadeFactory(partnership=partnership, title="The night", is_public=True)
    kinds = {
        "Shared": ReplyAnswers(kind=ReplyKind.SHARED, people=2_140),
        "Declined": ReplyAnswers(kind=ReplyKind.NOT_RELEVANT, reason="No children."),
        "Helpless": ReplyAnswers(kind=ReplyKind.NEED_HELP, help_wanted="Slides please."),
        "Received": ReplyAnswers(kind=ReplyKind.RECEIVED),
        "Silent": None,
    }
    kind = AgencyKindFactory()
    for name, answers in kinds.items():
        agency = AgencyFactory(name=name, kind=kind, partnerships=[partnership])
        row = CascadeRecipientFactory(cascade=cascade, agency=agency, email=f"{name}@lead.example")
        if answers:
            record_reply(row, answers)
    return cascade


def test_everybody_is_told_who_has_answered_and_nothing_they_said(answered, client):
    told = client.get(LIST)

    (one,) = told.context["cascades"]
    assert [(name, said.value) for name, said in one["agencies"]] == [
        ("Declined", "replied"),
        ("Helpless", "replied"),
        ("Received", "acknowledged"),
        ("Shared", "replied"),
        ("Silent", "not_yet"),
    ]
    words = told.content.decode()
    assert "3 of 5 agencies have replied." in words
    assert not any(secret in words for secret in ("2,140", "2140", "@lead.example", "No children", "Slides please"))


@pytest.mark.parametrize(
    "fields",
    [{"is_public": False}, {"state": CascadeState.DRAFT}, {"state": CascadeState.WITHDRAWN}],
    ids=["not public", "draft", "withdrawn"],
)
def test_what_is_not_for_everybody_is_not_shown(answered, client, fields):
    Cascade.objects.filter(pk=answered.pk).update(**fields)

    assert NOTHING in client.get(LIST).content.decode()


def test_what_has_not_gone_yet_or_is_held_is_not_shown(draft, client, time_machine):
    Cascade.objects.update(is_public=True)
    draft.refresh_from_db()
    sent = send_cascade(draft, by=None)
    assert NOTHING in client.get(LIST).content.decode()

    hold_cascade(sent, by=None)
    time_machine.move_to(datetime(2026, 11, 21, 14, tzinfo=UTC))
    assert NOTHING in client.get(LIST).content.decode()


def test_cascades_of_others_are_nowhere(client, other_partnership, partnership, manager):
    cascade = CascadeFactory(partnership=other_partnership, is_public=True)
    row = CascadeRecipientFactory(cascade=cascade)

    assert [*client.get(LIST).context["cascades"]] == []
    for name in ("cascade_edit", "cascade_preview", "cascade_sending", "cascade_delete", "cascade_add_agency"):
        assert client.get(reverse(name, args=[cascade.pk])).status_code == 404
    for name in (
        "cascade_send",
        "cascade_hold",
        "cascade_release",
        "cascade_withdraw",
        "cascade_close",
        "cascade_reopen",
    ):
        assert client.post(reverse(name, args=[cascade.pk])).status_code == 404
    for name in ("cascade_link_new", "cascade_link_revoke"):
        assert client.post(reverse(name, args=[row.pk])).status_code == 404
    client.logout()
    assert NOTHING in client.get(LIST).content.decode()


def test_staff_see_how_many_have_answered(answered, client):
    client.force_login(UserFactory(group="Moderators"))

    (one,) = client.get(LIST).context["cascades"]

    assert (one.asked, one.answered, one.acknowledged) == (5, 3, 1)


def test_staff_narrow_the_list_by_what_it_is_how_it_stands_and_year(client, partnership, manager):
    made = [
        CascadeFactory(partnership=partnership, title="A", created_at=datetime(2025, 5, 1, tzinfo=UTC)),
        CascadeFactory(partnership=partnership, title="B", of=CascadeOf.PACK, state=CascadeState.CLOSED),
        CascadeFactory(partnership=partnership, title="C", state=CascadeState.DRAFT, sent_at=None),
    ]

    def shown(**asked):
        return sorted(one.title for one in client.get(LIST, asked).context["cascades"])

    assert shown() == [one.title for one in made]
    assert [shown(of="pack"), shown(state="draft"), shown(year="2025")] == [["B"], ["C"], ["A"]]
    assert shown(of="nonsense", year="x", page="x") == ["A", "B", "C"]
    assert "No cascade is like that." in client.get(LIST, {"of": "pack", "year": "2025"}).content.decode()


def test_trainers_see_the_list_and_start_nothing(client, partnership):
    client.force_login(UserFactory(group="Trainers"))
    CascadeFactory(partnership=partnership, state=CascadeState.DRAFT, title="A draft")

    words = client.get(LIST).content.decode()

    assert "A draft" in words
    assert reverse("cascade_new") not in words
    assert client.get(reverse("cascade_new")).status_code == 403


def test_the_list_takes_no_more_queries_for_more_cascades(client, partnership, manager, django_assert_num_queries):
    def fill(n):
        for _ in range(n):
            cascade = CascadeFactory(partnership=partnership, complete_by=date(2027, 1, 15) + timedelta(days=n))
            CascadeRecipientFactory(cascade=cascade, agency=AgencyFactory(partnerships=[partnership]))

    fill(1)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    fill(4)

    with django_assert_num_queries(len(one)):
        client.get(LIST)
