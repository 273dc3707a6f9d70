"""When the source of a slide changes, the owner of the combined deck sees it and decides; nothing changes by itself."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from media.domain.clean_copies import replace_file
from media.domain.combining import CannotCombine, combine_chosen, origin_of
from media.domain.documents import keep_document
from media.domain.origins import decks_with_changed_sources, keep_mine, origins_of, take_new
from media.domain.preparation import read_slides
from media.models import Document, Slide, SlideOrigin
from tests.factories.accounts import UserFactory
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory
from tests.media.authored_files import plain_deck

pytestmark = pytest.mark.django_db

ASK = ("Ask the child", "What does a usual day at home look like for you and who is there with you?")
ASKED_BETTER = ("Ask the child", "What does a usual day at home look like for you and who is there, told in play?")
WRITE = ("Write it down", "In the words of the child and nobody else's, with the day and the hour.")


@pytest.fixture
def owner(db):
    return UserFactory(group="Trainers")


@pytest.fixture
def asking(rf, owner):
    request = rf.get("/")
    request.user, request.session = owner, {}
    return request


@pytest.fixture
def review(home, uploads):
    return ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home))


def deck_with(*slides, **fields):
    """A deck of rows; its bytes are of no matter."""
    deck = DocumentFactory(format="pptx", file=ContentFile(b"PK", name="slides.pptx"), **fields)
    rows = [
        Slide(document=deck, number=number, title=title, text=text, fingerprint=text)
        for number, (title, text) in enumerate(slides, 1)
    ]
    Slide.objects.bulk_create(rows)
    return deck


@pytest.fixture
def source(review):
    """A published deck."""
    deck = deck_with(ASK, WRITE, title="Lessons")
    PackItemFactory(review=review, document=deck)
    return deck


@pytest.fixture
def mine(source, owner):
    """A deck of the owner's with both slides of the source."""
    deck = deck_with(ASK, WRITE, title="My session", uploaded_by_user=owner, source=Document.Source.COMBINED)
    for copy, original in zip(deck.slides.all(), source.slides.all(), strict=True):
        origin_of(copy, original).save()
    return deck


def change(source):
    source.slides.filter(number=1).update(text=ASKED_BETTER[1], fingerprint=ASKED_BETTER[1])


def states(document):
    return [origin.has_changed for origin in origins_of(document)]


def page(client, owner, document):
    client.force_login(owner)
    response = client.get(reverse("deck_origins", args=[document.pk]))
    assert response.status_code == 200
    return response.content.decode()


def decide(client, owner, document, number, decision):
    client.force_login(owner)
    return client.post(reverse("decide_origin", args=[document.pk, number]), {"decision": decision})


# What the owner sees -------------------------------------------------------------------------------------------------------
def test_as_long_as_the_source_stays_there_is_nothing_to_decide(client, owner, mine, asking):
    assert (states(mine), decks_with_changed_sources(asking)) == ([False, False], [])
    assert "It has changed since." not in page(client, owner, mine)


def test_a_changed_source_is_seen_beside_ones_own(client, owner, mine, source, asking):
    change(source)

    assert (states(mine), decks_with_changed_sources(asking)) == ([True, False], [mine])
    html = page(client, owner, mine)
    assert html.count("It has changed since.") == 1
    assert (ASK[1] in html, ASKED_BETTER[1] in html) == (True, True)


def test_the_slide_library_leads_its_owner_to_a_deck_with_a_changed_source(client, owner, mine, source):
    client.force_login(owner)
    link = f'<a href="/decks/{mine.pk}/origins/">My session</a>'
    assert link not in client.get("/slides/").content.decode()

    change(source)

    assert link in client.get("/slides/").content.decode()


def test_another_owner_is_told_nothing(source, mine, asking):
    change(source)
    asking.user = UserFactory(group="Trainers")

    assert decks_with_changed_sources(asking) == []


def test_a_source_no_longer_open_to_the_owner_shows_nothing_of_itself(client, owner, mine, source, review, asking):
    review.unpublish()
    change(source)
    Document.objects.filter(pk=source.pk).update(title="Renamed in secret")

    html = page(client, owner, mine)
    secrets = (ASKED_BETTER[1], "Renamed in secret", "It has changed since.", f"/decks/{source.pk}/")
    assert [secret for secret in secrets if secret in html] == []
    assert "not open to you now" in html
    assert decks_with_changed_sources(asking) == []


