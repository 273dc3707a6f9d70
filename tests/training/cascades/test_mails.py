"""The mail of a cascade: what each agency reads, that the preview is it, and that nothing typed becomes anything else."""

from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.urls import reverse

from learning.mail_queue.sending import send_due
from learning.models import Agency
from tests.training.cascades.conftest import NOW
from training.domain.cascade_links import recipient_of
from training.domain.cascade_sending import send_cascade, settings_of
from training.domain.cascades import CascadeDetails, change_cascade
from training.exports.cascade_contents import contents_of
from training.exports.cascade_mails import LINK_IN_PREVIEW, preview_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrived(time_machine):
    """Sends a draft, and gives what arrived by agency, as the standard library reads it."""

    def send(draft):
        cascade = send_cascade(draft, by=None)
        time_machine.move_to(NOW + timedelta(minutes=11))
        send_due()
        names = [row.agency.name for row in cascade.recipients.exclude(mail=None).order_by("mail")]
        read = [message_from_bytes(one.message().as_bytes(), policy=policy.default) for one in mail.outbox]
        return dict(zip(names, read, strict=True))

    return send


def halves(message):
    return [message.get_body([kind]).get_content() for kind in ("plain", "html")]


def test_it_says_what_it_is_what_is_asked_by_when_and_what_happens_otherwise(draft, arrived, partnership):
    partnership.contact_email = "unit@exampleshire.example"
    partnership.save()

    school = arrived(draft)["Hill School"]

    assert school["Subject"] == "Please pass on by 31 January 2027: The night that is different"
    assert school["Reply-To"] == "unit@exampleshire.example"
    for words in halves(school):
        for said in (
            "National review summary",
            "As published on 21 November 2026",
            "It could happen here.",
            "By 4 December 2026",
            "By 31 January 2027",
            "Please read it with your team.",
            "We remind you, once a week at most. When the last date is 21 days past",
            "unit@exampleshire.example",
            "http://testserver/national/night/",
        ):
            assert said in words


def test_each_kind_of_agency_is_asked_its_own_questions(draft, arrived):
    mails = {name: halves(one) for name, one in arrived(draft).items()}

    for words in mails["Hill School"]:
        assert "Who asks?" in words
        assert "And who listens?" in words
        assert "Is it in the note?" not in words
    for words in mails["Police"]:
        assert "Is it in the note?" in words
        assert "Who asks?" not in words
    assert all("{{" not in words for both in mails.values() for words in both)


def test_a_kind_nobody_wrote_a_question_for_is_told_so(draft, agencies):
    asked = preview_of(draft, contents_of(draft.page.specific), settings_of(draft), agencies.housing).body

    assert "None was written for your kind of agency." in asked


def test_a_question_for_everybody_is_asked_of_everybody(draft, summary, agencies):
    summary.questions = [("question", {"kind": "All of us", "question": "Who was not in the room?"})]
    summary.save()

    asked = preview_of(draft, contents_of(summary), settings_of(draft), agencies.police)

    for words in (asked.body, asked.alternatives[0].content):
        assert "All of us: Who was not in the room?" in words


def test_every_agency_has_its_own_link_and_one_lead_of_two_agencies_both(draft, arrived):
    mails = arrived(draft)

    said = [halves(one)[0].split("/cascade/reply/")[1].split("/")[0] for one in mails.values()]
    assert [recipient_of(token).agency.name for token in said] == [*mails]
    assert {one["To"] for name, one in mails.items() if "School" in name} == {"head@hill.example"}


def test_the_preview_is_what_arrives_but_for_the_link(draft, arrived, agencies):
    seen = preview_of(draft, contents_of(draft.page.specific), settings_of(draft), agencies.police)

    police = arrived(draft)["Police"]

    text, html = halves(police)
    token = text.split("/cascade/reply/")[1].split("/")[0]
    link = f"/cascade/reply/{token}/"
    assert text.replace(link, LINK_IN_PREVIEW).strip() == seen.body.strip()
    assert html.replace(link, LINK_IN_PREVIEW).strip() == seen.alternatives[0].content.strip()
    assert (police["Subject"], [police["To"]]) == (seen.subject, seen.to)


def test_nothing_typed_or_named_becomes_a_header_a_place_or_markup(draft, summary, agencies, everybody, arrived):
    summary.title = "Night\r\nBcc: all@example.org <b>{{link}}</b>"
    summary.save()
    Agency.objects.filter(pk=agencies.school.pk).update(name="Hill\r\nBcc: x@example.org <i>School</i>")
    note = "<script>alert(1)</script> {{agency}}\n\nSecond."
    details = CascadeDetails(everybody, date(2026, 12, 4), date(2027, 1, 31), note)

    mails = arrived(change_cascade(draft, details, by=None))

    one = next(iter(mails.values()))
    text, html = halves(one)
    assert (one["Bcc"], one["Cc"], len(one["To"].addresses)) == (None, None, 1)
    assert one["Subject"].endswith("Night Bcc: all@example.org <b>{ {link}}</b>")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<i>School" not in html
    assert "{ {agency}}" in text
    assert "{ {agency}}" in html


def test_nothing_in_it_is_fetched_when_it_is_opened(draft, agencies):
    html = (
        preview_of(draft, contents_of(draft.page.specific), settings_of(draft), agencies.school).alternatives[0].content
    )

    assert not any(word in html for word in ("<img", "<script", "<link", "@import", "url(", "src=", "background="))
    assert 'lang="en-gb"' in html
    assert "<title>The night that is different</title>" in html


def test_the_preview_of_a_mail_is_shut_off_from_the_site(draft, agencies, client, manager):
    answer = client.get(reverse("cascade_mail", args=[draft.pk, agencies.police.pk]))

    policy_said = answer.headers["Content-Security-Policy"]
    for words in ("default-src 'none'", "script-src 'none'", "frame-ancestors 'self'", "sandbox"):
        assert words in policy_said
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Is it in the note?" in answer.content.decode()


def test_the_mail_of_an_agency_that_is_not_chosen_is_not_there(draft, agencies, client, manager):
    draft.recipients.filter(agency=agencies.police).delete()

    assert client.get(reverse("cascade_mail", args=[draft.pk, agencies.police.pk])).status_code == 404
