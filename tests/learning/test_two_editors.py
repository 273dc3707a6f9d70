"""Two editors, one page: the second is told, and nothing of either is lost."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from tests.factories.accounts import UserFactory
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db


def form(title, loaded):
    inlines = ("subjects", "people", "stated_dates", "findings", "pack_items", "comments")
    return nested_form_data(
        {
            "title": title,
            "slug": "child-a",
            "kind": "lcspr",
            "publication_state": "not_yet",
            "summary": rich_text("<p>Words</p>"),
            "what_next": rich_text(""),
            "themes": "",
            "loaded_revision_id": str(loaded.pk),
            "loaded_revision_created_at": loaded.created_at.isoformat(),
            **{name: inline_formset([]) for name in inlines},
        }
    )


def save_in_the_background(client, page, title, loaded):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form(title, loaded), headers={"accept": "application/json"}
    )


def test_the_second_editor_is_told_and_both_versions_are_kept(client, home):
    page = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), slug="child-a")
    opened_by_both = page.save_revision()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    first = save_in_the_background(client, page, "What the first wrote", opened_by_both)
    second = save_in_the_background(client, page, "What the second wrote", opened_by_both)

    assert first.json()["success"] is True
    assert second.status_code == 400
    assert "newer version" in second.json()["error_message"]
    titles = [revision.as_object().title for revision in page.revisions.order_by("pk")]
    assert titles[1] == "What the first wrote"
