"""What the admin lets an editor publish, and what it only keeps as a draft."""

import json
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from briefings.models import BriefingPage, StandingQuestions
from briefings.presets import HEADINGS
from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingIndexPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return BriefingIndexPageFactory(parent=home)


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def form(sections, words_each=50, **extra):
    body = "<p>" + "word " * words_each + "</p>"
    data = {
        "title": "Neglect",
        "slug": "neglect",
        "preset": "topic",
        "introduction": "",
        "date_as_stated": "",
        "source_kind": "other",
        "sections": streamfield(
            [("section", {"heading": heading, "body": rich_text(body), "facilitator_note": ""}) for heading in sections]
        ),
        "standing_questions": streamfield([]),
        "outside_reviews": streamfield([]),
        "briefing_points": inline_formset([]),
        "comments": inline_formset([]),
        "themes": "",
        "reviews": json.dumps([]),
    }
    return nested_form_data(data) | {"reviews": [], "superseded_by": ""} | extra


def add(client, index, data):
    return client.post(reverse("wagtailadmin_pages:add", args=("briefings", "briefingpage", index.pk)), data)


def test_six_sections_cannot_be_published(editor, index):
    response = add(editor, index, form(HEADINGS["topic"][:6]) | {"action-publish": "1"})

    assert response.status_code == 200
    assert not BriefingPage.objects.exists()
    assert "exactly seven sections; this one has 6" in response.content.decode()


def test_six_sections_are_kept_as_a_draft(editor, index):
    response = add(editor, index, form(HEADINGS["topic"][:6]))

    briefing = BriefingPage.objects.get()
    assert response.status_code == 302
    assert not briefing.live
    assert len(briefing.get_latest_revision_as_object().sections) == 6


def test_seven_sections_are_published(editor, index):
    add(editor, index, form(HEADINGS["topic"]) | {"action-publish": "1"})

    briefing = BriefingPage.objects.get()
    assert (briefing.live, len(briefing.sections), briefing.word_count) == (True, 7, 7 * 50 + 14)


def test_more_than_seven_minutes_aloud_is_refused_with_the_words_to_cut(editor, index):
    response = add(editor, index, form(HEADINGS["topic"], words_each=160) | {"action-publish": "1"})

    assert not BriefingPage.objects.exists()
    assert "to call it a 7-minute briefing" in response.content.decode()


def test_more_than_seven_minutes_aloud_is_kept_as_a_draft(editor, index):
    add(editor, index, form(HEADINGS["topic"], words_each=160))

    assert not BriefingPage.objects.get().live


def test_a_bulk_action_cannot_publish_six_sections(editor, index):
    add(editor, index, form(HEADINGS["topic"][:6]))
    briefing = BriefingPage.objects.get()

    address = (
        reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={briefing.pk}&next=/admin/"
    )
    page = editor.post(address, follow=True).content.decode()

    briefing.refresh_from_db()
    assert not briefing.live
    assert "exactly seven sections; this one has 6" in page


def test_a_live_briefing_keeps_its_published_form_while_a_draft_is_half_written(editor, index):
    add(editor, index, form(HEADINGS["topic"]) | {"action-publish": "1"})
    briefing = BriefingPage.objects.get()

    editor.post(reverse("wagtailadmin_pages:edit", args=(briefing.pk,)), form(HEADINGS["topic"][:3]))

    briefing.refresh_from_db()
    assert (briefing.live, len(briefing.sections)) == (True, 7)
    assert len(briefing.get_latest_revision_as_object().sections) == 3


def test_a_long_briefing_is_published_with_a_warning(editor, index):
    response = editor.post(
        reverse("wagtailadmin_pages:add", args=("briefings", "briefingpage", index.pk)),
        form(HEADINGS["topic"], words_each=110) | {"action-publish": "1"},
        follow=True,
    )

    assert BriefingPage.objects.get().live
    assert "Most briefings run to 700 words at most" in response.content.decode()


@time_machine.travel("2026-11-22 12:00")
@pytest.mark.parametrize(
    ("reviewed_on", "months", "review_by"),
    [("", 24, date(2028, 11, 22)), ("2026-05-01", 24, date(2028, 5, 1)), ("2026-05-01", 12, date(2027, 5, 1))],
    ids=["from publication", "from the review", "as its partnership settled"],
)
def test_a_day_to_look_at_it_again_is_proposed(editor, index, site, reviewed_on, months, review_by):
    StandingQuestions.objects.create(site=site, months_until_review=months)

    page = editor.post(
        reverse("wagtailadmin_pages:add", args=("briefings", "briefingpage", index.pk)),
        form(HEADINGS["topic"]) | {"action-publish": "1", "reviewed_on": reviewed_on, "review_by": ""},
        follow=True,
    )

    assert BriefingPage.objects.get().review_by == review_by
    assert f"looked at again by {review_by:%-d %B %Y}" in page.content.decode()


def test_a_day_the_editor_chose_is_kept(editor, index):
    add(editor, index, form(HEADINGS["topic"]) | {"action-publish": "1", "review_by": "2027-01-01"})

    assert BriefingPage.objects.get().review_by == date(2027, 1, 1)


def test_a_draft_is_given_no_day(editor, index):
    add(editor, index, form(HEADINGS["topic"]))

    assert BriefingPage.objects.get().get_latest_revision_as_object().review_by is None


def test_the_editor_shows_the_word_meter(editor, index):
    add(editor, index, form(HEADINGS["topic"]))

    page = editor.get(reverse("wagtailadmin_pages:edit", args=(BriefingPage.objects.get().pk,))).content.decode()

    assert "<strong data-word-meter-words>364</strong>" in page
