"""The admin page where a briefing is started, and who may."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from briefings.models import BriefingPage
from briefings.presets import HEADINGS
from partnership.home.models import HomePage
from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingIndexPageFactory, NationalIndexPageFactory, NationalSummaryPageFactory
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return BriefingIndexPageFactory(parent=home)


@pytest.fixture
def review(home, partnership):
    return ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), title="Child A", publisher=partnership)


@pytest.fixture
def editor(client, home):
    client.force_login(UserFactory(group="Editors"))
    return client


@pytest.fixture
def other_home(home):
    return Page.get_first_root_node().add_child(instance=HomePage(title="Otherton", slug="otherton"))


def start(client, index, **said):
    """`list_` in place of the list's own number, for a wrong one."""
    data = {"index": said.pop("list_", index.pk), "preset": "", "title": "", **said}
    return client.post(reverse("start_briefing"), data)


def headings():
    return [block.value["heading"] for block in BriefingPage.objects.get().sections]


def test_from_a_review_the_draft_opens_in_the_editor(editor, index, review):
    response = start(editor, index, start_from="review", review=review.pk)

    briefing = BriefingPage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[briefing.pk])
    assert (briefing.title, briefing.live, list(briefing.reviews.all())) == ("Child A", False, [review])


def test_from_a_summary(editor, index, home):
    summary = NationalSummaryPageFactory(parent=NationalIndexPageFactory(parent=home), title="Babies")

    start(editor, index, start_from="summary", summary=summary.pk, title="Babies here")

    briefing = BriefingPage.objects.get()
    assert (briefing.title, briefing.national_summary) == ("Babies here", summary)


@pytest.mark.parametrize(
    ("said", "preset"),
    [
        ({"start_from": "audit", "title": "Audit"}, "audit"),
        ({"start_from": "nothing", "title": "Neglect", "preset": "topic"}, "topic"),
        ({"start_from": "nothing", "title": "Neglect"}, "case"),
    ],
    ids=["an audit", "nothing, with a preset", "nothing at all"],
)
def test_the_seven_headings_of_the_preset_are_there_from_the_start(editor, index, said, preset):
    start(editor, index, **said)

    assert headings() == list(HEADINGS[preset])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"start_from": "review"}, "Choose the review, or start from something else."),
        ({"start_from": "review", "review": "9999"}, "Select a valid choice"),
        ({"start_from": "review", "review": "x"}, "Choose the review, or start from something else."),
        ({"start_from": "summary"}, "Choose the summary, or start from something else."),
        ({"start_from": "audit"}, "Write a title: there is nothing to take one from."),
        ({"start_from": "nothing", "title": "   "}, "Write a title: there is nothing to take one from."),
        ({"start_from": "a hat", "title": "Hat"}, "Select a valid choice"),
        ({"start_from": "nothing", "title": "Neglect", "list_": "9999"}, "Select a valid choice"),
        ({"start_from": "nothing", "title": "x" * 300}, "at most 255 characters"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(editor, index, said, sentence):
    response = start(editor, index, **said)

    assert sentence in response.content.decode()
    assert not BriefingPage.objects.exists()


def test_a_review_of_somebody_elses_site_cannot_be_carried_over(client, index, other_home):
    client.force_login(UserFactory(group="Editors"))
    theirs = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=other_home), title="Theirs", live=False)
    GroupPagePermission.objects.exclude(page=index).delete()
    GroupPagePermission.objects.create(
        group=Group.objects.get(name="Editors"),
        page=index,
        permission=Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page"),
    )

    response = start(client, index, start_from="review", review=theirs.pk)

    assert "Select a valid choice" in response.content.decode()
    assert not BriefingPage.objects.exists()


@pytest.mark.parametrize("group", ["Training managers", "Trainers", "Agency leads"])
def test_those_who_may_add_no_briefing_may_start_none(client, index, group):
    client.force_login(UserFactory(group=group))

    assert start(client, index, start_from="nothing", title="Mine").status_code in (302, 403)
    assert not BriefingPage.objects.exists()


def test_the_review_an_editor_came_from_is_chosen_already(editor, index, review):
    page = editor.get(f"{reverse('start_briefing')}?review={review.pk}").content.decode()

    assert f'name="review" value="{review.pk}"' in page


@pytest.mark.parametrize("query", ["?review=999", "?review=x", "?review=%00", "?summary=-1", "?index=0"])
def test_a_strange_address_opens_the_page_all_the_same(editor, index, query):
    assert editor.get(reverse("start_briefing") + query).status_code == 200


def test_adding_a_page_to_the_list_leads_here(editor, index):
    response = editor.get(reverse("wagtailadmin_pages:add", args=("briefings", "briefingpage", index.pk)))

    assert response["Location"] == f"{reverse('start_briefing')}?index={index.pk}"


def test_a_review_has_a_button_that_starts_a_briefing_from_it(editor, index, review):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[review.pk])).content.decode()

    assert f'href="{reverse("start_briefing")}?review={review.pk}"' in page


def test_where_there_is_no_list_of_briefings_nothing_is_offered(editor, review):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[review.pk])).content.decode()

    assert reverse("start_briefing") not in page
