"""The page of a national summary: the template's rules, what local reviews share with it, and the decks it changes."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse

from briefings.enums import Attention
from briefings.models import NationalSummaryPage, SummaryDeckToChange
from briefings.models.national import SummaryPoint
from briefings.queries.attention import concerns
from learning.enums import PublicationState, ReviewKind
from learning.models import ReviewPage
from tests.factories.accounts import UserFactory
from tests.factories.briefings import NationalIndexPageFactory, NationalSummaryPageFactory
from tests.factories.learning import FindingFactory, LearningPointFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home, partnership):
    return NationalIndexPageFactory(parent=home)


@pytest.fixture
def draft(index):
    return NationalSummaryPageFactory(
        parent=index, slug="s", live=False, lessons="<p>Look.</p>", summarised_by="", approved_by=""
    )


def contentstate(text):
    """A paragraph as the rich-text editor posts it."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def publish(page, **who):
    for name, role in who.items():
        setattr(page, name, role)
    page.save_revision().publish()


@pytest.mark.parametrize(
    ("who", "field", "sentence"),
    [
        ({}, "summarised_by", "Say who summarised it"),
        ({"summarised_by": "Manager"}, "approved_by", "Say who approved it"),
        ({"summarised_by": "  ", "approved_by": "Chair"}, "summarised_by", "Say who summarised it"),
        ({"summarised_by": "Chair, sub-group", "approved_by": "chair  Sub-Group."}, "approved_by", "Somebody else"),
    ],
)
def test_what_people_read_was_written_by_one_and_approved_by_another(draft, who, field, sentence):
    with pytest.raises(ValidationError) as refused:
        publish(draft, **who)

    assert sentence in refused.value.message_dict[field][0]
    assert not NationalSummaryPage.objects.get().live


def test_two_people_may_publish_and_a_bare_source_needs_nobody(index, draft):
    bare = NationalSummaryPageFactory(parent=index, live=False, summarised_by="", approved_by="")

    publish(draft, summarised_by="Business manager", approved_by="Chair")
    publish(bare)

    assert NationalSummaryPage.objects.live().count() == 2


def test_the_editor_is_told_on_publishing_and_may_save_a_draft_without(client, draft):
    client.force_login(UserFactory(is_superuser=True))
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = client.get(address).context["form"]
    data = {name: value or "" for name, value in form.initial.items() if isinstance(value, str | int)}
    data |= {"lessons": "null", "background": "null", "key_findings": "null", "good_practice": "null"}
    data |= {"local_position": "null", "slug": "s", "title": "Kept"}
    for stream in ("recommendations", "questions", "actions"):
        data[f"{stream}-count"] = "0"
    for rows in ("summary_points", "decks_to_change", "comments"):
        data |= {f"{rows}-TOTAL_FORMS": "0", f"{rows}-INITIAL_FORMS": "0"}
    data["lessons"] = contentstate("Look.")

    refused = client.post(address, {**data, "action-publish": "1"}).content.decode()
    client.post(address, data)

    assert "Say who approved it" in refused
    saved = NationalSummaryPage.objects.get()
    assert (saved.get_latest_revision_as_object().title, saved.live) == ("Kept", False)


def test_a_recommendation_from_before_there_were_numbers_still_reads(draft):
    draft.recommendations = [("recommendation", "Look again")]
    draft.save()
    NationalSummaryPage.objects.update(recommendations='[{"type": "recommendation", "value": "Look", "id": "1"}]')

    (block,) = NationalSummaryPage.objects.get().recommendations

    assert (block.value["number"], block.value["text"], str(block.value)) == ("", "Look", "Look")


def test_a_shared_point_names_the_local_reviews_that_found_it_and_no_others(client, home, index, partnership):
    summary = NationalSummaryPageFactory(parent=index, slug="s")
    point = LearningPointFactory(partnership=partnership)
    SummaryPoint.objects.create(summary=summary, point=point)
    reviews = ReviewIndexPageFactory(parent=home)
    kinds = {
        "Local": {},
        "A draft": {"live": False},
        "Ours in secret": {"publication_state": PublicationState.ANONYMOUS_NSPCC},
        "The national one": {"kind": ReviewKind.NATIONAL},
    }
    for title, other in kinds.items():
        review = ReviewPageFactory(parent=reviews, title=title, publisher=partnership, **other)
        FindingFactory(review=review, point=point)

    page = client.get("/national/s/").content.decode()

    assert [title for title in kinds if title in page] == ["Local"]
    assert ReviewPage.objects.count() == 4


@pytest.fixture
def deck(home):
    return DocumentFactory(
        title="Fathers deck", format="pptx", uploaded_by_user=UserFactory(group="Editors"), slide_count=1
    )


@pytest.fixture
def asked(index, deck):
    summary = NationalSummaryPageFactory(parent=index, title="Out of sight")
    return SummaryDeckToChange.objects.create(summary=summary, document=deck, what="The last slide.")


def changes(person):
    return [(one.title, one.why) for one in concerns(person, on=date(2026, 11, 22), kind=Attention.CHANGE)]


def test_the_owner_of_a_deck_that_must_change_is_told_until_it_is_done(deck, asked):
    before = changes(deck.uploaded_by_user)
    asked.done_on = date(2026, 11, 1)
    asked.save()

    assert before == [("Fathers deck", "“Out of sight” asks it. The last slide.")]
    assert changes(deck.uploaded_by_user) == []


def test_nobody_is_told_what_a_draft_asks(deck, asked):
    asked.summary.unpublish()

    assert changes(deck.uploaded_by_user) == []


@pytest.mark.parametrize("who", ["owner", "nobody"])
def test_the_deck_says_so_to_its_owner_and_not_to_everybody(deck, asked, who):
    from briefings.national_hooks import changes_asked_of_deck
    from tests.factories.accounts import UserFactory

    request = RequestFactory().get("/")
    request.user = deck.uploaded_by_user if who == "owner" else UserFactory()

    assert changes_asked_of_deck(deck, request) == ({"changes": [asked]} if who == "owner" else {})
