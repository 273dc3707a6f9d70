"""A block for a newsletter: what was chosen, nothing else, as HTML and as text."""

import pytest
from django.urls import reverse

from partnership.accounts.enums import Role
from partnership.alerts.models import NewsItem
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, django_user_model):
    from django.contrib.auth.models import Group

    user = UserFactory()
    user.groups.add(Group.objects.get(name=Role.EDITORS))
    client.force_login(user)
    return client


def test_what_was_chosen_stands_in_the_block_and_both_files(editor, publish):
    publish("Kestrel & Sparrow", slug="kestrel", summary="<p>What was learned.</p>")
    publish("Osprey")
    asked = {
        "item": NewsItem.objects.order_by("pk").first().pk,
        "title": "Learning <now>",
        "introduction": "Read & pass on",
        "made": 1,
    }

    page = editor.get(reverse("newsletter"), asked)
    html = editor.get(reverse("newsletter_html"), asked)
    text = editor.get(reverse("newsletter_text"), asked)

    assert (page.status_code, "Your block" in page.text) == (200, True)
    assert "<h3>Learning &lt;now&gt;</h3>" in page.text
    assert "<p>Read &amp; pass on</p>" in page.text
    assert "Learning &lt;now&gt;" in html.text
    assert 'href="http://testserver/reviews/kestrel/"' in html.text
    assert text.text.startswith("Learning <now>\n\nRead & pass on\n\nKestrel & Sparrow\nReview")
    assert "http://testserver/reviews/kestrel/" in text.text
    assert "Osprey" not in html.text + text.text


@pytest.mark.parametrize("item", ["", "x", "999999", "-1"])
def test_nothing_chosen_is_said(editor, publish, item):
    publish("Kestrel")
    answered = editor.get(reverse("newsletter"), {"item": item, "made": 1} if item else {"made": 1})
    assert (answered.status_code, "Choose at least one item." in answered.text) == (200, True)
