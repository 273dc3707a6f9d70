"""A review's deposit: what is missing, what is in the package, who may, and what has changed since."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from wagtail.log_actions import registry
from wagtail.models import PageViewRestriction

from briefings.enums import Attention
from briefings.models import RepositoryDeposit
from briefings.queries.attention import concerns
from media.enums import CopyState
from media.models import Document
from tests.briefings.deposits.conftest import SECRET, held

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client, people, settings_of):
    client.force_login(people.editor)


def page(client, review):
    return client.get(reverse("deposit", args=[review.pk]))


def package(client):
    response = client.get(reverse("deposit_zip", args=[RepositoryDeposit.objects.latest("pk").pk]))
    content = b"".join(response.streaming_content)
    assert len(content) == int(response["Content-Length"])
    return response, zipfile.ZipFile(io.BytesIO(content))


# Prepared --------------------------------------------------------------------------------------------------------------


def test_the_package_holds_the_report_what_is_known_and_a_mail(client, review, report, send, people):
    assert send(review).url == reverse("deposit", args=[review.pk])

    response, archive = package(client)

    assert response["Content-Disposition"] == 'attachment; filename="e1-deposit.zip"'
    assert archive.namelist() == ["metadata.json", "metadata.xml", "message.txt", "01 Overview report.pdf"]
    assert archive.testzip() is None
    assert archive.read("01 Overview report.pdf") == b"%PDF-1.7\nreport\n"
    told = json.loads(archive.read("metadata.json"))
    assert {name: told[name] for name in ("title", "published", "summary", "themes", "reference", "address")} == {
        "title": "Child E1 & <others>",
        "published": "2024-05",
        "summary": "What the agencies knew.",
        "themes": ["heed & care"],
        "reference": "R7",
        "address": review.full_url,
    }
    assert told["permission"].startswith(f"Copyright stays with {review.publisher.name}.")
    letter = archive.read("message.txt").decode()
    assert letter.startswith("To: repository@example.org\nSubject: Published review")
    assert "Learning manager" in letter


def test_what_is_known_is_dublin_core_too(client, review, send):
    send(review)

    record = etree.fromstring(package(client)[1].read("metadata.xml"))

    said = [(element.tag.rpartition("}")[2], element.text) for element in record]
    assert ("title", "Child E1 & <others>") in said
    assert ("date", "2024-05") in said
    assert ("subject", "heed & care") in said


def test_the_same_deposit_has_the_same_bytes(client, review, send):
    send(review)

    first, again = (package(client)[0] for _time in range(2))

    assert first["ETag"] == again["ETag"]


def test_it_is_remembered_who_prepared_it_and_when(client, review, send, people):
    send(review)

    deposit = RepositoryDeposit.objects.get()
    entry = registry.get_logs_for_instance(review).filter(action="briefings.prepare_deposit").get()
    assert (deposit.prepared_by, deposit.prepared_on, deposit.sent_on) == (people.editor, timezone.localdate(), None)
    assert (entry.user, entry.data) == (people.editor, {"deposit": deposit.pk})


# Not prepared ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"may_be_kept": None}, "Ask the publisher first"),
        ({"items": []}, "Choose at least one file."),
        ({"items": ["999999"]}, "not one of the available choices"),
        ({"items": ["x\x00"]}, "Null characters are not allowed."),
        ({"other": "999999"}, "not one of the available choices"),
    ],
    ids=["not agreed", "no file", "another's file", "nonsense", "no such file"],
)
def test_what_is_missing_from_the_form_is_said_and_nothing_is_made(said, answer, review, send):
    response = send(review, **said)

    assert (response.status_code, answer in response.content.decode()) == (200, True)
    assert not RepositoryDeposit.objects.exists()


@pytest.mark.parametrize("state", ["draft", "private"])
def test_what_everybody_may_not_read_is_not_deposited(state, review, send):
    if state == "draft":
        review.unpublish()
    else:
        PageViewRestriction.objects.create(page=review.get_parent(), restriction_type=PageViewRestriction.LOGIN)

    response = send(review)

    assert ("not published" if state == "draft" else "page is private") in response.content.decode()
    assert not RepositoryDeposit.objects.exists()


def test_what_would_be_missing_is_said_beforehand(client, review, report, partnership, settings_of):
    settings_of.repository_email = ""
    settings_of.save()
    type(review).objects.filter(pk=review.pk).update(publisher=None, summary="")
    review.stated_dates.all().delete()
    Document.objects.filter(pk=report.pk).update(copy_state=CopyState.WAITING)

    text = page(client, review).content.decode()

    for said in ("No report is held", "no publisher", "No date of publication", "Nothing is written", "address is not"):
        assert said in text, said


def test_a_file_that_is_gone_is_said(review, report, send):
    report.file.storage.delete(report.file.name)

    assert "missing from the store" in send(review).content.decode()
    assert not RepositoryDeposit.objects.exists()


# Anonymous -------------------------------------------------------------------------------------------------------------


def test_an_anonymous_package_says_nothing_of_whose_it_is(client, anonymous, send):
    document = held(f"{SECRET} report", b"%PDF-1.7\nclean\n")

    send(anonymous, other=document.pk, tells_nothing="on")

    response, archive = package(client)
    deposit = RepositoryDeposit.objects.get()
    assert response["Content-Disposition"] == f'attachment; filename="deposit-{deposit.pk}.zip"'
    assert archive.namelist() == ["metadata.json", "metadata.xml", "01 report.pdf"]
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for told in (SECRET, "borchester", "BOR7", "2024", "Exampleshire", "partnership@", "boy"):
        assert told.lower() not in whole.lower(), told
    assert "publish this review anonymously" in deposit.letter


def test_a_file_that_names_whose_review_it_is_is_refused(anonymous, send):
    document = held("Report", b"%PDF-1.7\n", text=f"A family in {SECRET.upper()}, whom nobody knew.")

    text = send(anonymous, other=document.pk, tells_nothing="on").content.decode()

    assert f"“Report” names whose review it is: {SECRET}." in text
    assert not RepositoryDeposit.objects.exists()


def test_a_file_with_what_is_not_seen_in_it_is_refused(anonymous, send):
    document = held("Report", b"%PDF-1.7\n")
    Document.objects.filter(pk=document.pk).update(copy_state=CopyState.AS_IT_CAME)

    assert "as it came" in send(anonymous, other=document.pk, tells_nothing="on").content.decode()
    assert not RepositoryDeposit.objects.exists()


def test_somebody_must_have_read_an_anonymous_file(anonymous, send):
    document = held("Report", b"%PDF-1.7\n")

    assert "Read the files to the end" in send(anonymous, other=document.pk).content.decode()
    assert not RepositoryDeposit.objects.exists()


# Sent, and changed since -------------------------------------------------------------------------------------------------


def sent(client, on):
    deposit = RepositoryDeposit.objects.latest("pk")
    response = client.post(reverse("deposit_sent", args=[deposit.pk]), {"sent_on": on}, follow=True)
    deposit.refresh_from_db()
    return deposit, response.content.decode() if response.status_code == 200 else response.status_code


def test_a_moderator_notes_once_when_it_was_sent(client, review, send, people):
    send(review)
    client.force_login(people.moderator)
    today = timezone.localdate()

    first, _text = sent(client, today.isoformat())
    _again, text = sent(client, today.isoformat())

    assert (first.sent_on, first.sent_by) == (today, people.moderator)
    assert "noted already" in text
    assert registry.get_logs_for_instance(review).filter(action="briefings.send_deposit").count() == 1


@pytest.mark.parametrize(("days", "said"), [(1, "until today"), (-1, "until today"), (None, "as a date")])
def test_a_day_that_cannot_be_is_refused(days, said, client, review, send, people):
    send(review)
    client.force_login(people.moderator)

    deposit, text = sent(client, "x\x00" if days is None else (timezone.localdate() + timedelta(days)).isoformat())

    assert (deposit.sent_on, said in text) == (None, True)


def test_nothing_has_changed_where_nothing_has(client, review, send):
    send(review)

    assert page(client, review).context["changes"] == []


def test_a_file_that_was_replaced_is_said_and_the_old_package_is_gone(client, review, report, send):
    send(review)
    report.file = ContentFile(b"%PDF-1.7\nother\n", name="other.pdf")
    report.sha256 = "1" * 64
    report.save()

    assert page(client, review).context["changes"] == ["“01 Overview report.pdf” has been changed here."]
    response = client.get(reverse("deposit_zip", args=[RepositoryDeposit.objects.get().pk]))
    assert (response.status_code, response.url) == (302, reverse("deposit", args=[review.pk]))


def test_what_was_sent_and_has_changed_needs_attention(client, review, report, send, people):
    def told():
        return [one.title for one in concerns(people.moderator, kind=Attention.DEPOSIT)]

    send(review)
    client.force_login(people.moderator)
    sent(client, timezone.localdate().isoformat())
    before = told()
    Document.objects.filter(pk=report.pk).update(sha256="1" * 64)

    assert (before, told()) == ([], [review.title])


def test_what_is_said_of_the_review_may_change_too(client, review, send):
    send(review)
    type(review).objects.filter(pk=review.pk).update(title="Child F", local_reference="")

    assert page(client, review).context["changes"] == ["What is said of it has changed: reference, title."]


# Who may -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "page_is", "sent_is"), [("editor", 200, 302), ("trainer", 302, 302), (None, 302, 302)])
def test_editors_prepare_and_moderators_note(who, page_is, sent_is, client, review, send, people):
    send(review)
    deposit = RepositoryDeposit.objects.get()
    client.logout()
    if who:
        client.force_login(getattr(people, who))

    assert page(client, review).status_code == page_is
    response = client.get(reverse("deposit_zip", args=[deposit.pk]))
    assert response.status_code == page_is
    if page_is == 200:
        b"".join(response.streaming_content)
    assert client.post(reverse("deposit_sent", args=[deposit.pk]), {"sent_on": "2026-01-01"}).status_code == sent_is
    deposit.refresh_from_db()
    assert deposit.sent_on is None


def test_the_button_is_on_a_published_review_only(client, review):
    address = reverse("deposit", args=[review.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[review.pk])
    before = address in client.get(edit).content.decode()
    review.unpublish()

    assert (before, address in client.get(edit).content.decode()) == (True, False)
