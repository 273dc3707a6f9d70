"""Summaries of national reviews started from a source, and drafts for a whole list of them."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from briefings.models import NationalSummaryPage
from learning.models import Partnership
from tests.factories.accounts import UserFactory
from tests.factories.briefings import NationalIndexPageFactory, NationalSummaryPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return NationalIndexPageFactory(parent=home)


@pytest.fixture
def editor(client, index):
    client.force_login(UserFactory(group="Editors"))
    return client


def start(editor, index, **said):
    return editor.post(reverse("start_summary"), {"index": index.pk, **said})


def paste(editor, index, text, *, make=False):
    data = {"index": index.pk, "pasted": text, **({"make": ""} if make else {"look": ""})}
    return editor.post(reverse("paste_summaries"), data)


def sources():
    fields = ("source_year", "source_publisher", "source_name", "source_url", "live")
    return list(NationalSummaryPage.objects.order_by("pk").values_list(*fields))


def test_one_starts_from_its_source_as_a_draft_open_in_the_editor(editor, index):
    response = start(editor, index, name="Child Q", publisher="The Panel", year="2022", url="example.org/q")

    draft = NationalSummaryPage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert sources() == [(2022, "The Panel", "Child Q", "https://example.org/q", False)]
    assert draft.latest_revision.user is not None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "A", "year": "3000"}, "3000 cannot be the year"),
        ({"name": "A", "year": "12"}, "greater than or equal to 1945"),
        ({"name": "A", "url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"name": "A\x00"}, "Null characters"),
        ({"name": "held", "publisher": "THE PANEL"}, "It is here already"),
    ],
)
def test_what_cannot_be_started_is_told_and_keeps_what_was_typed(editor, index, said, sentence):
    NationalSummaryPageFactory(parent=index, title="Held", source_name="Held", source_publisher="The Panel")

    page = start(editor, index, **said).content.decode()

    assert sentence in page
    assert NationalSummaryPage.objects.count() == 1


LIST = """2024 – Bury – Child A
2024 - Bury - Child A

2022-Anonymous-Child Z https://example.org/z
2021 – Bury and Bolton – Child A
2020 – The Panel – Held"""


def test_a_list_is_shown_before_anything_is_made(editor, index):
    held = NationalSummaryPageFactory(
        parent=index, title="H", source_name="Held", source_publisher="the panel", source_year=2020, live=False
    )

    page = paste(editor, index, LIST).content.decode()

    assert "Start 3 drafts" in page
    assert "The same as line 1" in page
    assert "Published anonymously: no partnership is named." in page
    assert "Read as a joint review of Bury; Bolton." in page
    assert f'{reverse("wagtailadmin_pages:edit", args=[held.pk])}">Here already' in page
    assert NationalSummaryPage.objects.count() == 1


def test_a_partnership_with_and_in_its_name_is_one_publisher(editor, index):
    Partnership.objects.create(
        name="Kingston and Richmond Safeguarding Children Partnership", short_name="KR", slug="k"
    )

    page = paste(editor, index, "2020 – Kingston and Richmond – Child A").content.decode()

    assert "joint review" not in page


def test_it_is_made_as_shown_and_only_once(editor, index):
    for _again in range(2):
        response = paste(editor, index, LIST, make=True)

    assert response["Location"] == reverse("wagtailadmin_explore", args=[index.pk])
    assert sources() == [
        (2024, "Bury", "Child A", "", False),
        (2022, "Anonymous", "Child Z", "https://example.org/z", False),
        (2021, "Bury and Bolton", "Child A", "", False),
        (2020, "The Panel", "Held", "", False),
    ]
    slugs = list(NationalSummaryPage.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["child-a", "child-z", "child-a-2021", "held"]


def test_drafts_of_a_list_stand_in_the_tree_are_logged_found_and_can_be_edited(editor, index, home):
    NationalSummaryPageFactory(parent=index, slug="before")

    paste(editor, index, LIST, make=True)

    drafts = NationalSummaryPage.objects.filter(live=False)
    found = set(drafts.search("Child", fields=["title"]))
    index.refresh_from_db()
    assert (Page.find_problems(), index.numchild) == (([], [], [], [], []), 5)
    assert [page.get_parent().pk for page in drafts] == [index.pk] * 4
    assert PageLogEntry.objects.filter(page__in=drafts, action="wagtail.create", user__isnull=False).count() == 4
    assert {page.title for page in found} == {"Child A", "Child Z"}
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[drafts.first().pk])).status_code == 200
    index.add_child(instance=NationalSummaryPage(title="After"))


def test_one_line_that_cannot_be_read_keeps_all_from_being_made_and_loses_nothing(editor, index):
    text = f"{LIST}\nsomething <b>else</b>"

    page = paste(editor, index, text, make=True).content.decode()

    assert "Line 7: It does not begin with a year" in page
    assert "something &lt;b&gt;else&lt;/b&gt;</textarea>" in page
    assert 'name="make"' not in page
    assert not NationalSummaryPage.objects.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This field is required"),
        (" \n\n ", "This field is required"),
        ("2024 – Bury – A\n" * 501, "501 lines are too many"),
        ("x" * 400_001, "at most 400000 characters"),
    ],
)
def test_too_little_and_too_much_are_told(editor, index, text, sentence):
    assert sentence in paste(editor, index, text).content.decode()


def test_500_lines_are_read_in_as_many_queries_as_one(editor, index, django_assert_max_num_queries):
    lines = "\n".join(f"2024 – Bury – Child {n}" for n in range(500))

    with django_assert_max_num_queries(30):
        page = paste(editor, index, lines).content.decode()

    assert "Start 500 drafts" in page


def test_adding_a_summary_to_its_list_leads_to_its_source(editor, index):
    response = editor.get(reverse("wagtailadmin_pages:add", args=("briefings", "nationalsummarypage", index.pk)))

    assert response["Location"] == f"{reverse('start_summary')}?index={index.pk}"


@pytest.mark.parametrize("name", ["start_summary", "paste_summaries"])
def test_there_is_nowhere_to_put_the_report_itself(editor, index, name):
    page = editor.get(reverse(name)).content.decode()

    assert 'type="file"' not in page
