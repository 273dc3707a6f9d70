"""What arrives: the same words in text and HTML, from us, and nothing of anybody's making in the headers."""

from email import message_from_bytes, policy

import pytest

from learning.mail_queue.composing import compose
from learning.mail_queue.writing import html_of, text_of
from learning.models import MailBatch, Partnership, QueuedMail

PARTNERSHIP = Partnership(name="Caerdydd, Bro Sŵn <x@y.example>", short_name="CBM")


def arrives(batch: MailBatch, **fields):
    """The mail as it would go, read again by the standard library's newer parser."""
    mail = QueuedMail(batch=batch, to="lead@example.org", **fields)
    return message_from_bytes(compose(mail).message().as_bytes(), policy=policy.default)


def test_each_letter_has_its_own_words_in_both_halves_and_its_own_link():
    batch = MailBatch(
        partnership=Partnership(name="Exampleshire"),
        subject="For {{agency}}",
        text="Dear {{agency}}: {{link}}",
        html="<p>{{agency}}</p><a href='{{link}}'>x</a>{{nobody_gave_this}}",
    )
    link = {"salt": "s", "value": [1], "address": "https://example.org/{token}/"}

    mail = arrives(batch, places={"agency": "A & B <Trust>"}, signed={"link": link})

    text, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    address = text.split(": ")[1].strip()
    assert mail["Subject"] == "For A & B <Trust>"
    assert text.startswith("Dear A & B <Trust>: https://example.org/WzFd:")
    assert html.rstrip() == f"<p>A &amp; B &lt;Trust&gt;</p><a href='{address}'>x</a>{{{{nobody_gave_this}}}}"
    assert mail.get_content_type() == "multipart/alternative"


def test_it_comes_from_our_address_under_the_partnerships_name_whatever_is_in_the_name(settings):
    settings.DEFAULT_FROM_EMAIL = "Cascade <learning@exämple.org>"

    sender = arrives(MailBatch(partnership=PARTNERSHIP, subject="x", text="x"))["From"].addresses

    assert [(one.display_name, one.addr_spec) for one in sender] == [
        (PARTNERSHIP.name, "learning@xn--exmple-cua.org"),
    ]


@pytest.mark.parametrize("subject", ["{{agency}}", "Sŵn " * 60 + "{{agency}}"], ids=["short", "long and not ASCII"])
def test_nothing_typed_by_anybody_becomes_a_header(subject):
    batch = MailBatch(
        partnership=Partnership(name="P\r\nBcc: a@evil.example"),
        subject=subject,
        text="x",
        headers={"List-Unsubscribe": "<https://example.org/{{agency}}>"},
    )

    mail = arrives(batch, places={"agency": "Trust\r\nBcc: b@evil.example\u2028\nSubject: Other"})

    assert mail.get_all("Bcc") is None
    assert len(mail.get_all("Subject")) == 1
    assert mail["Subject"].endswith("Trust Bcc: b@evil.example Subject: Other")
    assert "\n" not in mail["From"]


def test_the_frame_says_who_writes_and_why_in_both_halves():
    partnership = Partnership(name="Exampleshire & District")

    html = html_of("mail/base.html", title="For {{agency}}", why="You are its lead.", partnership=partnership)
    text = text_of(["Dear colleague", "", " One more. "], why="You are its lead.", partnership=partnership)

    assert "<title>For {{agency}}</title>" in html
    assert html.count("Exampleshire &amp; District") == 2
    assert html.count("You are its lead.") == 1
    assert text == "Dear colleague\n\nOne more.\n\n-- \nYou are its lead.\nExampleshire & District\n"
    assert not any(found in html for found in ("<img", "<script", "@import", "url(", "<link"))