def test_a_source_that_has_gone_is_still_named(client, owner, mine, source):
    PackItemFactory._meta.model.objects.all().delete()
    source.delete()

    origin = origins_of(mine).first()
    assert (origin.has_gone, origin.has_changed, str(origin)) == (True, False, "Lessons, 1")
    assert "no longer held" in page(client, owner, mine)


@pytest.mark.parametrize("group", [None, "Agency leads", "Trainers", "Training managers"])
def test_the_page_is_for_owner_and_editors_only(client, mine, group):
    address = reverse("deck_origins", args=[mine.pk])
    client.force_login(UserFactory(group=group))

    assert client.get(address).status_code == 404
    assert client.post(reverse("decide_origin", args=[mine.pk, 1]), {"decision": "keep"}).status_code == 404
    assert client.post(reverse("deck_edition", args=[mine.pk])).status_code == 404
    client.force_login(UserFactory(group="Editors"))
    assert client.get(address).status_code == 200


# Keep mine ----------------------------------------------------------------------------------------------------------------------
def test_what_is_kept_is_not_asked_again_until_the_source_changes_again(client, owner, mine, source):
    change(source)
    response = decide(client, owner, mine, 1, "keep")

    assert (response["Location"], states(mine)) == (f"/decks/{mine.pk}/origins/", [False, False])
    assert mine.slides.first().text == ASK[1]

    source.slides.filter(number=1).update(fingerprint="once more")
    assert states(mine) == [True, False]


def test_keeping_what_has_gone_changes_nothing(mine, source):
    SlideOrigin.objects.update(source=None)

    keep_mine(origins_of(mine).first())

    assert set(SlideOrigin.objects.values_list("kept_against", flat=True)) == {""}


@pytest.mark.parametrize("decision", ["", "burn", "\0"])
def test_any_other_decision_changes_nothing(client, owner, mine, source, decision):
    change(source)
    before = list(SlideOrigin.objects.values())

    assert decide(client, owner, mine, 1, decision).status_code == 302
    assert list(SlideOrigin.objects.values()) == before


def test_a_slide_without_an_origin_is_not_found(client, owner, mine):
    assert [decide(client, owner, mine, number, "keep").status_code for number in (3, 10**30)] == [404, 404]


# Take the new one -----------------------------------------------------------------------------------------------------------------
def test_a_slide_that_is_not_open_any_more_cannot_be_taken(mine, source, review, asking):
    change(source)
    review.unpublish()
    before = Document.objects.values().get(pk=mine.pk)

    with pytest.raises(CannotCombine, match="no longer to be had"):
        take_new(origins_of(mine).first(), asking)

    assert Document.objects.values().get(pk=mine.pk) == before


def test_a_refusal_is_told_and_changes_nothing(client, owner, mine, source):
    change(source)  # neither file is a deck, so nothing can be combined
    before = Document.objects.values().get(pk=mine.pk), list(SlideOrigin.objects.values())

    response = client.get(decide(client, owner, mine, 1, "take")["Location"])

    assert 'class="callout callout--care"' in response.content.decode()
    assert (Document.objects.values().get(pk=mine.pk), list(SlideOrigin.objects.values())) == before


@pytest.fixture
def taken(client, review, owner, tmp_path):
    """A deck truly combined of a published one, of which the first slide has then changed."""
    file = ContentFile(plain_deck(ASK, WRITE), name="lessons.pptx")
    source = keep_document(file, "Lessons", source=Document.Source.MADE_HERE)
    PackItemFactory(review=review, document=source)
    made = combine_chosen(list(source.slides.all()), "My session", by=owner)
    changed = tmp_path / "changed.pptx"
    changed.write_bytes(plain_deck(ASKED_BETTER, WRITE))
    replace_file(source, changed)
    source.save()
    read_slides(source)
    return made


def test_nothing_changes_until_the_owner_says_so_and_then_that_slide_alone(client, owner, taken):
    sha256, before = taken.sha256, {slide.number: (slide.pk, slide.text) for slide in taken.slides.all()}
    taken.refresh_from_db()
    assert (taken.sha256, states(taken)) == (sha256, [True, False])
    number = origins_of(taken).first().slide.number

    decide(client, owner, taken, number, "take")

    taken.refresh_from_db()
    after = {slide.number: (slide.pk, slide.text) for slide in taken.slides.all()}
    assert {place for place in before if before[place] != after[place]} == {number}
    assert (after[number][0], after[number][1]) == (before[number][0], ASKED_BETTER[1])
    assert (taken.sha256 == sha256, states(taken)) == (False, [False, False])
    assert client.get(reverse("deck_file", args=[taken.pk])).getvalue()[:2] == b"PK"
