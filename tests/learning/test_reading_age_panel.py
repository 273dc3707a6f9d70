"""The reading age beside what an editor writes: of learning points, reviews, resources and national summaries."""

import pytest
from django.urls import reverse

from learning.reading_age import reading_age
from tests.factories.accounts import UserFactory
from tests.factories.briefings import NationalIndexPageFactory, NationalSummaryPageFactory
from tests.factories.learning import (
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
)

pytestmark = pytest.mark.django_db

EASY = "Ask the child. Write down what they say. Tell your boss on the same day. " * 4
HARD = "Safeguarding practitioners demonstrated considerable professional curiosity notwithstanding. " * 5


def _page(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _point(home, text):
    return reverse("wagtailsnippets_learning_learningpoint:edit", args=[LearningPointFactory(found=text).pk])


def _review(home, text):
    return _page(ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), summary=f"<p>{text}</p>"))


def _resource(home, text):
    body = [("paragraph", text)]
    return _page(ThemedResourcePageFactory(parent=SeriesPageFactory(parent=home), body=body))


def _summary(home, text):
    return _page(NationalSummaryPageFactory(parent=NationalIndexPageFactory(parent=home), lessons=f"<p>{text}</p>"))


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("address", [_point, _review, _resource, _summary])
@pytest.mark.parametrize("text", [EASY, HARD], ids=["easy", "hard"])
def test_an_editor_is_told_the_age_of_what_was_saved(editor, home, address, text):
    html = editor.get(address(home, text)).content.decode()
    assert f"<td>{len(text.split())}</td><td>{reading_age(text)}</td>" in html


@pytest.mark.parametrize("address", [_point, _review, _resource, _summary])
def test_a_draft_with_nothing_in_it_is_told_nothing(editor, home, address):
    response = editor.get(address(home, ""))
    assert (response.status_code, "Reading age of it all" in response.content.decode()) == (200, False)


def test_a_new_point_has_no_panel(editor, home):
    html = editor.get(reverse("wagtailsnippets_learning_learningpoint:add")).content.decode()
    assert "How easy it is to read" not in html
