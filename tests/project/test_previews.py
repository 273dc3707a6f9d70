"""Drafts are half-empty: every kind of page previews from nothing, and from unsaved changes."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page, get_page_models

from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import (
    InformationPageFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
)

pytestmark = pytest.mark.django_db

OUR_PAGES = [model for model in get_page_models() if model is not Page]


def make(model, home):
    """A page of that kind with only what its factory gives."""
    makers = {
        "HomePage": lambda: home,
        "ReviewIndexPage": lambda: ReviewIndexPageFactory(parent=home),
        "ReviewPage": lambda: ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)),
        "SeriesPage": lambda: SeriesPageFactory(parent=home),
        "ThemedResourcePage": lambda: ThemedResourcePageFactory(parent=SeriesPageFactory(parent=home)),
        "InformationPage": lambda: InformationPageFactory(parent=home),
        "BriefingIndexPage": lambda: BriefingIndexPageFactory(parent=home),
        "BriefingPage": lambda: BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home)),
        "NationalIndexPage": lambda: NationalIndexPageFactory(parent=home),
        "NationalSummaryPage": lambda: NationalSummaryPageFactory(parent=NationalIndexPageFactory(parent=home)),
    }
    return makers[model.__name__]()


def preview(page):
    response = page.make_preview_request(RequestFactory().get("/"), page.default_preview_mode)
    return response.render() if hasattr(response, "render") else response


@pytest.mark.parametrize("model", OUR_PAGES, ids=lambda model: model.__name__)
def test_a_half_empty_page_is_shown(client, home, partnership, model):
    page = make(model, home)

    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("model", OUR_PAGES, ids=lambda model: model.__name__)
def test_unsaved_changes_are_previewed(home, partnership, model):
    page = make(model, home)
    page.title = page.heading = "A title nobody has saved"

    answer = preview(page.with_content_json(page.serializable_data()))

    assert answer.status_code == 200
    assert "A title nobody has saved" in answer.content.decode()


@pytest.mark.parametrize(
    "model", [model for model in OUR_PAGES if model.__name__ != "HomePage"], ids=lambda m: m.__name__
)
def test_a_page_that_was_never_saved_is_previewed(home, partnership, model):
    parent = make(model, home).get_parent()
    fresh = model(title="Never saved", slug="never-saved")
    fresh.set_url_path(parent)
    fresh.depth, fresh.path = parent.depth + 1, parent._get_children_path_interval(parent.path)[1]

    assert preview(fresh).status_code == 200
