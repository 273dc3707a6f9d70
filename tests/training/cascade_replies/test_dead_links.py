"""Links that open nothing: each says why, in the same words for everybody, and gives back what was typed."""

import logging
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from partnership.log_filter import HideReplyLinks
from tests.factories.cascades import CascadeFactory, CascadeRecipientFactory
from training.domain.cascade_links import SALT, reply_token
from training.domain.cascade_passing_on import hand_on, stop_team
from training.enums import CascadeState
from training.models import CascadeReply

pytestmark = pytest.mark.django_db

NOT_OURS = (404, "This link does not work")
REVOKED = (410, "This link is not in use any more")
TYPED = {"kind": "need_help", "help_wanted": "Somebody to <explain> it.", "role": "lead"}


def changed(recipient, **fields):
    token = reply_token(recipient)
    type(recipient).objects.filter(pk=recipient.pk).update(**fields)
    return token


def of_cascade(recipient, state):
    recipient.cascade.state = state
    recipient.cascade.save()
    return reply_token(recipient)


def handed_on(recipient):
    token = reply_token(recipient)
    hand_on(recipient, "deputy@agency.example")
    return token


def deleted(recipient):
    token = reply_token(recipient)
    recipient.cascade.delete()
    return token


def stopped_team(recipient):
    team = CascadeRecipientFactory(parent=recipient, team="North")
    token = reply_token(team)
    stop_team(recipient, team.pk)
    return token


DEAD = {
    "forged": (lambda one: signing.dumps([one.pk, one.key], salt=SALT, key="another key"), NOT_OURS),
    "of another form": (lambda one: signing.dumps([one.pk, one.key], salt="other"), NOT_OURS),
    "truncated": (lambda one: reply_token(one)[:-5], NOT_OURS),
    "cut to its head": (lambda one: reply_token(one).split(":")[0], NOT_OURS),
    "longer": (lambda one: reply_token(one) + "A", NOT_OURS),
    "nonsense": (lambda one: "preview", NOT_OURS),
    "very long": (lambda one: "a:b:" + "c" * 6_000, NOT_OURS),
    "unicode": (lambda one: "töken:é:“", NOT_OURS),
    "NUL": (lambda one: "a\x00b:\x00:c", NOT_OURS),
    "a bomb": (lambda one: ".eJzT:1:c", NOT_OURS),
    "holds no list": (lambda one: signing.dumps("x", salt=SALT), NOT_OURS),
    "holds no number": (lambda one: signing.dumps(["x", "y"], salt=SALT), NOT_OURS),
    "holds a huge number": (lambda one: signing.dumps([10**30, "y"], salt=SALT), NOT_OURS),
    "of nobody": (lambda one: signing.dumps([one.pk + 1, one.key], salt=SALT), NOT_OURS),
    "of another partnership": (lambda one: reply_token(CascadeRecipientFactory()), NOT_OURS),
    "of another partnership, revoked": (
        lambda one: changed(CascadeRecipientFactory(cascade=CascadeFactory()), key="new"),
        NOT_OURS,
    ),
    "of a draft": (lambda one: of_cascade(one, CascadeState.DRAFT), NOT_OURS),
    "of a deleted cascade": (deleted, NOT_OURS),
    "expired": (
        lambda one: changed(one, link_ends_at=timezone.now() - timedelta(seconds=1)),
        (410, "This link has run out"),
    ),
    "revoked": (lambda one: changed(one, revoked_at=timezone.now()), REVOKED),
    "replaced": (lambda one: changed(one, key="another"), REVOKED),
    "handed on": (handed_on, REVOKED),
    "of a team that was stopped": (stopped_team, REVOKED),
    "of a withdrawn cascade": (lambda one: of_cascade(one, CascadeState.WITHDRAWN), (410, "This has been called back")),
}


@pytest.mark.parametrize("name", DEAD)
def test_a_link_that_opens_nothing_says_why_to_everybody_alike_and_loses_nothing(client, recipient, name):
    make, (status, told) = DEAD[name]
    agency = recipient.agency.name
    address = f"/cascade/reply/{quote(make(recipient), safe='')}/"

    opened, sent = client.get(address), client.post(address, TYPED)

    assert (opened.status_code, sent.status_code) == (status, status)
    assert f"<h1>{told}</h1>" in opened.content.decode()
    assert agency not in opened.content.decode() + sent.content.decode()
    assert "Somebody to &lt;explain&gt; it." in sent.content.decode()
    assert not CascadeReply.objects.exists()


@pytest.mark.parametrize("name", ["cascade_hand_on", "cascade_pass_on"])
def test_the_other_pages_behind_it_are_dead_with_it(client, recipient, name):
    address = reverse(name, args=[of_cascade(recipient, CascadeState.WITHDRAWN)])

    assert (client.get(address).status_code, client.post(address, {"email": "a@b.example"}).status_code) == (410, 410)


@pytest.mark.parametrize("link_works", [True, False])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_link_is_told_to_nobody(client, recipient, method, link_works, caplog):
    token = reply_token(recipient) if link_works else "nonsense-of-ours"
    caplog.set_level(logging.INFO)

    for name in ("cascade_reply", "cascade_hand_on", "cascade_pass_on"):
        response = getattr(client, method)(reverse(name, args=[token]))
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert "no-store" in response["Cache-Control"]
        if method == "get":
            assert '<meta name="referrer" content="no-referrer">' in response.content.decode()
    assert token not in caplog.text


@pytest.mark.parametrize("method", ["put", "delete", "options"])
def test_nothing_else_is_answered(client, recipient, method):
    assert getattr(client, method)(reverse("cascade_reply", args=[reply_token(recipient)])).status_code == 405


def test_a_line_of_the_log_holds_no_link(recipient):
    token = reply_token(recipient)
    path = reverse("cascade_reply", args=[token])
    lines = [
        ("Internal Server Error: %s", (path,)),
        (f'"GET {path}hand-on/ HTTP/1.1" 200 17', None),
        ('"GET /contrast/?to=high&next=%s HTTP/1.1" 302 0', (quote(path, safe=""),)),
    ]
    for message, args in lines:
        record = logging.LogRecord("django", logging.ERROR, "", 0, message, args, None)
        assert HideReplyLinks().filter(record)
        assert token.split(":")[-1] not in record.getMessage()
        assert "reply" in record.getMessage()


def test_other_lines_stay_as_they_are():
    record = logging.LogRecord("django", logging.ERROR, "", 0, "No reply from %s", ("the mail server",), None)

    assert HideReplyLinks().filter(record)
    assert (record.msg, record.args) == ("No reply from %s", ("the mail server",))
