"""The reflection sheet of a resource, for each setting: the page and the Word document."""

import io
import re

import pytest
from docx import Document as Word
from wagtail.models import PageViewRestriction

from learning.models import AgencyKind, ReflectionQuestion
from tests.factories.learning import AgencyKindFactory, SeriesPageFactory, ThemedResourcePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def resource(home):
    return ThemedResourcePageFactory(parent=SeriesPageFactory(parent=home), title="Voice of the child")


@pytest.fixture
def police(resource):
    kind = AgencyKind.objects.get(slug="police")
    for text, kinds in (
        ("Everybody?", []),
        ("At an incident?", [kind]),
        ("In a clinic?", [AgencyKindFactory()]),
    ):
        question = ReflectionQuestion(resource=resource, text=text)
        question.for_kinds = kinds
        question.save()
    return kind


def labels(html):
    return re.findall(r'<label for="answer-[0-9a-f]+">(.*?)</label>', html)


@pytest.mark.parametrize(
    ("setting", "asked"),
    [
        ("?setting=police", ["Everybody?", "At an incident?"]),
        ("", ["Everybody?", "At an incident?", "In a clinic?"]),
        ("?setting=%00nobody", ["Everybody?", "At an incident?", "In a clinic?"]),
    ],
)
def test_a_setting_is_asked_its_own_questions_and_those_for_everybody(client, resource, police, setting, asked):
    assert labels(client.get(f"{resource.url}reflect/{setting}").content.decode()) == asked


def test_a_setting_that_nothing_is_asked_of_is_asked_the_usual(client, resource):
    (question,) = labels(client.get(f"{resource.url}reflect/?setting=probation").content.decode())

    assert question.startswith("How does this show in our practice?")


def test_nothing_that_is_written_can_be_sent(client, resource, police):
    html = client.get(f"{resource.url}reflect/").content.decode()
    sheet = html.partition('<div class="sheet')[2].partition('<div class="section">')[0]

    assert sheet.count("<textarea") == 3 + 9
    assert " name=" not in sheet
    assert "<form" not in sheet
    assert 'method="post"' not in html
    assert "never sent" in html
    assert client.post(f"{resource.url}reflect/", {"x": "y"}).status_code == 405


def test_the_word_document_has_a_box_for_each_question(client, resource, police):
    response = client.get(f"{resource.url}reflect/sheet.docx?setting=police")
    word = Word(io.BytesIO(response.content))

    assert [table.cell(0, 0).text for table in word.tables] == ["Everybody?", "At an incident?", "What"]
    assert word.core_properties.title == "Reflection sheet: Police, Voice of the child"
    assert response["Content-Disposition"].endswith('-reflection-police.docx"')


@pytest.mark.parametrize("what", ["reflect/", "reflect/sheet.docx"])
def test_a_private_resource_is_reflected_on_by_nobody(client, resource, what):
    PageViewRestriction.objects.create(page=resource.get_parent(), restriction_type=PageViewRestriction.LOGIN)

    assert client.get(f"{resource.url}{what}").status_code == 404
